package org.gitsnapshot.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.report.AuditReport;
import org.gitsnapshot.report.AuditVerdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives whose files are the commit's, one or more directories apart. */
@Tag("one-jvm")
class OtherDirectoryTest {
  @TempDir Path directory;
  private AuditFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new AuditFixture(directory);
    fixture.sh(
        "cd r && mkdir -p a/h2 && for i in 1 2 3 4 5; do echo $i >a/h2/f$i; done"
            + " && echo own >a/h2/run && git add -A && git commit -qm 3 && git tag v2.0");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private List<String> notes(String file) throws IOException {
    AuditReport report = fixture.audit(file, Optional.of("v2.0"));
    assertThat(report.verdict()).isEqualTo(AuditVerdict.CONTENT_DIFFERS);
    return report.notes().stream().filter(note -> note.contains(" the directory ")).toList();
  }

  @Test
  void anArchiveOfADirectoryIsSaidToBeThat() throws IOException {
    fixture.sh("git -C r archive --prefix=p/ v2.0:a/h2 >p.tar");
    String tree = fixture.git("rev-parse", "v2.0");
    assertThat(notes("p.tar"))
        .containsExactly(
            "the files are those of the directory a/h2 of the commit: 6 of 6 are there with the same"
                + " content; an archive of a directory is not recognised, so make one and compare"
                + " the file with it: git archive --prefix=p/ "
                + tree
                + ":a/h2");
  }

  @Test
  void aDirectoryWithAnotherFileIsStillThat() throws IOException {
    fixture.sh("git -C r archive --prefix=p/ v2.0:a/h2 | tar x && echo 9 >p/f1 && tar cf p.tar p");
    assertThat(notes("p.tar")).singleElement().asString().contains("5 of 6 are there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"engine/", "deep/er/"})
  void aCommitBelowTheTopDirectoryIsFound(String below) throws IOException {
    fixture.sh(
        "mkdir -p p/"
            + below
            + " && git -C r archive v2.0 | tar x -C p/"
            + below
            + " && rm p/"
            + below
            + "a/h2/f5 && echo top >p/top && tar cf p.tar p");
    assertThat(notes("p.tar"))
        .singleElement()
        .asString()
        .startsWith("the commit's files are in the directory " + below.replaceFirst("/$", ""))
        .contains(": 10 of 10 there have the same content")
        .endsWith(" --prefix p/" + below);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo x >p/new",
        "cp -r p/a/h2 p/copy",
        "rm -r p/doc p/src",
        "mkdir p/e && mv p/doc p/e/",
        "rm -r p/* && echo x >p/new",
      })
  void aReleaseWithOtherFilesIsNotNoted(String change) throws IOException {
    fixture.sh(
        "mkdir p && git -C r archive v2.0 | tar x -C p && "
            + change
            + " && echo 8 >p/more"
            + " && tar cf p.tar p");
    assertThat(notes("p.tar")).isEmpty();
  }
}
