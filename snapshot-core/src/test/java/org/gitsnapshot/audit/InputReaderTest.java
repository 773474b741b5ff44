package org.gitsnapshot.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.report.AuditReport;
import org.gitsnapshot.report.AuditVerdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives with expanded formats, audited when the repository's state has moved on. */
@Tag("one-jvm")
class InputReaderTest {
  private static final String FORMATS = "the expanded formats in ";

  @TempDir Path directory;
  private AuditFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new AuditFixture(directory);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Commits a file with formats, archives it, and then adds tags, branches and commits. */
  private AuditReport published(String text, String before) throws IOException {
    fixture.sh(
        "cd r && printf '%s' '"
            + text
            + "' >version && echo 'version export-subst' >.gitattributes && git add -A"
            + " && git commit -qm formats && git tag wanted && id=$(git rev-parse HEAD) && "
            + before
            + " && git archive --prefix=r-2/ $id | gzip -n >../r-2.tar.gz"
            + " && git config --unset core.abbrev || : ; git tag -d wanted || :"
            + " ; git checkout -qb other $id && echo more >more && git add -A"
            + " && git commit -qm more && git tag now $id && git tag -a -m late v9"
            + " && { git branch -D main || : ; }");
    return fixture.audit("r-2.tar.gz");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "v = $Format:%h$;         # abbrev=9",
        "v = $Format:%h %t %p$    # abbrev=9",
        "$Format:%H%n%d$ and more # decorate=\"HEAD -> main, tag: wanted\"",
        "refs($Format:%D$)        # decorate=\"HEAD -> main, tag: wanted\"",
        "$Format:%D|%h$           # abbrev=9 decorate=\"HEAD -> main, tag: wanted\"",
        "$Format:%D %h$           # abbrev=9 decorate=\"HEAD -> main, tag: wanted\"",
        "$Format:%D%h$.           # abbrev=9 decorate=\"HEAD -> main, tag: wanted\"",
        "[$Format:%(describe)$]   # describe=\"one-1-g",
        "$Format:%(describe:tags)$ $Format:%(describe)$ # describe=\"wanted\"",
      })
  void whatTheRepositorySaidThenIsReadFromTheFile(String text, String inputs) throws IOException {
    AuditReport report = published(text, "git config core.abbrev 9 && git tag -a -m one one HEAD^");
    assertThat(report.headline()).startsWith("reproduced: ");
    assertThat(report.recipe().orElseThrow().toString()).contains(" " + inputs.strip());
    assertThat(fixture.pinBuilds(report)).isTrue();
  }

  /** Where nothing tells one answer's end from the next one's beginning. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "%D, %h         # abbrev=7 decorate=\"HEAD -> main, tag: wanted\"",
        "%D%D           # decorate=\"HEAD -> main, tag: wanted\"",
        "%aN%aE         # mailmap=\"\"",
        "%aE%aN         # mailmap=\"\"",
        "%cL%h          # abbrev=7 mailmap=\"\"",
        "%cL%cL         # mailmap=\"\"",
        "%cL%D          # decorate=\"HEAD -> main, tag: wanted\" mailmap=\"\"",
        "%D %(describe) # decorate=\"HEAD -> main, tag: wanted\" describe=\"v1.1-1-g",
        "%<(40)%d       # decorate=\"HEAD -> main, tag: wanted\"",
        "%<(9,trunc)%D  # decorate=\"HEAD -> main, tag: wanted\"",
        "%><(79)%d      # decorate=\"HEAD -> main, tag: wanted\"",
      })
  void whatCannotBeToldApartIsWhatTheRepositorySaysNow(String format, String inputs)
      throws IOException {
    fixture.sh(
        "cd r && git tag -a -m v1.1 -f v1.1 && echo '$Format:"
            + format.strip()
            + "$' >version && echo 'version export-subst' >.gitattributes && git add -A"
            + " && git commit -qm formats && git tag wanted"
            + " && git archive --prefix=r-2/ HEAD | gzip -n >../r-2.tar.gz");
    AuditReport report = fixture.audit("r-2.tar.gz");
    assertThat(report.headline()).startsWith("reproduced: ");
    assertThat(report.recipe().orElseThrow().toString()).contains("\"r-2/\" " + inputs.strip());
    assertThat(fixture.pinBuilds(report)).isTrue();
  }

  @Test
  void whatIsCertainIsKeptWhereTheRestCannotBeToldApart() throws IOException {
    AuditReport report =
        published(
            "$Format:%h$ in $Format:%cL%aN$",
            "git config core.abbrev 9 && git tag -a -m one one HEAD^");
    assertThat(report.headline()).startsWith("reproduced: ");
    assertThat(report.recipe().orElseThrow().toString()).contains(" abbrev=9 ");
    assertThat(fixture.pinBuilds(report)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"($Format:%d$)", "$Format:%+D$.", "$Format:%d %(describe:match=none)$ end"})
  void noNamesAtAllAreReadToo(String text) throws IOException {
    AuditReport report =
        published(text, "git tag -d wanted && git checkout -qb aside HEAD^ && git branch -qD main");
    assertThat(report.headline()).startsWith("reproduced: ");
    assertThat(report.recipe().orElseThrow().toString()).contains("decorate=\"\"");
    assertThat(fixture.pinBuilds(report)).isTrue();
  }

  @Test
  void mappedNamesAndTheClockAreReadToo() throws IOException {
    AuditReport report =
        published(
            "by $Format:%aN <%aE>, %cr by %cN$ ($Format:%al %aL$)",
            "echo 'Ann B <ann@new.example> <a@example.org>' >.mailmap && git add .mailmap"
                + " && git commit -qm map");
    assertThat(report.headline()).startsWith("reproduced: ");
    assertThat(report.recipe().orElseThrow().toString())
        .contains("Ann B <ann@new.example>", "%cr=\"");
    assertThat(fixture.pinBuilds(report)).isTrue();
  }

  @Test
  void formatsThatOnlyANewerGitKnowsGiveItsProfile() throws IOException {
    fixture.sh(
        "cd r && echo '$Format:%(decorate) %cI %h$' >version"
            + " && echo 'version export-subst' >.gitattributes && git add -A"
            + " && GIT_COMMITTER_DATE='1600000000 +0000' git commit -qm formats && git tag v3");
    fixture.archive("v3", Profile.GIT_2_46, "r-3/", "r-3.tar");
    fixture.sh("cd r && git tag later && git checkout -qb other");
    AuditReport report = fixture.audit("r-3.tar");
    assertThat(report.recipe().orElseThrow())
        .hasToString("tar git-2.46 prefix=\"r-3/\" abbrev=7 decorate=\"HEAD -> main, tag: v3\"");
    assertThat(fixture.pinBuilds(report)).isTrue();
  }

  @Test
  void aFormatThatWasTamperedWithIsAChangedFile() throws IOException {
    fixture.sh(
        "cd r && echo '$Format:%H %h$' >version && echo 'version export-subst' >.gitattributes"
            + " && git add -A && git commit -qm formats && git tag v3"
            + " && git archive --prefix=r-3/ v3 | tar x -C .. && echo x >>../r-3/version && cd .."
            + " && tar cf r-3.tar r-3");
    AuditReport report = fixture.audit("r-3.tar");
    assertThat(report.verdict()).isEqualTo(AuditVerdict.CONTENT_DIFFERS);
    assertThat(report.groups()).anyMatch(group -> group.files().toString().contains("version"));
    assertThat(report.notes()).anyMatch(note -> note.contains(FORMATS + "version are not those"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm r-3/version",
        "git -C r show v3:version >r-3/version",
        "sed -i 's/$/\\r/' r-3/version",
      })
  void formatsThatAreNotExpandedOtherwiseAreNotBlamed(String change) throws IOException {
    fixture.sh(
        "cd r && echo '$Format:%H %h$' >version && echo 'version export-subst' >.gitattributes"
            + " && git add -A && git commit -qm formats && git tag v3"
            + " && git archive --prefix=r-3/ v3 | tar x -C .. && cd .. && echo x >r-3/other && "
            + change
            + " && tar cf r-3.tar r-3");
    AuditReport report = fixture.audit("r-3.tar", Optional.of("v3"));
    assertThat(report.verdict()).isEqualTo(AuditVerdict.CONTENT_DIFFERS);
    assertThat(report.notes()).noneMatch(note -> note.contains(FORMATS));
  }
}
