package org.gitsnapshot.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.report.AuditReport;
import org.gitsnapshot.report.AuditVerdict;
import org.gitsnapshot.testing.TarEntries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of the real tools, each audited as a bare file. */
@Tag("one-jvm")
class AuditTarballTest {
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

  @ParameterizedTest
  @CsvSource({
    "r-1.0/, gzip -n, tar.gz, gnu-gzip -6",
    "r-1.0/, gzip -n -9, tar.gz, gnu-gzip -9",
    "other-name/, bzip2, tar.bz2, bzip2 -9",
    "a/b/, bzip2 -3, tar.bz2, bzip2 -3",
    "noslash-, gzip -n -1, tar.gz, gnu-gzip -1",
    "a//, gzip -n, tar.gz, gnu-gzip -6",
    "//, gzip -n, tar.gz, gnu-gzip -6",
    "/a//b///, gzip -n, tar.gz, gnu-gzip -6",
  })
  void anArchiveIsReproducedAndItsPinBuilds(
      String prefix, String program, String suffix, String compressor) throws IOException {
    String name = "x." + suffix;
    fixture.sh("git -C r archive --prefix=" + prefix + " v1.0 | " + program + " >" + name);
    AuditReport report = fixture.audit(name);
    assertThat(report.headline()).startsWith("reproduced: commit ");
    assertThat(report.verdict()).isEqualTo(AuditVerdict.REPRODUCED);
    assertThat(report.recipe().orElseThrow())
        .hasToString("tar git prefix=\"" + prefix + "\" | " + compressor);
    assertThat(report.commit().hex()).isEqualTo(fixture.git("rev-parse", "v1.0"));
    assertThat(fixture.pinBuilds(report)).isTrue();
  }

  @Test
  void aRawTarWithoutAPrefixIsReproduced() throws IOException {
    fixture.sh("git -C r archive v1.1 >plain.tar");
    AuditReport report = fixture.audit("plain.tar");
    assertThat(report.recipe().orElseThrow()).hasToString("tar git prefix=\"\"");
    assertThat(report.refs()).containsExactly("v1.1", "main");
    assertThat(fixture.pinBuilds(report)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"r-3/, r-3/", "'', ''", "noslash, ''", "a//, a/"})
  void anArchiveWithoutFilesIsReproduced(String prefix, String found) throws IOException {
    fixture.sh(
        "cd r && git rm -qr . && git commit -qm nothing && git tag v3"
            + " && git archive --prefix='"
            + prefix
            + "' v3 >../empty.tar && echo '* export-ignore' >.gitattributes && git add -A"
            + " && git commit -qm ignored && git tag v4 && git archive --prefix='"
            + prefix
            + "' v4 >../ignored.tar");
    for (String name : List.of("empty.tar", "ignored.tar")) {
      AuditReport report = fixture.audit(name);
      assertThat(report.verdict()).isEqualTo(AuditVerdict.REPRODUCED);
      assertThat(report.recipe().orElseThrow()).hasToString("tar git prefix=\"" + found + "\"");
      assertThat(fixture.pinBuilds(report)).isTrue();
    }
  }

  @Test
  void somethingInAnArchiveOfNothingIsAdded() throws IOException {
    fixture.sh(
        "cd r && git rm -qr . && git commit -qm nothing && git tag v3 && cd .. && mkdir r-3"
            + " && echo more >r-3/more && git -C r archive --prefix=r-3/ v3 >r-3.tar"
            + " && tar rf r-3.tar r-3/more");
    AuditReport report = fixture.audit("r-3.tar", Optional.of("v3"));
    assertThat(report.verdict()).isEqualTo(AuditVerdict.CONTENT_DIFFERS);
    assertThat(report.groups()).containsExactly(AuditFixture.group("not in the commit", "more"));
  }

  @Test
  void aPrefixThatNoPinMayHaveGivesANoteInsteadOfAPin() throws IOException {
    fixture.sh("git -C r archive --prefix='x ' v1.1 >plain.tar");
    AuditReport report = fixture.audit("plain.tar");
    assertThat(report.recipe().orElseThrow()).hasToString("tar git prefix=\"x \"");
    assertThat(report.pin()).isEmpty();
    assertThat(report.notes())
        .contains("a pin file cannot hold a prefix that ends in white space: \"x \"");
  }

