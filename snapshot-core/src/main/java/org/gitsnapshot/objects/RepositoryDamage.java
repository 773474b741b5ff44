package org.gitsnapshot.objects;

import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.gitsnapshot.hash.Oid;
import org.jspecify.annotations.Nullable;

/** Finds out why an object could not be read. */
final class RepositoryDamage {
  private RepositoryDamage() {}

  /**
   * Returns whether an object is there although JGit said it was missing.
   *
   * <p>JGit puts a pack aside once it has met damage in it, and from then on all its objects are
   * missing. A fresh look at the indexes tells the two apart.
   */
  static boolean isPresent(Repository repository, Oid id) {
    try (Repository fresh = fresh(repository)) {
      return fresh.getObjectDatabase().has(ObjectId.fromRaw(id.toByteArray()));
    } catch (IOException unreadable) {
      return false;
    } catch (RuntimeException stumbled) {
      return true; // Over what is damaged; nobody can say that it is not there.
    }
  }

  /** Returns the size of an object in bytes, of which only its head is read; 0 if nobody knows. */
  static long sizeOf(Repository repository, Oid id) {
    try (Repository fresh = fresh(repository);
        org.eclipse.jgit.lib.ObjectReader reader = fresh.newObjectReader()) {
      ObjectId object = ObjectId.fromRaw(id.toByteArray());
      return reader.getObjectSize(object, org.eclipse.jgit.lib.ObjectReader.OBJ_ANY);
    } catch (IOException | RuntimeException unreadable) {
      return 0;
    }
  }

  /** Opens the repository once more, for a fresh look at the indexes; to be closed. */
  static Repository fresh(Repository repository) throws IOException {
    return new FileRepositoryBuilder()
        .setGitDir(repository.getDirectory())
        .setMustExist(true)
        .setBare()
        .build();
  }

  /** Returns what to do where an object is missing that should be there; null if nobody knows. */
  static @Nullable String hintForMissing(Repository repository) {
    if (isPartial(repository)) {
      return "it is a partial clone: fetch it in full, or use another copy";
    }
    return isShallow(repository)
        ? "it is a shallow clone: run git fetch --unshallow there, or use another copy"
        : null;
  }

  private static boolean isShallow(Repository repository) {
    try {
      return !repository.getObjectDatabase().getShallowCommits().isEmpty();
    } catch (IOException | RuntimeException unreadable) {
      return false;
    }
  }

  /** Returns whether the repository promises objects that it leaves with its remote. */
  private static boolean isPartial(Repository repository) {
    if (repository.getConfig().getString("extensions", null, "partialclone") != null) {
      return true;
    }
    for (String remote : repository.getConfig().getSubsections("remote")) {
      try {
        if (repository.getConfig().getBoolean("remote", remote, "promisor", false)) {
          return true;
        }
      } catch (IllegalArgumentException neitherYesNorNo) {
        // It promises nothing.
      }
    }
    return false;
  }
}
