package org.gitsnapshot.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.gitsnapshot.report.AuditReport;
import org.gitsnapshot.report.AuditVerdict;
import org.gitsnapshot.report.FileDifference;
import org.gitsnapshot.request.CompareRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why the files of an archive differ from the commit's, and which of them are listed. */
@Tag("one-jvm")
class FileReasonsTest {
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

  @Test
  void aReleaseTarballIsToldFileByFile() throws IOException {
    fixture.sh(
        "git -C r archive --prefix=r-1.0/ v1.0 | tar x && echo c >r-1.0/configure"
            + " && echo m >r-1.0/Makefile.in && echo e >r-1.0/evil.c && rm r-1.0/doc/a"
            + " && echo 31 >>r-1.0/src/lines && tar czf r-1.0.tar.gz r-1.0");
    AuditReport report = fixture.audit("r-1.0.tar.gz");
    assertThat(report.verdict()).isEqualTo(AuditVerdict.CONTENT_DIFFERS);
    assertThat(report.headline())
        .isEqualTo(
            "content differs from commit "
                + fixture.git("rev-parse", "v1.0").substring(0, 12)
                + " (v1.0): 3 files added, 1 file changed, 1 file removed");
    assertThat(report.foundBy()).contains("v1.0");
    assertThat(report.groups())
        .contains(
            AuditFixture.group(
                "not in the commit: by its name made by autotools", "Makefile.in", "configure"),
            AuditFixture.group("not in the commit", "evil.c"),
            AuditFixture.group("missing: in the commit, not in the file", "doc/a"),
            AuditFixture.group("changed: the content is not the commit's", "src/lines"));
  }

  @Test
  void aTamperedFileIsNamedThoughTheCommentVouches() throws IOException {
    fixture.sh("git -C r archive --prefix=r-1.0/ v1.0 >r.tar");
    byte[] tar = Files.readAllBytes(fixture.path("r.tar"));
    byte[] hello = {'h', 'e', 'l', 'l', 'o', 0};
    for (int i = 0; i < tar.length - hello.length; i++) {
      if (Arrays.equals(tar, i, i + hello.length, hello, 0, hello.length)) {
        tar[i] = 'j';
      }
    }
    Files.write(fixture.path("r.tar"), tar);
    AuditReport report = fixture.audit("r.tar");
    assertThat(report.verdict()).isEqualTo(AuditVerdict.CONTENT_DIFFERS);
    assertThat(report.foundBy()).isEqualTo("the comment in the tar");
    assertThat(report.groups())
        .containsExactly(AuditFixture.group("changed: the content is not the commit's", "doc/a"));
  }

  @Test
  void whatArchivesLeaveOutIsSaidToBeInTheCommit() throws IOException {
    fixture.sh(
        "cd r && echo 'doc export-ignore' >.gitattributes && git add -A && git commit -qm 3"
            + " && git tag v3 && cd .. && mkdir all && git -C r ls-files | grep -v '^$' >list"
            + " && tar -C r --transform 's,^,r-3/,S' --mtime=@5 -T list -cf r-3.tar");
    AuditReport report = fixture.audit("r-3.tar");
    assertThat(report.verdict()).isEqualTo(AuditVerdict.TAR_DIFFERS);
    assertThat(report.headline())
        .startsWith(
            "content equals the commit's tree, which its archive does not, tar differs (1 file");
    assertThat(report.groups())
        .contains(
            AuditFixture.group(
                "in the commit, though its archives leave it out (export-ignore)", "doc/a"));
  }

  @Test
  void whatArchivesLeaveOutIsFoundInEveryDirectory() throws IOException {
    fixture.sh(
        "cd r && git rm -q -r . && mkdir -p a/deep/er a-b a0 && echo '* export-ignore'"
            + " >.gitattributes && for f in a-b/x a/deep/er/x a/deep/y a/x a.c a0/x; do echo $f >$f;"
            + " done && git add -A && git commit -qm 4 && cd .. && mkdir a && echo evil >r/a/deep/evil"
            + " && echo other >r/a/x && tar -C r --exclude .git --transform 's,^,r-4/,S'"
            + " -cf r-4.tar a0 a.c a a-b");
    AuditReport report = fixture.audit("r-4.tar", Optional.of("HEAD"));
    assertThat(report.groups())
        .containsExactly(
            AuditFixture.group(
                "changed: in the commit with another content, and its archives leave it out",
                "a/x"),
            AuditFixture.group("not in the commit", "a/deep/evil"),
            AuditFixture.group(
                "in the commit, though its archives leave it out (export-ignore)",
                "a-b/x",
                "a.c",
                "a/deep/er/x",
                "a/deep/y",
                "a0/x"));
  }

  @Test
  void whatIsExplainedTakesNoPlaceFromWhatIsNot() throws IOException {
    fixture.sh(
        "git -C r archive --prefix=r-1.0/ v1.0 | tar x && mkdir r-1.0/po"
            + " && for i in $(seq 30); do echo $i >r-1.0/po/m$i.gmo; done && echo evil >r-1.0/tests-evil"
            + " && rm r-1.0/run && echo backdoor >>r-1.0/src/lines && tar czf r-1.0.tar.gz r-1.0");
    AuditReport report =
        fixture.audit(
            "r-1.0.tar.gz", Optional.of("v1.0"), new CompareRequest.Detail(20, 1, 9, 999, 1));
    assertThat(report.groups())
        .extracting(group -> group.what() + ": " + group.files().size() + " of " + group.count())
        .containsExactly(
            "changed: the content is not the commit's: 1 of 1",
            "missing: in the commit, not in the file: 1 of 1",
            "not in the commit: 1 of 1",
            "not in the commit: by its name made by gettext: 20 of 30");
    FileDifference changed = report.comparison().orElseThrow().files().get(0);
    assertThat(changed.path()).hasToString("src/lines");
    assertThat(changed.diff()).isPresent();
    assertThat(report.notes()).contains("10 more files differ and are not listed (--most)");
  }