  @Test
  void ofTwoTagsTheOneThatExplainsThePrefixIsInThePin() throws IOException {
    fixture.sh(
        "git -C r tag a1.0 v1.0 && git -C r tag release-1.0 v1.0 && git -C r tag z v1.0"
            + " && git -C r archive --prefix=r-1.0/ v1.0 | gzip -n >r.tgz");
    AuditReport report = fixture.audit("r.tgz");
    assertThat(report.refs())
        .startsWith("v1.0")
        .containsExactlyInAnyOrder("a1.0", "release-1.0", "v1.0", "z");
    assertThat(report.headline()).contains(" (v1.0), tar ");
    assertThat(report.pin().orElseThrow())
        .contains("ref     = \"v1.0\"\n", "like    = \"github\"\n")
        .doesNotContain("prefix");
    assertThat(fixture.pinBuilds(report)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"git-1.8.0", "git-2.9"})
  void anOlderTarGivesAnOlderProfile(String profile) throws IOException {
    String long101 = "d".repeat(60) + "/" + "e".repeat(60);
    fixture.sh(
        "cd r && mkdir -p empty/sub "
            + long101
            + " && echo x >empty/sub/x && echo y >"
            + long101
            + "/y && echo 'empty/sub export-ignore' >.gitattributes && git add -A && git commit -qm 3"
            + " && git tag v3");
    fixture.archive("v3", Profile.ofLabel(profile).orElseThrow(), "r-3/", "old.tar");
    AuditReport report = fixture.audit("old.tar");
    assertThat(report.recipe().orElseThrow()).hasToString("tar " + profile + " prefix=\"r-3/\"");
    assertThat(fixture.pinBuilds(report)).isTrue();
  }

  @Test
  void aCompressorThatNobodyKnowsIsSaidAndTheTarHasAPin() throws IOException {
    fixture.sh(
        "git -C r archive --prefix=r-1.0/ v1.0 >t.tar && head -c 3000 t.tar | gzip -n >r.tar.gz"
            + " && tail -c +3001 t.tar | gzip -n >>r.tar.gz");
    AuditReport report = fixture.audit("r.tar.gz");
    assertThat(report.verdict()).isEqualTo(AuditVerdict.COMPRESSOR_UNKNOWN);
    assertThat(report.headline()).startsWith("raw tar reproduced, compressor unknown: gzip");
    assertThat(report.pin().orElseThrow()).contains("formats = [\"tar\"]");
    assertThat(fixture.pinBuilds(report)).isTrue();
  }

  @Test
  void aGzipHeaderWithNameAndTimeIsPartOfTheRecipe() throws IOException {
    fixture.sh(
        "git -C r archive --prefix=r-1.0/ v1.0 >r-1.0.tar && touch -d @1500000000 r-1.0.tar"
            + " && gzip -9 r-1.0.tar");
    AuditReport report = fixture.audit("r-1.0.tar.gz");
    assertThat(report.headline()).startsWith("reproduced: ").contains("| gnu-gzip -9 ");
    assertThat(fixture.pinBuilds(report)).isTrue();
  }

