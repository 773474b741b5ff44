package org.gitsnapshot.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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

/** What the names of an archive say of another commit than the one that it is. */
@Tag("one-jvm")
class NameNotesTest {
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

  private String id(String revision) {
    return fixture.git("rev-parse", revision).substring(0, 12);
  }

  @ParameterizedTest
  @CsvSource({
    "r-1.1/, r-1.1.tar, the file's name",
    "r-1.1/, r.tar, the top directory",
    "r-1.0/, v1_1.tar, the file's name",
    "r-1.1/, r-1.0.tar, the top directory",
  })
  void aReleaseUnderTheNameOfAnotherIsNoted(String prefix, String file, String what)
      throws IOException {
    fixture.sh("git -C r archive --prefix=" + prefix + " v1.0 >" + file);
    AuditReport report = fixture.audit(file);
    assertThat(report.verdict()).isEqualTo(AuditVerdict.REPRODUCED);
    assertThat(report.notes())
        .containsExactly(
            what
                + (file.startsWith("v1_1") ? " speaks of 1_1" : " speaks of 1.1")
                + ", and the repository has v1.1 (commit "
                + id("v1.1")
                + "), but the content is another's, that of commit "
                + id("v1.0")
                + " (v1.0)");
  }

  @Test
  void aReleaseWithoutSomeFilesIsHeldAgainstItsNameToo() throws IOException {
    fixture.sh(
        "git -C r archive --prefix=r-1.1/ v1.0 >all.tar && head -c 2048 all.tar >r.tar"
            + " && tail -c +3073 all.tar >>r.tar");
    AuditReport report = fixture.audit("r.tar");
    assertThat(report.headline()).startsWith("reproduced: r-1.1 minus 1 file");
    assertThat(report.notes()).anyMatch(note -> note.contains("the repository has v1.1"));
  }

  @Test
  void aNameOfACommitWithTheSameTreeIsSaidToBeThat() throws IOException {
    fixture.sh(
        "cd r && git commit -q --allow-empty -m again && git tag v1.2"
            + " && git archive --prefix=r-1.2/ v1.1 >../r-1.2.tar");
    assertThat(fixture.audit("r-1.2.tar").notes())
        .singleElement()
        .asString()
        .endsWith(" (v1.1), which has the same tree");
  }

  @Test
  void aCommentThatVouchesForAnotherTagsContentIsNoted() throws IOException {
    fixture.sh(
        "mkdir r-1.1 && git -C r archive v1.1 | tar x -C r-1.1 && tar --format=posix"
            + " --pax-option=comment=$(git -C r rev-parse v1.0) -cf r-1.1.tar r-1.1");
    AuditReport report = fixture.audit("r-1.1.tar");
    assertThat(report.verdict()).isEqualTo(AuditVerdict.CONTENT_DIFFERS);
    assertThat(report.notes())
        .contains(
            "the file's name speaks of 1.1, and the repository has v1.1 (commit "
                + id("v1.1")
                + "), whose tree the content exactly is, but the file was compared with another"
                + " commit, found by the comment in the tar; with --commit v1.1 it is compared with"
                + " that tag");
  }

  @Test
  void ofTagsWithOneVersionTheOneWithTheContentIsNoted() throws IOException {
    fixture.sh(
        "cd r && git tag a-1.2 v1.0 && git tag other-1.2 v1.1 && git commit -q --allow-empty -m 3"
            + " && git rm -q link && git commit -qm 4 && cd .. && mkdir r-1.2 && git -C r archive"
            + " v1.1 | tar x -C r-1.2 && tar cf r.tar r-1.2");
    assertThat(fixture.audit("r.tar", Optional.of("HEAD")).notes())
        .singleElement()
        .asString()
        .contains("has other-1.2 (commit " + id("v1.1") + "), whose tree the content exactly is");
  }

  @ParameterizedTest
  @ValueSource(strings = {"r-1.2", "r_1.2+dfsg.orig", "r-1.0.1", "r-11.0"})
  void aVersionThatTheRepositoryLacksIsNotedWithWhatToDo(String name) throws IOException {
    fixture.sh(
        "mkdir r-src && git -C r archive v1.1 | tar x -C r-src && seq 45 >r-src/src/lines"
            + " && tar --mtime=@5 -cf "
            + name
            + ".tar r-src");
    AuditReport report = fixture.audit(name + ".tar");
    assertThat(report.verdict()).isEqualTo(AuditVerdict.CONTENT_DIFFERS);
    assertThat(report.notes())
        .singleElement()
        .asString()
        .startsWith("the file's name speaks of " + name.replaceAll("r[-_]|[+].*", "") + ", but no ")
        .contains("no tag or branch of the repository has that name", "found by the content, of")
        .endsWith("fetch the tags it lacks (git fetch --tags), or name the commit with --commit");
  }

  @Test
  void aReleaseUnderTheNameOfOneThatTheRepositoryLacksIsNoted() throws IOException {
    fixture.sh("git -C r archive --prefix=r-1.0.1/ v1.0 >r.tar");
    assertThat(fixture.audit("r.tar").notes())
        .containsExactly(
            "the top directory speaks of 1.0.1, but no tag or branch of the repository has that"
                + " name, and the content is that of commit "
                + id("v1.0")
                + " (v1.0)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r-1.0",
        "v1.0",
        "r-1.0-release",
        "r_1.0+dfsg.orig",
        "r-1.0.0",
        "lib2.0-r-1.0",
        "r-1.0-x86_64",
        "r-main",
        "r-20260131",
        "r-2026.01.31",
        "r",
        "$(git -C r rev-parse v1.0)",
        "r-2.0-$(git -C r rev-parse --short v1.0)",
      })
  void aNameThatSpeaksOfTheCommitOrOfNothingIsNotNoted(String name) throws IOException {
    fixture.sh("git -C r archive --prefix=\"" + name + "/\" v1.0 >r.tar");
    assertThat(fixture.audit("r.tar").notes()).isEmpty();
  }

  @Test
  void aCommitBetweenTagsIsNotNotedWhateverItIsCalled() throws IOException {
    fixture.sh(
        "git -C r commit -q --allow-empty -m more"
            + " && git -C r archive --prefix=r-1.1-1-gabc/ HEAD >r-1.2.tar");
    assertThat(fixture.audit("r-1.2.tar").notes()).isEmpty();
  }
}
