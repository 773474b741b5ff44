package org.gitsnapshot.acquire;

import com.google.common.base.Throwables;
import java.util.Optional;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.LimitExceededException;

/** Recognizes packs that JGit cannot take in, though git can. */
final class PackTooLarge {
  private static final String HINT = "clone it with git and give the clone's path";

  /** What is left of JGit's exception where it keeps several. */
  private static final String TOO_LARGE = "Object too large (";

  private PackTooLarge() {}

  /**
   * Returns a lack of memory as an exception: one huge array was refused, the rest is well. A lack
   * of threads, which Java throws as the same, is thrown on.
   */
  static LimitExceededException outOfMemory(String where, OutOfMemoryError cause) {
    if (Explanation.isAboutThreads(cause)) {
      throw cause;
    }
    return new LimitExceededException(
        where
            + " has objects that need more memory than the "
            + (Runtime.getRuntime().maxMemory() >> 20)
            + " MiB this process has",
        "give the JVM a larger heap with -Xmx, or " + HINT,
        cause);
  }

  /** Returns what to tell the user, if an object's size is what JGit stumbled over. */
  static Optional<LimitExceededException> explain(String where, Throwable failure) {
    for (Throwable cause : Throwables.getCausalChain(failure)) {
      if (cause instanceof TooLargeObjectInPackException
          || cause instanceof LargeObjectException.ExceedsByteArrayLimit
          || String.valueOf(cause.getMessage()).contains(TOO_LARGE)) {
        return Optional.of(
            new LimitExceededException(
                where
                    + " has an object of 2 GiB or more, which JGit cannot take from a pack stream",
                HINT,
                failure));
      }
      if (cause instanceof OutOfMemoryError memory) {
        return Optional.of(outOfMemory(where, memory));
      }
      if (cause instanceof LargeObjectException) {
        return Optional.of(
            outOfMemory(where, new OutOfMemoryError(String.valueOf(cause.getMessage()))));
      }
    }
    return Optional.empty();
  }
}
