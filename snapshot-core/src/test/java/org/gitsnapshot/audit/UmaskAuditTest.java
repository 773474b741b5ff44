package org.gitsnapshot.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.gitsnapshot.report.Answer;
import org.gitsnapshot.report.AuditReport;
import org.gitsnapshot.report.AuditVerdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives that {@code git archive} made with another {@code tar.umask} than its own. */
@Tag("one-jvm")
class UmaskAuditTest {
  private static final String MORE =
      "cd r && mkdir -p $(printf %090d 1)/$(printf %090d 2)"
          + " && echo x >$(printf %090d 1)/$(printf %090d 2)/$(printf %0120d 3)"
          + " && echo '$Format:%H %d$' >version && echo 'version export-subst' >.gitattributes"
          + " && git update-index --add --cacheinfo 160000,$(printf %040d 1),module"
          + " && git add -A . ':!module' && git commit -qm three && git tag v3.0";

  @TempDir Path directory;
  private AuditFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new AuditFixture(directory);
    fixture.sh(MORE);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource({
    "0, r-3.0/, cat, tar, ' umask=0000', ''",
    "002, r-3.0/, cat, tar, '', ''",
    "0022, r-3.0/, cat, tar, ' umask=0022', ''",
    "0077, r-3.0/, gzip -n, tar.gz, ' umask=0077', ' | gnu-gzip -6'",
    "0022, r-3.0/, gzip -n -9, tar.gz, ' umask=0022', ' | gnu-gzip -9'",
    "0022, '', xz -T1, tar.xz, ' umask=0022', ' | xz -6'",
    "0022, noslash-, bzip2, tar.bz2, ' umask=0022', ' | bzip2 -9'",
    "0777, a/b/, cat, tar, ' umask=0777', ''",
    "0111, r-3.0/, cat, tar, ' umask=0111', ''",
    "0137, r-3.0/, cat, tar, ' umask=0137', ''",
  })
  void theUmaskIsInTheRecipeAndThePinBuilds(
      String umask, String prefix, String program, String suffix, String words, String compressor)
      throws IOException {
    String name = "x." + suffix;
    archive(umask, "--prefix='" + prefix + "' v3.0 | " + program + " >" + name);
    AuditReport report = fixture.audit(name);
    assertThat(report.verdict()).isEqualTo(AuditVerdict.REPRODUCED);
    assertThat(report.rawTar()).isEqualTo(Answer.SAME);
    assertThat(report.recipe().orElseThrow())
        .hasToString(
            "tar git prefix=\""
                + prefix
                + "\""
                + words
                + " decorate=\"HEAD -> main, tag: v3.0\""
                + compressor);
    assertThat(report.pin().orElseThrow().contains("umask")).isEqualTo(!words.isEmpty());
    assertThat(fixture.pinBuilds(report)).isTrue();
  }

  /** Then nothing tells whether the umask takes the permission to execute. */
  @ParameterizedTest
  @CsvSource({
    "0, 0000",
    "002, ''",
    "0003, ''",
    "0022, 0022",
    "0033, 0022",
    "0077, 0077",
    "0066, 0077",
    "0027, 0027",
    "0777, 0777",
    "0111, 0000"
  })
  void filesThatNobodyMayExecuteAreEnough(String umask, String found) throws IOException {
    fixture.sh(
        "cd r && git rm -qrf . && echo x >f && echo y >g && git add f g && git commit -qm 4");
    archive(umask, "HEAD >x.tar");
    AuditReport report = fixture.audit("x.tar");
    assertThat(report.recipe().orElseThrow())
        .hasToString("tar git prefix=\"\"" + (found.isEmpty() ? "" : " umask=" + found));
    assertThat(fixture.pinBuilds(report)).isTrue();
  }

  /** What is cut out is the file {@code doc/a}, behind the directory's header. */
  @ParameterizedTest
  @CsvSource({"r-1.0/, 2048", "'', 1536"})
  void withoutAFileItIsFoundToo(String prefix, int cut) throws IOException {
    archive("0022", "--prefix='" + prefix + "' v1.0 >all.tar");
    fixture.sh(
        "head -c " + cut + " all.tar >x.tar && tail -c +" + (cut + 1025) + " all.tar >>x.tar");
    AuditReport report = fixture.audit("x.tar");
    assertThat(report.headline()).startsWith("reproduced: ").contains(" minus 1 file, ");
    assertThat(report.recipe().orElseThrow())
        .hasToString("tar git prefix=\"" + prefix + "\" umask=0022 remove=\"/doc/a\"");
    assertThat(fixture.pinBuilds(report)).isTrue();
  }

  @Test
  void whatDiffersIsToldWithoutTheModes() throws IOException {
    archive("0022", "--prefix=r-1.0/ v1.0 >x.tar");
    fixture.sh(
        "mkdir r-1.0 && echo more >r-1.0/more && chmod 644 r-1.0/more && tar --owner=0 --group=0"
            + " -rf x.tar r-1.0/more");
    AuditReport report = fixture.audit("x.tar");
    assertThat(report.verdict()).isEqualTo(AuditVerdict.CONTENT_DIFFERS);
    assertThat(report.groups()).containsExactly(AuditFixture.group("not in the commit", "more"));
    assertThat(report.comparison().orElseThrow().tar())
        .noneMatch(difference -> difference.what().equals("mode"));
    assertThat(report.notes()).contains("the modes are of umask 0022, and so it was compared");
  }

  @Test
  void modesThatAgreeWithNoUmaskAreComparedWithGitsOwn() throws IOException {
    fixture.sh(
        "git -C r archive --prefix=r-1.0/ v1.0 | tar xp && chmod 755 r-1.0 r-1.0/src && chmod 700"
            + " r-1.0/doc && tar --sort=name -cf x.tar r-1.0");
    AuditReport report = fixture.audit("x.tar");
    assertThat(report.verdict()).isEqualTo(AuditVerdict.TAR_DIFFERS);
    assertThat(report.comparison().orElseThrow().tar())
        .anyMatch(difference -> difference.what().equals("mode"));
    assertThat(report.notes()).noneMatch(note -> note.contains("umask"));
  }

  private void archive(String umask, String rest) {
    fixture.sh("git -C r -c tar.umask=" + umask + " archive " + rest);
  }
}