  @Test
  void withoutACommentTheTreeFindsTheCommit() throws IOException {
    fixture.sh(
        "git -C r archive --prefix=p/ v1.0 | tar x && tar --owner=0 --group=0 -czf some.tgz p");
    AuditReport report = fixture.audit("some.tgz");
    assertThat(report.commit().hex()).isEqualTo(fixture.git("rev-parse", "v1.0"));
    assertThat(report.foundBy()).contains("its tree");
    assertThat(report.verdict()).isEqualTo(AuditVerdict.TAR_DIFFERS);
    assertThat(report.headline()).startsWith("content equals the tree, tar differs (");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x/q", "/q"})
  void aTopDirectoryMayBeDeepOrAbsolute(String top) throws IOException {
    fixture.sh(
        "git -C r archive --prefix=q/ v1.0 | tar x && echo evil >q/evil && tar -P --sort=name"
            + " --transform 's,^q,"
            + top
            + ",S' -cf q.tar q");
    AuditReport report = fixture.audit("q.tar", Optional.of("v1.0"));
    assertThat(report.evidence().topDirectory()).hasToString(top + "/");
    assertThat(report.headline()).endsWith(": 1 file added");
    assertThat(report.groups()).containsExactly(AuditFixture.group("not in the commit", "evil"));
  }

  /** Whichever of them is kept: GNU tar has the last, and with {@code -k} the first. */
  @ParameterizedTest
  @CsvSource({
    "tar cf r.tar evil/doc/a r-1/run; tar rf r.tar r-1",
    "tar cf r.tar r-1; tar rf r.tar evil/doc/a",
    "tar cf r.tar r-1; tar rf r.tar evil/doc/a r-1/doc/a",
  })
  void aPathThatIsThereTwiceIsNeverTheCommits(String script) throws IOException {
    fixture.sh(
        "git -C r archive --prefix=r-1/ v1.0 | tar x && mkdir -p evil/doc && echo evil >evil/doc/a; "
            + script.replace("r.tar ", "r.tar --transform s,^evil,r-1, "));
    AuditReport report = fixture.audit("r.tar", Optional.of("v1.0"));
    assertThat(report.verdict()).isEqualTo(AuditVerdict.CONTENT_DIFFERS);
    assertThat(report.headline()).endsWith(": 1 file there twice");
    assertThat(report.groups())
        .containsExactly(
            AuditFixture.group(
                "there twice, and not the same: what is unpacked depends on the program", "doc/a"));
    assertThat(report.evidence().names()).isEmpty();
  }

  /** GNU tar unpacks the commit's file, bsdtar and Python another. */
  @Test
  void whatProgramsReadDifferentlyIsNeverTheCommits() throws IOException {
    fixture.sh("git -C r archive --prefix=r-1/ v1.0 | tar x && tar cf r.tar r-1");
    Path tar = fixture.path("r.tar");
    byte[] bytes = Files.readAllBytes(tar);
    byte[] name = TarEntries.longName('L', "r-1/evil");
    byte[] record = TarEntries.pax("path", "r-1/doc/a");
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("r-1/doc/a\0");
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(bytes, 0, at);
    both.writeBytes(name);
    both.writeBytes(record);
    both.write(bytes, at, bytes.length - at);
    Files.write(tar, both.toByteArray());
    AuditReport report = fixture.audit("r.tar", Optional.of("v1.0"));
    assertThat(report.verdict()).isEqualTo(AuditVerdict.CONTENT_DIFFERS);
    assertThat(report.headline()).endsWith(": 1 file read differently by programs");
    assertThat(report.groups())
        .containsExactly(
            AuditFixture.group(
                "read differently by programs: what is unpacked depends on the program", "doc/a"));
    assertThat(report.evidence().names()).isEmpty();
  }

  @Test
  void anEntryThatIsThereOnceMoreIsOfTheTar() throws IOException {
    fixture.sh(
        "git -C r archive --prefix=r-1/ v1.0 >r.tar && tar xf r.tar && tar rf r.tar r-1/doc/a");
    AuditReport report = fixture.audit("r.tar");
    assertThat(report.verdict()).isEqualTo(AuditVerdict.TAR_DIFFERS);
    assertThat(report.headline()).contains("paths that are there twice");
    assertThat(report.groups()).isEmpty();
  }

  @Test
  void aPipeIsNotInTheCommit() throws IOException {
    fixture.sh("git -C r archive --prefix=p/ v1.0 | tar x && mkfifo p/pipe && tar -cf p.tar p");
    AuditReport report = fixture.audit("p.tar");
    assertThat(report.verdict()).isEqualTo(AuditVerdict.CONTENT_DIFFERS);
    assertThat(report.groups()).containsExactly(AuditFixture.group("not in the commit", "pipe"));
  }

  @Test
  void theNameOfAVolumeIsNoFile() throws IOException {
    fixture.sh("git -C r archive --prefix=p/ v1.0 | tar x && tar -V 'p 1.0' -cf some.tar p");
    AuditReport report = fixture.audit("some.tar");
    assertThat(report.foundBy()).contains("its tree");
    assertThat(report.verdict()).isEqualTo(AuditVerdict.TAR_DIFFERS);
    assertThat(report.evidence().topDirectory()).hasToString("p/");
  }

  @Test
  void aCommentThatNobodyKnowsIsNoHindrance() throws IOException {
    fixture.sh(
        "git clone -q r fork && cd fork && git checkout -q v1.0"
            + " && GIT_COMMITTER_DATE='1600000000 +0000' git commit -q --amend -m rewritten"
            + " && git archive --prefix=r-1.0/ HEAD | gzip -n >../fork.tar.gz");
    AuditReport report = fixture.audit("fork.tar.gz");
    assertThat(report.commit().hex()).isEqualTo(fixture.git("rev-parse", "v1.0"));
    assertThat(report.notes()).anyMatch(note -> note.contains("names a commit that is not to be"));
    assertThat(report.verdict()).isEqualTo(AuditVerdict.TAR_DIFFERS);
    assertThat(report.headline()).contains("mtime", "pax comment");
  }

  @Test
  void aCommitThatNoRefNamesIsFoundByItsTime() throws IOException {
    fixture.sh(
        "cd r && seq 35 >src/lines && echo 'doc export-ignore' >.gitattributes && git add -A"
            + " && GIT_COMMITTER_DATE='1577836999 +0000' git commit -qm between"
            + " && git tag wanted && git rm -q link && git commit -qm later && cd .."
            + " && git -C r archive --prefix=q/ wanted | tar x && git -C r tag -d wanted"
            + " && tar cf q.tar q");
    AuditReport report = fixture.audit("q.tar");
    assertThat(report.commit().hex()).isEqualTo(fixture.git("rev-parse", "HEAD^"));
    assertThat(report.foundBy()).contains("its time");
    assertThat(report.verdict()).isEqualTo(AuditVerdict.TAR_DIFFERS);
  }

  @Test
  void aGivenCommitIsHeldAgainstTheComment() throws IOException {
    fixture.sh("git -C r archive --prefix=r-1.0/ v1.0 >r.tar");
    AuditReport report = fixture.audit("r.tar", Optional.of("v1.1"));
    assertThat(report.verdict()).isEqualTo(AuditVerdict.CONTENT_DIFFERS);
    assertThat(report.notes()).anyMatch(note -> note.contains("names another commit"));
  }

  @Test
  void damageIsADeclaredError() throws IOException {
    fixture.sh("git -C r archive --prefix=r-1.0/ v1.0 | gzip -n >r.tar.gz");
    byte[] whole = Files.readAllBytes(fixture.path("r.tar.gz"));
    for (int length = 0; length < whole.length; length += 37) {
      Files.write(fixture.path("cut.tar.gz"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> fixture.audit("cut.tar.gz")).isInstanceOf(SnapshotException.class);
    }
    Files.writeString(fixture.path("text"), "no archive");
    assertThatThrownBy(() -> fixture.audit("text")).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> fixture.audit("none")).isInstanceOf(UnavailableException.class);
  }

  @Test
  void manglingIsFoundOrADeclaredError() throws IOException {
    fixture.sh(
        "cd r && echo '$Format:%h %D %an$' >doc/v && echo 'doc/v export-subst' >.gitattributes"
            + " && git add -A && git commit -qm v && git archive --prefix=r-1.0/ HEAD >../r.tar");
    byte[] whole = Files.readAllBytes(fixture.path("r.tar"));
    Random random = new Random(20260101);
    for (int round = 0; round < 60; round++) {
      byte[] mangled = whole.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        mangled[random.nextInt(mangled.length)] = (byte) random.nextInt(256);
      }
      Files.write(fixture.path("m.tar"), mangled);
      try {
        boolean same = Arrays.equals(mangled, whole);
        AuditReport report = fixture.audit("m.tar");
        assertThat(report.verdict() == AuditVerdict.REPRODUCED)
            .as("round " + round)
            .isEqualTo(same);
      } catch (SnapshotException declared) {
        assertThat(declared).hasMessageNotContaining("internal");
      }
    }
  }

