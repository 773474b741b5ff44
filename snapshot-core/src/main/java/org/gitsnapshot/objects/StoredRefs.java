package org.gitsnapshot.objects;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.RefList.NamedRef;
import org.jspecify.annotations.Nullable;

/** Finds what the refs of a repository on disk lead to. */
final class StoredRefs {
  private static final ByteString REPLACEMENTS = ByteString.utf8("refs/replace/");

  /** How many refs git reads, one after the other, where each is symbolic for the next. */
  static final int MOST_READS = 5;

  private final ObjectReader reader;
  private final RefFiles files;

  /** A ref with the last of the names that it is symbolic for, if it is. */
  private record Followed(NamedRef ref, Optional<ByteString> symbolicFor) {}

  private StoredRefs(StoredRepository repository, ObjectReader reader) throws IOException {
    this.reader = reader;
    this.files = RefFiles.read(RefPlaces.of(repository));
  }

  /**
   * Reads the refs; those that lead to nothing are left out, as git does.
   *
   * @throws UnsupportedException if they are not in files
   */
  static RefList read(StoredRepository repository, ObjectReader reader, String origin)
      throws IOException {
    if (!areInFiles(repository)) {
      throw new UnsupportedException(
          "the refs of "
              + origin
              + " are stored as "
              + repository.refStorage()
              + ", which is not supported",
          "use a clone of it, or run git refs migrate --ref-format=files there");
    }
    return new StoredRefs(repository, reader).read();
  }

  /** Returns whether the refs are in files, and not in a format of tables. */
  static boolean areInFiles(StoredRepository repository) {
    return repository.refStorage().equals("files");
  }

  private RefList read() throws IOException {
    List<NamedRef> list = new ArrayList<>();
    for (Map.Entry<ByteString, RefFiles.Value> ref : files.values().entrySet()) {
      if (!ref.getKey().startsWith(REPLACEMENTS)) {
        follow(ref.getKey(), ref.getValue()).ifPresent(found -> list.add(found.ref));
      }
    }
    Optional<Followed> head = follow(RefList.HEAD, files.head());
    return new RefList(list, head.map(Followed::ref), head.flatMap(Followed::symbolicFor));
  }

  private Optional<Followed> follow(ByteString name, RefFiles.@Nullable Value first)
      throws IOException {
    RefFiles.Value value = first;
    ByteString symbolicFor = null;
    for (int reads = 1; value != null && value.name() != null; reads++) {
      symbolicFor = value.name();
      value = reads == MOST_READS ? null : files.find(symbolicFor);
    }
    Oid target = value == null ? null : value.id();
    if (value == null || target == null || !reader.has(target)) {
      return Optional.empty();
    }
    // What a list says of a tag is proved by the tag; of what it says is no tag, there are many.
    Oid peeled = target.equals(value.peeled()) ? target : TagObject.peel(reader, target);
    return Optional.of(
        new Followed(new NamedRef(name, target, peeled), Optional.ofNullable(symbolicFor)));
  }
}
