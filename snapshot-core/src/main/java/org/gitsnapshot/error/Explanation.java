package org.gitsnapshot.error;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.ServiceConfigurationError;

/**
 * What to tell of anything that was thrown, in one line: where one thing of many fails, whatever
 * the reason, the others go on.
 *
 * @param message what went wrong
 * @param hint what to do about it
 */
public record Explanation(String message, Optional<String> hint) {
  /**
   * What to do where names of files and arguments cannot be all that UTF-8 can write: Java asks the
   * system, which has nothing but ASCII where it lacks the locale's data, whatever is set.
   */
  public static final String LOCALE =
      "set LC_ALL=C.UTF-8; where it is set already, the system lacks the data of that locale: copy"
          + " /usr/lib/locale/C.utf8 from another machine";

  private static final String TOO_MANY_FILES = "Too many open files";

  private static final String MORE_FILES = "use fewer --jobs, or raise the limit (ulimit -n)";

  /** Returns what to tell: of a process that is told to end, that alone. */
  public static Explanation of(Throwable thrown) {
    return ProcessEnd.hasBegun()
        ? new Explanation("the process is told to end", Optional.empty())
        : ofItself(thrown);
  }

  /**
   * Returns what to tell, also while the process ends: for what goes on until it has ended, such as
   * a server's answers, and needs nothing that is removed.
   */
  public static Explanation ofItself(Throwable thrown) {
    if (thrown instanceof SnapshotException e) {
      return new Explanation(String.valueOf(e.getMessage()), e.hint());
    }
    if (thrown instanceof InvalidPathException e) {
      return new Explanation(
          e.getInput() + ": the locale has no bytes for this name", Optional.of(LOCALE));
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      Optional<Explanation> machine = ofTheMachine(cause);
      if (machine.isPresent()) {
        return machine.get();
      }
    }
    if (thrown instanceof NoClassDefFoundError) {
      return new Explanation(
          "Java cannot read the class " + thrown.getMessage(),
          Optional.of("raise the limit of open files (ulimit -n), or install it again"));
    }
    if ((thrown instanceof UncheckedIOException || thrown instanceof DirectoryIteratorException)
        && thrown.getCause() != null) {
      return ofItself(thrown.getCause());
    }
    if (thrown instanceof FileSystemException e && e.getFile() != null) {
      return new Explanation(e.getFile() + ": " + reason(e), hint(reason(e)));
    }
    if (thrown instanceof IOException e && e.getMessage() != null) {
      return new Explanation(e.getMessage(), hint(e.getMessage()));
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

  /** Returns what to do where a file could not be read or written for a reason, if it is known. */
  public static Optional<String> hint(String reason) {
    return hint(reason, "");
  }

  /**
   * Returns the same.
   *
   * @param how how another place is chosen, to be said after {@code choose another place}
   */
  public static Optional<String> hint(String reason, String how) {
    if (isFull(reason)) {
      return Optional.of("make room there or choose another place" + how + ", and run it again");
    }
    if (reason.contains("File too large")) {
      return Optional.of(
          "raise the limit of a file's size (ulimit -f), or choose another place" + how);
    }
    if (reason.contains("Input/output error")) {
      return Optional.of("the disk or its file system fails; see what the system's log says");
    }
    if (isOutOfFiles(reason)) {
      return Optional.of(MORE_FILES);
    }
    return Optional.empty();
  }

  /** Returns whether a reason is that there is no room. */
  private static boolean isFull(String reason) {
    return reason.contains("No space left") || reason.contains("quota exceeded");
  }

  /** Returns whether a reason is that the process may open no more files. */
  public static boolean isOutOfFiles(String reason) {
    return reason.contains(TOO_MANY_FILES);
  }

  /**
   * What is no fault of what was at work when it came: what waits for another thread may throw
   * something of its own around it, and so may a class that could not be read.
   */
  private static Optional<Explanation> ofTheMachine(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof OutOfMemoryError) {
      return Optional.of(
          isAboutThreads(cause)
              ? new Explanation(
                  "the system gives this process no more threads",
                  Optional.of("use fewer --jobs, or raise the limit (ulimit -u)"))
              : new Explanation(
                  "out of memory",
                  Optional.of(
                      "give Java a larger heap with -Xmx, or let it do less at once, where there are --jobs")));
    }
    boolean files =
        isOutOfFiles(message)
            ? !(cause instanceof FileSystemException)
            : isOfJavaItself(cause) && FileLimit.areNearlyAllTaken();
    return files
        ? Optional.of(new Explanation("too many open files", Optional.of(MORE_FILES)))
        : Optional.empty();
  }

  /**
   * Returns whether it is what Java throws, without a reason, where it cannot read its own files.
   */
  private static boolean isOfJavaItself(Throwable cause) {
    return cause instanceof InternalError
        || cause instanceof LinkageError
        || cause instanceof ServiceConfigurationError;
  }

  /** Returns whether Java is out of threads, for which it throws what it throws without memory. */
  public static boolean isAboutThreads(Throwable outOfMemory) {
    return String.valueOf(outOfMemory.getMessage()).contains("native thread");
  }
}
