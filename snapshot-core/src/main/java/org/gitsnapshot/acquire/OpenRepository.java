package org.gitsnapshot.acquire;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.DamageCare;
import org.gitsnapshot.objects.DamageReport;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.ObjectIds;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.ObjectType;
import org.gitsnapshot.objects.RefFinder;
import org.gitsnapshot.objects.StoredHistory;
import org.gitsnapshot.objects.StoredObjects;
import org.gitsnapshot.objects.StoredRepository;
import org.gitsnapshot.objects.TagObject;
import org.jspecify.annotations.Nullable;

/** A repository on disk that is looked into: a user's own, or one of the cache. */
final class OpenRepository implements AutoCloseable {
  /** JGit stops here when it collects the objects that begin with some digits. */
  private static final int SHORT_ID_LIMIT = 256;

  private final StoredRepository repository;
  private final String origin;
  private final DamageCare care;

  private OpenRepository(StoredRepository repository, String origin, DamageCare care) {
    this.repository = repository;
    this.origin = origin;
    this.care = care;
  }

  /** Takes over an open repository, which {@link #close} closes. */
  static OpenRepository of(StoredRepository repository, String origin) {
    return new OpenRepository(repository, origin, DamageCare.OF_ITS_OWNER);
  }

  /** Opens the repository at a path; {@code origin} is what messages call it. */
  static OpenRepository open(Path path, String origin) throws IOException {
    return of(StoredRepository.open(path), origin);
  }

  /** Returns the same, whose stores and readers tell somebody of what is wrong with it. */
  OpenRepository with(DamageCare newCare) {
    return new OpenRepository(repository, origin, newCare);
  }

  Path directory() {
    return repository.directory();
  }

  /** Returns JGit's view of it, for use while it is open. */
  Repository jgit() throws IOException {
    return repository.jgit();
  }

  /** Returns whether there is an object of this id, complete or not. */
  boolean has(Oid id) throws IOException {
    try (ObjectReader reader = newReader()) {
      return reader.has(id);
    }
  }

  /** Checks that it has a commit and all its tree needs; see {@link CommitCheck}. */
  void requireComplete(Oid commit, Limits limits) throws IOException {
    try (ObjectStore store = newStore();
        ObjectReader reader = store.newReader()) {
      CommitCheck.requireComplete(reader, commit, origin, limits);
    }
  }

  /** Checks that it has an object of this id and that it is a commit; see {@link CommitCheck}. */
  void requireCommit(Oid commit, Limits limits) throws IOException {
    try (ObjectStore store = newStore();
        ObjectReader reader = store.newReader()) {
      CommitCheck.requireCommit(reader, commit, origin, limits);
    }
  }

  /** Checks that it has a commit and all its trees; see {@link CommitCheck}. */
  void requireTrees(Oid commit, Limits limits) throws IOException {
    try (ObjectStore store = newStore();
        ObjectReader reader = store.newReader()) {
      CommitCheck.requireTrees(reader, commit, origin, limits);
    }
  }

  /** Returns a store of its own life; the repository here may be closed before it. */
  ObjectStore newStore() {
    return StoredObjects.of(repository.retain(), origin, care);
  }

  /** Returns a reader of what is here; for use while the repository is open. */
  ObjectReader newReader() {
    return StoredObjects.of(repository, origin, care).newReader();
  }

  /** Returns a history of its own life, with the refs that the repository has. */
  History newHistory() {
    return new StoredHistory(repository.retain(), origin);
  }

  /** Returns the same repository with a life of its own. */
  OpenRepository retain() {
    return new OpenRepository(repository.retain(), origin, care);
  }

  /** Returns which ids it has; for use while it is open. */
  ObjectIds ids() {
    return new ObjectIds(repository, origin, care);
  }

  /** Returns whether parents of some of its commits are left out on purpose. */
  boolean isShallow() throws IOException {
    return DamageReport.told(
        origin, care, () -> !repository.jgit().getObjectDatabase().getShallowCommits().isEmpty());
  }

  /** Returns whether there is a ref, wherever it leads. */
  boolean hasRefs() throws IOException {
    return RefFinder.in(repository).hasRefs();
  }

  /**
   * Returns ids of objects with tags replaced by what they tag; those that are not here are left
   * out. What a list of refs says of its tags is not believed: each tag is read.
   */
  Map<String, Oid> peel(Map<String, Oid> refs) throws IOException {
    Map<String, Oid> peeled = new TreeMap<>();
    try (ObjectReader reader = newReader()) {
      for (Map.Entry<String, Oid> ref : refs.entrySet()) {
        if (has(ref.getValue())) {
          peeled.put(ref.getKey(), TagObject.peel(reader, ref.getValue()));
        }
      }
    }
    return peeled;
  }

  /**
   * Returns all commits whose ids begin with these digits.
   *
   * @throws InvalidInputException if there are too many objects to tell
   */
  Collection<Oid> commitsBeginningWith(String digits) throws IOException {
    AbbreviatedObjectId start = AbbreviatedObjectId.fromString(digits.toLowerCase(Locale.ROOT));
    Collection<ObjectId> objects =
        DamageReport.told(
            origin,
            care,
            () -> {
              try (org.eclipse.jgit.lib.ObjectReader reader = repository.jgit().newObjectReader()) {
                return reader.resolve(start);
              }
            });
    if (objects.size() >= SHORT_ID_LIMIT) {
      throw new InvalidInputException(
          digits
              + " is too short for "
              + origin
              + ": "
              + SHORT_ID_LIMIT
              + " objects and more begin with it",
          "write more digits");
    }
    List<Oid> commits = new ArrayList<>();
    try (ObjectStore store = newStore();
        ObjectReader reader = store.newReader()) {
      for (ObjectId object : objects) {
        Oid id = toOid(object);
        if (reader.typeOf(id) == ObjectType.COMMIT) {
          commits.add(id);
        }
      }
    }
    return commits;
  }

  /** Finds what a revision means here. */
  ResolvedRef resolve(Revision revision) throws IOException {
    RefFinder refs = RefFinder.in(repository);
    ResolvedRef found =
        new RefLookup(origin, name -> commitOf(name, refs), this::commitsBeginningWith)
            .find(revision);
    requireCommit(found);
    return found;
  }

  /**
   * Returns what one ref leads to, null if there is none.
   *
   * @throws UnavailableException if it leads to an object that is not here
   */
  private @Nullable Oid commitOf(String name, RefFinder refs) throws IOException {
    Oid id = refs.find(name);
    if (id == null) {
      return null;
    }
    try (ObjectReader reader = newReader()) {
      return TagObject.peel(reader, id);
    } catch (UnavailableException missing) {
      throw missing.in(name);
    }
  }

  /** Checks that what a ref leads to is a commit. */
  void requireCommit(ResolvedRef found) throws IOException {
    try (ObjectStore store = newStore();
        ObjectReader reader = store.newReader()) {
      ObjectType type = reader.typeOf(found.commit());
      if (type != ObjectType.COMMIT) {
        throw new InvalidInputException(
            found.name() + " in " + origin + " is a " + type.gitName() + ", not a commit", null);
      }
    }
  }

  @Override
  public void close() {
    repository.close();
  }

  static Oid toOid(ObjectId id) {
    byte[] bytes = new byte[20];
    id.copyRawTo(bytes, 0);
    return Oid.of(bytes);
  }
}
