package org.gitsnapshot.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.gitsnapshot.error.OutputException;
import org.junit.jupiter.api.Test;

class FailureReasonTest {
  @Test
  void theAdviceFitsTheReason() {
    assertThat(told(new FileSystemException("a", null, "No space left on device")))
        .isEqualTo(
            "cannot write a: No space left on device (make room there or choose another place with"
                + " --cache, and run it again)");
    assertThat(told(new IOException("File too large")))
        .isEqualTo(
            "cannot write a: File too large (raise the limit of a file's size (ulimit -f), or"
                + " choose another place with --cache)");
    assertThat(told(new NoSuchFileException("a")))
        .isEqualTo(
            "cannot write a: its directory does not exist (make it first, or choose another with"
                + " --cache)");
    assertThat(told(new FileAlreadyExistsException("a")))
        .isEqualTo("cannot write a: a file has that name (choose another name with --cache)");
    assertThat(told(new IOException("Stale file handle")))
        .isEqualTo(
            "cannot write a: Stale file handle (choose another place with --cache, and run it"
                + " again)");
  }

  @Test
  void whereNobodyMayWriteItDoesNotHelpToMakeRoom() {
    assertThat(told(new AccessDeniedException("a")))
        .isEqualTo(
            "cannot write a: permission denied (choose a place where you may write with --cache)");
    assertThat(told(new FileSystemException("a", null, "Read-only file system")))
        .endsWith(": Read-only file system (choose a place where you may write with --cache)");
    assertThat(told(new FileNotFoundException("a/b (Permission denied)")))
        .endsWith(": a/b (Permission denied) (choose a place where you may write with --cache)");
  }

  private static String told(IOException cause) {
    OutputException failure = FailureReason.of("cannot write a", cause, " with --cache");
    return failure.fullMessage();
  }
}
