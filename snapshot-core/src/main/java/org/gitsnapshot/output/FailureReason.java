package org.gitsnapshot.output;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.OutputException;

/**
 * Why something could not be written, in words, and what to do about it; the JDK often gives only
 * the file's name again.
 */
public final class FailureReason {
  private FailureReason() {}

  /**
   * Returns the failure to report.
   *
   * @param what what could not be done, such as {@code cannot write out.tar}
   */
  public static OutputException of(String what, IOException cause) {
    return of(what, cause, "");
  }

  /**
   * Returns the failure to report of a place that is not named where files are.
   *
   * @param what what could not be done
   * @param how how another place is chosen, to be said after {@code choose another place}, such as
   *     {@code with --cache}
   */
  public static OutputException of(String what, IOException cause, String how) {
    if (cause instanceof OutputException told) {
      return told;
    }
    if (cause instanceof NoSuchFileException) {
      return new OutputException(
          what + ": its directory does not exist", "make it first, or choose another" + how, cause);
    }
    if (cause instanceof FileAlreadyExistsException) {
      return new OutputException(
          what + ": a file has that name", "choose another name" + how, cause);
    }
    String reason = Explanation.reason(cause);
    String hint =
        isForbidden(reason)
            ? "choose a place where you may write" + how
            : Explanation.hint(reason, how)
                .orElse("choose another place" + how + ", and run it again");
    return new OutputException(what + ": " + reason, hint, cause);
  }

  /** Some of the JDK's classes say it as the system does, others by what they throw. */
  private static boolean isForbidden(String reason) {
    return reason.contains("Read-only")
        || reason.contains("ermission denied")
        || reason.contains("Operation not permitted");
  }
}
