package org.gitsnapshot.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.CompletenessReport;
import org.gitsnapshot.testing.TestMirror;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckMirrorTest {
  @TempDir Path directory;

  @Test
  void everythingThatIsMissingOrWrongIsNamed() throws Exception {
    TestMirror mirror = new TestMirror(directory.resolve("mirror"));
    for (String name : new String[] {"directory", "gone", "good", "linked", "longer", "wrong"}) {
      mirror.add(name, new byte[] {1, 2, 3});
    }
    assertThat(CheckMirror.run(mirror.directory(), Optional.empty(), Progress.NONE).complete())
        .isTrue();
    Files.delete(mirror.directory().resolve("directory"));
    Files.createDirectory(mirror.directory().resolve("directory"));
    Files.delete(mirror.directory().resolve("gone"));
    Path outside = Files.write(directory.resolve("outside"), new byte[] {1, 2, 3});
    Files.delete(mirror.directory().resolve("linked"));
    Files.createSymbolicLink(mirror.directory().resolve("linked"), outside);
    Files.write(mirror.directory().resolve("longer"), new byte[4]);
    Files.write(mirror.directory().resolve("wrong"), new byte[] {1, 2, 4});
    Path wanted =
        Files.writeString(
            directory.resolve("wanted"),
            "0".repeat(64) + "  good\n" + "0".repeat(64) + "  another\n");
    CompletenessReport report =
        CheckMirror.run(mirror.directory(), Optional.of(wanted), Progress.NONE);
    assertThat(report.files()).isEqualTo(6);
    assertThat(report.problems())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("directory: it is no regular file"),
            line -> assertThat(line).isEqualTo("gone: missing"),
            line ->
                assertThat(line)
                    .isEqualTo("linked: it is no regular file in the mirror's directory"),
            line -> assertThat(line).isEqualTo("longer: has 4 bytes, not 3"),
            line -> assertThat(line).startsWith("wrong: has sha256:"),
            line -> assertThat(line).startsWith("another: not in the manifest"),
            line -> assertThat(line).startsWith("good: the manifest has sha256:"));
    assertThatThrownBy(() -> CheckMirror.run(directory, Optional.empty(), Progress.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void aListOfChecksumsThatIsMissingOrOfOthersIsTold() throws Exception {
    TestMirror mirror = new TestMirror(directory.resolve("mirror")).add("a", new byte[] {1});
    Path list = mirror.directory().resolve("SHA256SUMS");
    Files.writeString(list, "0".repeat(64) + "  a\n");
    assertThat(CheckMirror.run(mirror.directory(), Optional.empty(), Progress.NONE).problems())
        .containsExactly(
            "SHA256SUMS: it is not the list of the mirror's files; a run of mirror makes it again");
    Files.delete(list);
    assertThat(CheckMirror.run(mirror.directory(), Optional.empty(), Progress.NONE).problems())
        .containsExactly("SHA256SUMS: it is not in the mirror; a run of mirror makes it again");
  }
}