  @Test
  void bytesThatLookLikeOurMarksAreJustBytes() throws IOException {
    fixture.sh(
        "cd r && printf '\\001\\006i7\\006\\001 \\001\\006q $Format:%%h$' >doc/v"
            + " && echo 'doc/v export-subst' >.gitattributes && git add -A && git commit -qm v"
            + " && git archive --prefix=r-1.0/ HEAD >../r.tar");
    assertThat(fixture.audit("r.tar").verdict()).isEqualTo(AuditVerdict.REPRODUCED);
  }

  @Test
  void ofSeveralCommitsOfOneSecondTheOneWithTheContentIsMeant() throws IOException {
    fixture.sh(
        "export GIT_COMMITTER_DATE='1600000000 +0000'; "
            + "cd r && git checkout -q --orphan twins && git rm -rqf . && echo i export-ignore >.gitattributes"
            + " && echo i >i && for i in 1 2 3 4; do echo $i >b$i; done && for i in 1 2 3 4; do"
            + " echo $i >a && git add -A && git commit -qm $i; done && git tag twin HEAD~3");
    for (int i = 0; i < 4; i++) {
      fixture.sh("git -C r archive --prefix=x/ twins~" + i + " | tail -c +1025 >x.tar");
      AuditReport report = fixture.audit("x.tar");
      assertThat(report.commit().hex()).isEqualTo(fixture.git("rev-parse", "twins~" + i));
      assertThat(report.foundBy()).contains("its time", "(3 others have it too)");
    }
  }

