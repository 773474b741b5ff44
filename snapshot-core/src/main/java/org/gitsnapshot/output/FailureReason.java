package org.gitsnapshot.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.OutputException;

/** Why something could not be written, in words; the JDK often gives only the file's name again. */
public final class FailureReason {
  private FailureReason() {}

  /**
   * Returns the failure to report.
   *
   * @param what what could not be done, such as {@code cannot write out.tar}
   */
  public static OutputException of(String what, IOException cause) {
    if (cause instanceof OutputException told) {
      return told;
    }
    if (cause instanceof AccessDeniedException) {
      return new OutputException(
          what + ": permission denied", "choose a place where you may write", cause);
    }
    if (cause instanceof NoSuchFileException) {
      return new OutputException(
          what + ": its directory does not exist", "make it first, or choose another", cause);
    }
    if (cause instanceof FileAlreadyExistsException) {
      return new OutputException(what + ": a file has that name", "choose another name", cause);
    }
    String reason = Explanation.reason(cause);
    String hint =
        reason.contains("Read-only")
            ? "choose a place where you may write"
            : Explanation.hint(reason).orElse("choose another place, and run it again");
    return new OutputException(what + ": " + reason, hint, cause);
  }
}
