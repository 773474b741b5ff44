package org.gitsnapshot.error;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * What to tell of anything that was thrown, in one line: where one thing of many fails, whatever
 * the reason, the others go on.
 *
 * @param message what went wrong
 * @param hint what to do about it
 */
public record Explanation(String message, Optional<String> hint) {
  /** Returns what to tell. */
  public static Explanation of(Throwable thrown) {
    if (thrown instanceof SnapshotException e) {
      return new Explanation(String.valueOf(e.getMessage()), e.hint());
    }
    if (thrown instanceof InvalidPathException e) {
      return new Explanation(
          e.getInput() + ": the locale has no bytes for this name",
          Optional.of("set LC_ALL=C.UTF-8"));
    }
    if (isOutOfMemory(thrown)) {
      return new Explanation(
          "out of memory", Optional.of("use fewer --jobs, or give Java a larger heap with -Xmx"));
    }
    if (thrown instanceof FileSystemException e && e.getFile() != null) {
      return new Explanation(e.getFile() + ": " + reason(e), Optional.empty());
    }
    if (thrown instanceof IOException e && e.getMessage() != null) {
      return new Explanation(e.getMessage(), Optional.empty());
    }
    // A fault of this program; the report says where to look.
    StackTraceElement[] trace = thrown.getStackTrace();
    return new Explanation(
        "internal error: " + thrown + (trace.length > 0 ? " at " + trace[0] : ""),
        Optional.of("please report it"));
  }

  /** Returns why a file could not be read or written, without its name. */
  public static String reason(IOException failure) {
    if (!(failure instanceof FileSystemException e)) {
      return String.valueOf(failure.getMessage());
    }
    if (e.getReason() != null) {
      return e.getReason();
    }
    // Java gives a class where others give a reason.
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e.getClass().getSimpleName();
  }

  /** What waits for another thread may throw something of its own around it. */
  private static boolean isOutOfMemory(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }
}
