package org.gitsnapshot.objects;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.util.zip.ZipException;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.PackMismatchException;
import org.eclipse.jgit.lib.Repository;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.FileLimit;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.odb.FewFiles;
import org.jspecify.annotations.Nullable;

/** Says why an object of a repository could not be read, from what JGit threw. Thread-safe. */
final class ObjectFailures {
  /** JGit's own bound for an array. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private final Repository repository;
  private final String origin;
  private final DamageCare care;

  /**
   * @param origin what messages call the repository
   */
  ObjectFailures(Repository repository, String origin, DamageCare care) {
    this.repository = repository;
    this.origin = origin;
    this.care = care;
  }

  /**
   * Returns why an object that is there could not be opened: JGit takes a pack for damaged too when
   * there is no room for an object of it, or stumbles.
   */
  SnapshotException notOpened(Oid id, Exception cause) {
    long size = RepositoryDamage.sizeOf(repository, id);
    // The object and what it differs from are in memory at once.
    boolean large = size > MAX_ARRAY || size > Runtime.getRuntime().maxMemory() / 2;
    return large ? tooLarge(id, size, cause) : of(id, cause);
  }

  /** Returns why. JGit stumbles over some damage: an array is too short, a number too large. */
  SnapshotException of(Oid id, Exception failed) {
    if (failed instanceof SnapshotException ours) {
      return ours;
    }
    if (FewFiles.isReasonOf(failed)) {
      return fewFiles(id, failed);
    }
    if (failed instanceof LargeObjectException) {
      boolean array = failed instanceof LargeObjectException.ExceedsByteArrayLimit;
      return tooLarge(id, array ? Long.MAX_VALUE : 0, failed);
    }
    if (failed instanceof MissingObjectException) {
      if (FileLimit.areNearlyAllTaken()) {
        return fewFiles(id, failed);
      }
      if (RepositoryDamage.isPresent(repository, id)) {
        return damaged(id, failed);
      }
      // Which may have needed the last one.
      return FileLimit.areNearlyAllTaken() ? fewFiles(id, failed) : missing(id, failed);
    }
    if (failed instanceof org.eclipse.jgit.errors.CorruptObjectException
        || failed instanceof PackMismatchException
        || failed instanceof ZipException
        || failed instanceof EOFException
        || failed instanceof RuntimeException) {
      return FileLimit.areNearlyAllTaken() ? fewFiles(id, failed) : damaged(id, failed);
    }
    String what =
        failed instanceof FileNotFoundException
            ? "cannot be opened"
            : "cannot be read: " + Explanation.of(failed).message();
    String hint = Explanation.of(failed).hint().orElse(null);
    return new UnavailableException("object " + id + " in " + origin + " " + what, hint, failed);
  }

  /**
   * Returns that no more files could be opened. JGit puts a pack aside that it cannot open, and
   * does not always say so.
   */
  SnapshotException fewFiles(Oid id, @Nullable Exception failed) {
    return FewFiles.unavailable("cannot read object " + id + " in " + origin, failed);
  }

  /** Returns that memory ran out: also where differences build on each other in a circle. */
  SnapshotException tooLarge(Oid id, OutOfMemoryError cause) {
    return tooLarge(id, 0, cause);
  }

  private SnapshotException tooLarge(Oid id, long size, Throwable cause) {
    String what = "object " + id + " in " + origin + " is stored as a difference and ";
    if (size > MAX_ARRAY) {
      return new UnsupportedException(
          what + "has 2 GiB or more, which JGit cannot put together",
          "run git -c core.bigFileThreshold=512m repack -adf in a clone of it, and use that",
          cause);
    }
    return new LimitExceededException(
        what
            + "needs more memory than the "
            + (Runtime.getRuntime().maxMemory() >> 20)
            + " MiB this process has",
        "give the JVM a larger heap with -Xmx",
        cause);
  }

  private SnapshotException missing(Oid id, Exception cause) {
    String cared = care.missing();
    String hint = cared == null ? RepositoryDamage.hintForMissing(repository) : cared;
    return new UnavailableException(origin + " does not have object " + id, hint, cause);
  }

  /** Returns that an object's bytes are not what they should be. */
  SnapshotException damaged(Oid id, @Nullable Exception cause) {
    return new CorruptObjectException(
        "object " + id + " in " + origin + " is damaged", care.damaged(), cause);
  }

  /** Returns that an object is not the one that its id names. */
  CorruptObjectException otherHash(Oid id) {
    return new CorruptObjectException(
        "object " + id + " in " + origin + " is damaged: its bytes have another hash",
        care.damaged());
  }
}