  /** A submodule's id is in no archive, and git has no other way to an empty directory. */
  @ParameterizedTest
  @ValueSource(strings = {"", "echo sub >.gitmodules; "})
  void aTreeWithASubmoduleIsFoundByTheRestOfIt(String list) throws IOException {
    fixture.sh(
        "cd r && git checkout -q --orphan modules && git rm -rqf . && "
            + list
            + "mkdir -p d/sub && echo i >d/i && echo 'd/i export-ignore' >.gitattributes"
            + " && for i in 1 2 3; do echo $i >a && git add -A && git update-index --add"
            + " --cacheinfo 160000,$(git rev-parse main),d/sub && git commit -qm $i; done"
            + " && git tag module HEAD && mkdir -p ../whole/d/sub"
            + " && git --work-tree=../whole checkout -q modules~1 -- . && cd .."
            + " && tar --mtime=@1 -cf module-2.tar whole");
    AuditReport whole = fixture.audit("module-2.tar");
    assertThat(whole.foundBy()).isEqualTo("its tree, which is the content's");
    assertThat(whole.commit().hex()).isEqualTo(fixture.git("rev-parse", "modules~1"));
    assertThat(whole.headline()).startsWith("content equals the commit's tree, which its archive");
  }

  @ParameterizedTest
  @CsvSource({
    "'for i in $(seq 500); do echo $i >s/$i; done; echo other >s/other', 99",
    "echo 7 >s/7, 1",
    "'mkdir s/below; for i in $(seq 500); do echo $i >s/below/$i; done', 100"
  })
  void onlyAllOfItIsAHundredPercentInCommon(String archived, int percent) throws IOException {
    fixture.sh(
        "cd r && git checkout -q --orphan many && git rm -rqf . && for i in $(seq 500);"
            + " do echo $i >$i; done && git add -A && git commit -qm many && git tag many"
            + " && cd .. && mkdir s; "
            + archived
            + "; tar --mtime=@1 -cf s.tar s");
    assertThat(fixture.audit("s.tar").foundBy()).endsWith(" (" + percent + " % in common)");
  }

  @Test
  void aStrangersArchiveHasNoCommitHere() {
    fixture.sh("mkdir s && echo stranger >s/file && tar cf s.tar s");
    assertThatThrownBy(() -> fixture.audit("s.tar"))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("has anything in common");
  }

  @Test
  void aRepositoryNeedHaveNoBranchOfAUsualName() throws IOException {
    fixture.sh(
        "cd r && git archive --prefix=other/ HEAD >../o.tar && git tag only"
            + " && git bundle create -q ../b only && cd .. && rm -rf r && git clone -q --bare b r"
            + " && cd r && git update-ref -d HEAD");
    assertThat(fixture.audit("o.tar").verdict()).isEqualTo(AuditVerdict.REPRODUCED);
    fixture.sh("cd r && git tag -d only >/dev/null");
    fixture.sh("mkdir s && echo stranger >s/file && tar cf s.tar s");
    assertThatThrownBy(() -> fixture.audit("s.tar"))
        .isInstanceOf(UnavailableException.class)
        .hasMessageEndingWith(" has no tag and no branch");
  }
}
