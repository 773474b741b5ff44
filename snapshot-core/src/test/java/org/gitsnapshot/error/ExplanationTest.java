package org.gitsnapshot.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  @Test
  void anErrorOfTheFileSystemSaysWhatItIsAndWhere() {
    assertThat(message(new NoSuchFileException("a/b"))).isEqualTo("a/b: there is no such file");
    assertThat(message(new AccessDeniedException("a"))).isEqualTo("a: permission denied");
    assertThat(message(new FileSystemLoopException("a"))).isEqualTo("a: FileSystemLoopException");
    assertThat(message(new FileSystemException("a", null, "Too many open files")))
        .isEqualTo("a: Too many open files");
    assertThat(message(new IOException("Input/output error"))).isEqualTo("Input/output error");
  }

  @Test
  void theReasonAloneDoesNotNameTheFile() {
    assertThat(Explanation.reason(new AccessDeniedException("a"))).isEqualTo("permission denied");
    assertThat(Explanation.reason(new FileSystemException("a", null, "Is a directory")))
        .isEqualTo("Is a directory");
    assertThat(Explanation.reason(new IOException("reset"))).isEqualTo("reset");
  }

  @Test
  void aNameThatTheLocaleCannotWriteIsNoFaultOfOurs() {
    Explanation told = Explanation.of(new InvalidPathException("na\u00efve", "Malformed input"));

    assertThat(told.message()).isEqualTo("na\u00efve: the locale has no bytes for this name");
    assertThat(told.hint().orElseThrow()).contains("set LC_ALL=C.UTF-8", "/usr/lib/locale/C.utf8");
  }

  @Test
  void whatIsNoFaultOfTheUserAsksForAReport() {
    Explanation internal = Explanation.of(new IllegalStateException("x"));

    assertThat(internal.message())
        .startsWith("internal error: java.lang.IllegalStateException: x at ");
    assertThat(internal.hint()).contains("please report it");
  }

  @Test
  void whatOnlyCarriesAnErrorOfTheFileSystemIsNotTold() {
    IOException full = new FileSystemException("a", null, "No space left on device");
    for (Throwable carrier :
        List.of(full, new UncheckedIOException(full), new DirectoryIteratorException(full))) {
      assertThat(Explanation.of(carrier))
          .isEqualTo(
              new Explanation(
                  "a: No space left on device",
                  Optional.of("make room there or choose another place, and run it again")));
    }
  }

  @Test
  void whatTheMachineIsOutOfIsNoFaultOfTheProgram() {
    Throwable noClass =
        new NoClassDefFoundError("x").initCause(new IOException("y.jar (Too many open files)"));
    assertThat(message(noClass)).isEqualTo("too many open files");
    assertThat(message(new NoClassDefFoundError("x"))).isEqualTo("Java cannot read the class x");
    assertThat(message(new OutOfMemoryError("unable to create native thread: possibly out of")))
        .isEqualTo("the system gives this process no more threads");
  }

  /** Java says that it cannot load its settings, and not why. */
  @Test
  void aFaultOfJavaWithoutFilesToOpenIsTheLimits() throws Exception {
    List<String> lines = run("ulimit -n 100; ", FewFilesMain.class);

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("internal error: java.lang.IllegalStateException");
    assertThat(lines.get(1)).isEqualTo("too many open files");
  }

  /** Its temporary files are removed then, and what wrote them fails for that. */
  @Test
  void whatFailsWhileTheProcessEndsIsToldAsThat() throws Exception {
    assertThat(run("", ToldToEndMain.class))
        .containsExactly(
            ".a.snapshot.tmp: there is no such file",
            ".a.snapshot.tmp: there is no such file",
            "the process is told to end",
            ".a.snapshot.tmp: there is no such file");
  }

  /** Returns the lines that a program prints. */
  private static List<String> run(String before, Class<?> program) throws IOException {
    String command =
        "%sexec '%s' -cp '%s' %s"
            .formatted(
                before,
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                program.getName());
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  @Test
  void memoryThatRanOutIsFoundBehindOtherFailures() {
    assertThat(message(new IOException(new RuntimeException(new OutOfMemoryError()))))
        .isEqualTo("out of memory");
  }

  private static String message(Throwable thrown) {
    return Explanation.of(thrown).message();
  }
}