  @Test
  void aFileAsInTheTreeTakesNoDiffFromOneThatIsChanged() throws IOException {
    fixture.sh(
        "cd r && echo 'a* export-subst' >.gitattributes && for i in 1 2 3; do echo"
            + " '$Format:%H$' >a$i; done && git add -A && git commit -qm 5 && cd .. && echo evil"
            + " >>r/src/lines && tar -C r --exclude .git --transform 's,^,r-5/,S' -cf r-5.tar"
            + " .gitattributes a1 a2 a3 src doc run link");
    AuditReport report =
        fixture.audit("r-5.tar", Optional.of("HEAD"), new CompareRequest.Detail(2, 1, 9, 999, 1));
    assertThat(report.groups())
        .extracting(group -> group.what() + ": " + group.files().size() + " of " + group.count())
        .containsExactly(
            "changed: the content is not the commit's: 1 of 1",
            "as in the commit's tree, without what git archive makes of it: 2 of 3");
    assertThat(report.comparison().orElseThrow().files())
        .filteredOn(file -> file.diff().isPresent())
        .extracting(FileDifference::path)
        .extracting(Object::toString)
        .containsExactly("src/lines");
  }

  @Test
  void lineEndsAloneHideNoOtherChange() throws IOException {
    fixture.sh(
        "cd r && printf 'v1\\n$Format:%%H$\\n' >version && printf 'a\\nb\\n' >left-out && printf"
            + " 'version export-subst\\nleft-out export-ignore\\n' >.gitattributes"
            + " && printf 'l\\r\\nm\\r\\n' >dos && printf 'l\\r\\nm\\n' >mixed && git add -A"
            + " && git commit -qm 6 && cd .. && git -C r -c core.autocrlf=true archive"
            + " --prefix=r-6/ HEAD | tar x && printf 'a\\r\\nb\\r\\n' >r-6/left-out"
            + " && printf 'l\\nm\\n' >r-6/dos && printf 'l\\nm\\r\\n' >r-6/mixed"
            + " && sed -i s/20/evil/ r-6/src/lines && tar cf r-6.tar r-6");
    AuditReport report =
        fixture.audit("r-6.tar", Optional.of("HEAD"), new CompareRequest.Detail(9, 1, 9, 999, 1));
    assertThat(report.verdict()).isEqualTo(AuditVerdict.CONTENT_DIFFERS);
    assertThat(report.headline()).endsWith(": 1 file added, 6 files changed");
    assertThat(report.groups())
        .containsExactly(
            AuditFixture.group("changed: the content is not the commit's", "src/lines"),
            AuditFixture.group(
                "changed: only in line ends (CR before LF), the rest is the commit's",
                ".gitattributes",
                "dos",
                "mixed",
                "run",
                "version"),
            AuditFixture.group(
                "changed: only in line ends (CR before LF), and the commit's archives leave it out"
                    + " (export-ignore)",
                "left-out"));
    // What the reason says need not be shown.
    assertThat(report.notes()).noneMatch(note -> note.contains("--diffs"));
  }

  @Test
  void lineEndsAreHeldAgainstTheTreeToo() throws IOException {
    fixture.sh(
        "cd r && echo '$Format:%H$' >version && echo 'version export-subst' >.gitattributes"
            + " && git add -A && git commit -qm 7 && cd .. && cp -R r r-7 && rm -rf r-7/.git"
            + " && printf '$Format:%%H$\\r\\n' >r-7/version && tar cf r-7.tar r-7");
    assertThat(fixture.audit("r-7.tar", Optional.of("HEAD")).groups())
        .containsExactly(
            AuditFixture.group(
                "changed: only in line ends (CR before LF), the rest is the commit's", "version"));
  }

  /** What may be executed, and a CR elsewhere, are more than line ends. */
  @Test
  void moreThanLineEndsIsAChange() throws IOException {
    fixture.sh(
        "git -C r archive --prefix=r-1.0/ v1.0 | tar x && cd r-1.0 && printf '#!/bin/sh\\r\\n' >run"
            + " && chmod -x run && printf 'hello\\r' >doc/a && cd .. && tar czf r-1.0.tar.gz r-1.0");
    assertThat(fixture.audit("r-1.0.tar.gz", Optional.of("v1.0")).groups())
        .containsExactly(
            AuditFixture.group("changed: the content is not the commit's", "doc/a", "run"));
  }

  @Test
  void aPermissionIsNotHiddenByWhatIsAsInTheTree() throws IOException {
    fixture.sh(
        "cd r && echo '$Format:%H$' >version && echo 'version export-subst' >.gitattributes"
            + " && git add -A && git commit -qm 8 && cd .. && cp -R r r-8 && rm -rf r-8/.git"
            + " && chmod +x r-8/version && tar cf r-8.tar r-8");
    assertThat(fixture.audit("r-8.tar", Optional.of("HEAD")).groups())
        .containsExactly(AuditFixture.group("changed: the permission to be executed", "version"));
  }
}
