package org.gitsnapshot.odb;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.UnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Opens something where the process, or the system, may have no more open files: what is kept open
 * and nobody reads from is closed for it, and what others opened for a moment is waited for. One
 * for each thing that is opened.
 */
public final class FewFiles {
  /** The last wait is of an eighth of a second, and all together of a quarter. */
  private static final int TRIES = 8;

  /** What Java says of a process; of the system there are two words more. */
  private static final String PROCESS = "Too many open files";

  private int tries;

  /** Returns whether something failed since no more files could be opened. */
  public static boolean isReasonOf(Throwable failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException e && Explanation.isOutOfFiles(Explanation.reason(e))) {
        return true;
      }
    }
    return false;
  }

  /** Returns how many files one part of the program may keep open, by what the process may have. */
  public static int share() {
    return OpenFiles.BOUND;
  }

  /** Closes what is kept open for the objects of repositories, and nobody reads from. */
  public static void makeRoom() {
    OpenFiles.closeIdle();
  }

  /**
   * Returns when it can be tried again.
   *
   * @param what what was to be opened
   * @param failed why it was not
   * @throws UnavailableException if it was tried often enough, and no more files could be opened
   * @throws IOException what it failed for, if that was anything else
   */
  public void throwUnlessPassing(String what, IOException failed) throws IOException {
    if (!isReasonOf(failed)) {
      throw failed;
    }
    if (tries == TRIES || Thread.currentThread().isInterrupted()) {
      throw unavailable("cannot open " + what, failed);
    }
    makeRoom();
    try {
      // Not after the first time: what was closed may do.
      TimeUnit.MILLISECONDS.sleep(tries == 0 ? 0 : 1L << tries);
    } catch (InterruptedException toEnd) {
      Thread.currentThread().interrupt();
    }
    tries++;
  }

  /**
   * Returns that no more files can be opened, and what to do about it.
   *
   * @param what what cannot be done for that
   * @param failed what says so, if anything does
   */
  public static UnavailableException unavailable(String what, @Nullable Throwable failed) {
    String reason = ofTheProcess(failed) ? PROCESS : PROCESS + " in system";
    return new UnavailableException(
        what + ": " + reason, Explanation.hint(reason).orElse(null), failed);
  }

  private static boolean ofTheProcess(@Nullable Throwable failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains(PROCESS + " in system")) {
        return false;
      }
    }
    return true;
  }
}
