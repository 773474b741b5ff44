package org.gitsnapshot.objects;

import java.io.IOException;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Finds single refs by their full names: in files of their own, and in the list {@code
 * packed-refs}, which is read once and whole, since JGit takes what is left of a damaged one. Refs
 * that are stored as tables are left to JGit.
 */
public final class RefFinder {
  private final Repository repository;
  private final @Nullable Map<ByteString, RefFiles.Value> listed;

  private RefFinder(Repository repository, @Nullable Map<ByteString, RefFiles.Value> listed) {
    this.repository = repository;
    this.listed = listed;
  }

  /**
   * Reads the list.
   *
   * @param repository opened by {@link HermeticGit#open}; stays the caller's
   * @throws IOException if git would not read the list
   */
  public static RefFinder in(Repository repository) throws IOException {
    return new RefFinder(
        repository,
        StoredRefs.areInFiles(repository)
            ? PackedRefs.read(RefPlaces.of(repository).common())
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
      Ref ref = repository.exactRef(name);
      ObjectId id = ref == null ? null : ref.getObjectId();
      return id == null ? null : Oid.fromHex(id.name());
    }
    RefPlaces places = RefPlaces.of(repository);
    ByteString wanted = ByteString.utf8(name);
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
}
