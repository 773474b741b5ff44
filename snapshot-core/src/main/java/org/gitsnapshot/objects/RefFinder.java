package org.gitsnapshot.objects;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
  private static final ByteString REFS = ByteString.utf8("refs/");

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
            ? PackedRefs.read(repository.getCommonDirectory().toPath())
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
    ByteString wanted = ByteString.utf8(name);
    for (int depth = 0; depth <= StoredRefs.SYMBOLIC_DEPTH; depth++) {
      if (!canBeRef(wanted)) {
        return null;
      }
      RefFiles.Value value = fileOf(wanted);
      if (value == null) {
        value = listed.get(wanted);
      }
      if (value == null || value.name() == null) {
        return value == null ? null : value.id();
      }
      wanted = value.name();
    }
    return null;
  }

  /** Returns whether git would look for it: a name below refs/, or one without directories. */
  private static boolean canBeRef(ByteString name) {
    return RefNames.isValid(name) || (name.indexOf('/') < 0 && RefNames.isValid(REFS.concat(name)));
  }

  private RefFiles.@Nullable Value fileOf(ByteString name) throws IOException {
    Path path;
    try {
      path = Path.of(new String(name.toByteArray(), StandardCharsets.UTF_8));
    } catch (InvalidPathException noFile) {
      // What the locale cannot write is in the list.
      return null;
    }
    return RefFiles.readSound(
        repository.getDirectory().toPath(), repository.getCommonDirectory().toPath(), path);
  }
}
