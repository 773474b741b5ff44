package org.gitsnapshot.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.testing.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private static final byte[] BYTES = "whole".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;

  @Test
  void nothingHasTheNameBeforeItIsPublished() throws IOException {
    Path target = directory.resolve("file");
    try (AtomicFile file = AtomicFile.create(target)) {
      file.write(BYTES);
      assertThat(target).doesNotExist();
      file.seal();
      assertThat(target).doesNotExist();
      file.publish();
      assertThat(target).hasBinaryContent(BYTES);
    }
    assertThat(names()).containsExactly("file");
  }

  @Test
  void whatHadTheNameStaysUntilThen() throws IOException {
    Path target = Files.writeString(directory.resolve("file"), "old");
    try (AtomicFile file = AtomicFile.create(target)) {
      file.write(BYTES);
      file.seal();
      assertThat(target).hasContent("old");
      file.publish();
    }
    assertThat(target).hasBinaryContent(BYTES);
  }

  @Test
  void closingWithoutPublishingLeavesNoTrace() throws IOException {
    Path target = Files.writeString(directory.resolve("file"), "old");
    try (AtomicFile file = AtomicFile.create(target)) {
      file.write(BYTES);
    }
    try (AtomicFile file = AtomicFile.create(directory.resolve("sealed"))) {
      file.write(BYTES);
      file.seal();
    }
    assertThat(target).hasContent("old");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void theTemporaryNameIsHiddenAndBesideTheTarget() throws IOException {
    try (AtomicFile file = AtomicFile.create(directory.resolve("file"))) {
      file.write(BYTES);
      assertThat(names()).singleElement().asString().startsWith(".file.").endsWith(".tmp");
    }
  }

  @Test
  void severalForOneNameDoNotMeet() throws IOException {
    Path target = directory.resolve("file");
    try (AtomicFile one = AtomicFile.create(target);
        AtomicFile two = AtomicFile.create(target)) {
      one.write(BYTES);
      two.write('2');
      one.seal();
      two.seal();
      two.publish();
      one.publish();
    }
    assertThat(target).hasBinaryContent(BYTES);
    assertThat(names()).containsExactly("file");
  }

  @Test
  void singleBytesPiecesAndNothingAreWritten() throws IOException {
    Path target = directory.resolve("file");
    try (AtomicFile file = AtomicFile.create(target)) {
      file.write('a');
      file.write(new byte[0]);
      file.write(new byte[] {'x', 'b', 'c', 'x'}, 1, 2);
      file.write(0xff);
      file.seal();
      file.publish();
    }
    assertThat(target).hasBinaryContent(new byte[] {'a', 'b', 'c', (byte) 0xff});
  }

  @Test
  void permissionsAreThoseOfAnyNewFile() throws IOException {
    Path ordinary = Files.createFile(directory.resolve("ordinary"));
    Path target = directory.resolve("file");
    publish(target);
    assertThat(Files.getPosixFilePermissions(target))
        .isEqualTo(Files.getPosixFilePermissions(ordinary));
  }

  @Test
  void permissionsHonourTheUmask() throws Exception {
    for (String umask : List.of("077", "027", "000")) {
      Path ordinary = directory.resolve("ordinary-" + umask);
      Path target = directory.resolve("file-" + umask);
      ChildJvm child =
          ChildJvm.after("umask " + umask, Publish.class, ordinary.toString(), target.toString());
      assertThat(child.waitFor()).as(child.errors()).isZero();
      assertThat(Files.getPosixFilePermissions(target))
          .isEqualTo(Files.getPosixFilePermissions(ordinary));
    }
    assertThat(Files.getPosixFilePermissions(directory.resolve("file-077"))).hasSize(2);
  }

  /** Makes an ordinary file and one of ours. */
  static final class Publish {
    private Publish() {}

    public static void main(String[] arguments) throws IOException {
      Path unused = Files.createFile(Path.of(arguments[0]));
      publish(Path.of(arguments[1]));
    }
  }

  @Test
  void aNameAsLongAsNamesCanBeIsPossible() throws IOException {
    Path target = directory.resolve("n".repeat(255));
    publish(target);
    assertThat(target).hasBinaryContent(BYTES);
    assertThat(names()).hasSize(1);
  }

  @Test
  void aRelativePathIsPossible() throws IOException {
    Path relative = Path.of("").toAbsolutePath().relativize(directory.resolve("file"));
    publish(relative);
    assertThat(directory.resolve("file")).hasBinaryContent(BYTES);
  }

  @Test
  void aMissingDirectoryIsSaid() {
    assertThatThrownBy(() -> AtomicFile.create(directory.resolve("no/file")))
        .isInstanceOf(OutputException.class)
        .hasMessage("cannot write " + directory + "/no/file: its directory does not exist");
  }

  @Test
  void aFileInThePlaceOfTheDirectoryIsSaid() throws IOException {
    Files.createFile(directory.resolve("no"));
    assertThatThrownBy(() -> AtomicFile.create(directory.resolve("no/file")))
        .isInstanceOf(OutputException.class)
        .hasMessageMatching("cannot write .*/no/file: [^/]+");
  }

  @Test
  void aDirectoryUnderTheNameIsRefused() throws IOException {
    Path target = Files.createDirectory(directory.resolve("file"));
    assertThatThrownBy(() -> AtomicFile.create(target))
        .isInstanceOf(OutputException.class)
        .hasMessage("cannot write " + target + ": it is a directory");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void aDirectoryThatTakesTheNameMeanwhileFailsAndLeavesNoTrace() throws IOException {
    Path target = directory.resolve("file");
    try (AtomicFile file = AtomicFile.create(target)) {
      file.seal();
      Files.createDirectories(target.resolve("inner"));
      assertThatThrownBy(file::publish)
          .isInstanceOf(OutputException.class)
          .hasMessageStartingWith("cannot write " + target + ": ");
    }
    assertThat(names()).containsExactly("file");
  }

  /** Where nobody can write, not even root. */
  @Test
  void aDirectoryThatTakesNoFilesIsSaid() {
    assertThatThrownBy(() -> AtomicFile.create(Path.of("/proc/snapshot-test")))
        .isInstanceOf(OutputException.class)
        .hasMessageMatching("cannot write /proc/snapshot-test: [^/\\n]+")
        .satisfies(e -> assertThat(((OutputException) e).hint()).isPresent());
  }

  @Test
  void writingAfterTheSealFailsAndLeavesNoTrace() throws IOException {
    try (AtomicFile file = AtomicFile.create(directory.resolve("file"))) {
      file.seal();
      assertThatThrownBy(() -> file.write(BYTES)).isInstanceOf(IOException.class);
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void aProcessThatIsToldToEndLeavesNoTrace() throws Exception {
    ChildJvm child = ChildJvm.start(WriteForEver.class, directory.resolve("file").toString());
    child.waitForLine("writing");
    assertThat(names()).singleElement().asString().startsWith(".file.");
    child.terminate();
    assertThat(names()).isEmpty();
  }

  @Test
  void aWriteThatFailsIsSaidAndLeavesNoTrace() throws Exception {
    Path target = Files.writeString(directory.resolve("file"), "old");
    // No file may grow beyond 20 blocks of 512 bytes: as good as a full disk.
    ChildJvm child = ChildJvm.after("ulimit -f 20", WriteTooMuch.class, target.toString());
    assertThat(child.readLine()).startsWith("cannot write " + target + ": ");
    assertThat(child.waitFor()).as(child.errors()).isZero();
    assertThat(target).hasContent("old");
    assertThat(names()).containsExactly("file");
  }

  /** Writes until it fails, and prints why. */
  static final class WriteTooMuch {
    private WriteTooMuch() {}

    public static void main(String[] arguments) throws IOException {
      try (AtomicFile file = AtomicFile.create(Path.of(arguments[0]))) {
        for (int i = 0; i < 100; i++) {
          file.write(new byte[1000]);
        }
      } catch (OutputException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  /** Begins a file and never ends. */
  static final class WriteForEver {
    private WriteForEver() {}

    public static void main(String[] arguments) throws Exception {
      try (AtomicFile file = AtomicFile.create(Path.of(arguments[0]))) {
        file.write(BYTES);
        System.out.println("writing");
        Thread.sleep(60_000);
      }
    }
  }

  private static void publish(Path target) throws IOException {
    try (AtomicFile file = AtomicFile.create(target)) {
      file.write(BYTES);
      file.seal();
      file.publish();
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
