package org.gitsnapshot.objects;

import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Finds single refs by their full names: in files of their own, and in the list {@code
 * packed-refs}, which is not read by JGit, since that takes what is left of a damaged one. Refs
 * that are stored as tables are left to JGit.
 */
public final class RefFinder {
  private final StoredRepository repository;
  private final @Nullable ListedRefs listed;

  private RefFinder(StoredRepository repository, @Nullable ListedRefs listed) {
    this.repository = repository;
    this.listed = listed;
  }

  /**
   * Reads the list.
   *
   * @param repository opened by {@link StoredRepository#open}; stays the caller's
   * @throws IOException if git would not read the list
   */
  public static RefFinder in(StoredRepository repository) throws IOException {
    return new RefFinder(
        repository,
        StoredRefs.areInFiles(repository)
            ? new ListedRefs(RefPlaces.of(repository).common())
            : null);
  }

  /**
   * Returns the id that a ref leads to, of a tag that of the tag; null if there is no such ref, or
   * it leads to none.
   *
   * @param name its full name, or that of one beside HEAD
   * @throws IOException if its file, or one that it leads to, is nothing that git would take for a
   *     ref
   */
  public @Nullable Oid find(String name) throws IOException {
    if (listed == null) {
      Ref ref = repository.jgit().exactRef(name);
      ObjectId id = ref == null ? null : ref.getObjectId();
      return id == null ? null : Oid.fromHex(id.name());
    }
    ByteString wanted = ByteString.utf8(name);
    if (!RefNames.canBeFollowed(wanted)) {
      return null; // It might be the name of any file.
    }
    RefPlaces places = RefPlaces.of(repository);
    for (int reads = 0; reads < StoredRefs.MOST_READS; reads++) {
      RefFiles.Value value = RefFiles.find(places, listed, wanted);
      if (value != null && value.isNothing()) {
        throw new IOException(places.fileOf(wanted) + " is no ref");
      }
      if (value == null || value.name() == null) {
        return value == null ? null : value.id();
      }
      wanted = value.name();
    }
    return null;
  }

  /**
   * Returns whether there is a ref, wherever it leads.
   *
   * @throws IOException if there is what git would not read
   */
  public boolean hasRefs() throws IOException {
    if (listed == null) {
      return find("HEAD") != null || repository.jgit().getRefDatabase().hasRefs();
    }
    return !RefFiles.read(RefPlaces.of(repository)).values().isEmpty() || find("HEAD") != null;
  }
}
