package org.gitsnapshot.acquire;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.output.FailureReason;

/** Tells that it is the cache that could not be written, and not the server that failed. */
final class CacheFailure {
  /** How another place is chosen. */
  static final String ANOTHER = " with --cache";

  /** Of the JDK, what writes files; sockets are written by others. */
  private static final List<String> WRITERS =
      List.of(
          "java.io.FileOutputStream",
          "java.io.RandomAccessFile",
          "java.io.FileDescriptor",
          "java.io.UnixFileSystem",
          "sun.nio.fs.",
          "sun.nio.ch.File",
          "sun.nio.ch.UnixFileDispatcher");

  private CacheFailure() {}

  /** Returns what to tell of a file or directory of the cache that could not be written. */
  static OutputException of(Path path, IOException failed) {
    String what = "cannot write the cache: " + path;
    String reason = Explanation.reason(failed);
    if (failed instanceof NoSuchFileException || reason.contains("No such file")) {
      // What is written to was made here just before.
      return new OutputException(
          what + ": it was removed in the meantime",
          "run it again, or choose another place" + ANOTHER,
          failed);
    }
    return FailureReason.of(what, failed, ANOTHER);
  }

  /**
   * Finds out whether a fetch failed because its repository cannot be written. JGit's exceptions do
   * not say, and the system's words depend on the language; where the failure was thrown tells.
   *
   * @return what to tell, if it is so
   */
  static Optional<OutputException> explain(Path repository, Throwable failed) {
    for (Throwable cause : RemoteFailure.causes(failed)) {
      if (cause instanceof IOException e && isOfAFile(e.getStackTrace())) {
        return Optional.of(of(repository, e));
      }
    }
    return Optional.empty();
  }

  private static boolean isOfAFile(StackTraceElement[] trace) {
    return trace.length > 0
        && WRITERS.stream().anyMatch(writer -> trace[0].getClassName().startsWith(writer));
  }
}
