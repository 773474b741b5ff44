package org.gitsnapshot.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.acquire.AcquireOptions;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.ObjectFormat;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.report.ProofFinding;
import org.gitsnapshot.report.ProofReport;
import org.gitsnapshot.report.ProofReport.Outcome;
import org.gitsnapshot.testing.TarEntries;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives that git made, and what others make of them, against commits without files. */
@Tag("one-jvm")
class TreeProofTest {
  private static final ByteString PREFIX = ByteString.utf8("x-1.0/");

  private final Path temp;
  private final GitRepo repo;

  TreeProofTest(@TempDir Path temp) throws IOException {
    this.temp = temp;
    this.repo = GitRepo.init(temp.resolve("repo"));
    repo.write("a/file", "one\n").write("a.b", "two\n").write("run", "#!/bin/sh\n");
    Files.createSymbolicLink(repo.directory().resolve("link"), Path.of("a/file"));
    assertThat(repo.directory().resolve("run").toFile().setExecutable(true)).isTrue();
  }

  @Test
  void anArchiveOfACommitIsProvedWithoutItsFiles() throws IOException {
    Oid commit = repo.commit("m");
    TreeProof proof = TreeProof.of(archive(commit), PREFIX);
    assertThat(proof.tree()).isEqualTo(repo.id(commit + "^{tree}"));
    assertThat(proof.claimed()).contains(commit);
    assertThat(proof.leaves())
        .containsEntry(
            ByteString.utf8("run"), new TreeProof.Leaf(0100755, repo.id(commit + ":run")))
        .containsEntry(
            ByteString.utf8("link"), new TreeProof.Leaf(0120000, repo.id(commit + ":link")))
        .hasSize(4);
    ProofReport report = check(proof, withoutFiles(), commit);
    assertThat(report.findings()).isEmpty();
    assertThat(report.same()).isEqualTo(4);
    assertThat(report.outcome()).isEqualTo(Outcome.PROVED);
    assertThat(report.statements())
        .contains(
            "proved: commit " + commit + " has the tree " + proof.tree(),
            "proved: every file's name, mode and content is the commit's, and none is missing");
  }

  @Test
  void withoutACommitThereIsAClaimAndNoProof() throws IOException {
    Oid commit = repo.commit("m");
    TreeProof proof = TreeProof.of(archive(commit), PREFIX);
    ProofReport report = proof.check(commit, Optional.empty());
    assertThat(report.outcome()).isEqualTo(Outcome.NOT_PROVED);
    assertThat(report.statements())
        .containsExactly(
            "the content of the tar is the git tree " + proof.tree(),
            "the tar names commit " + commit + ", which is a claim and proves nothing",
            "not proved: that "
                + proof.tree()
                + " is the tree of commit "
                + commit
                + ", whose object is not at hand");
    assertThat(proof.checkTree(Optional.of(commit), proof.tree()).outcome())
        .isEqualTo(Outcome.NOT_PROVED);
    byte[] object = GitRepo.runForBytes(repo.directory(), "cat-file", "commit", commit.hex());
    assertThat(proof.checkObject(commit, object).outcome()).isEqualTo(Outcome.PROVED);
    assertThatThrownBy(() -> proof.checkObject(proof.tree(), object))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("not the bytes of commit");
    Oid later = repo.commitFile("more", "");
    byte[] other = GitRepo.runForBytes(repo.directory(), "cat-file", "commit", later.hex());
    ProofReport unequal = proof.checkObject(later, other);
    assertThat(unequal.outcome()).isEqualTo(Outcome.NOT_PROVED);
    assertThat(unequal.statements())
        .anyMatch(said -> said.contains("the trees that would tell why are not at hand"))
        .anyMatch(said -> said.endsWith("it is not " + later));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo 0 >a/file             | a/file CONTENT",
        "chmod +x a/file            | a/file MODE",
        "chmod -x run               | run MODE",
        "rm a/file                  | a/file ABSENT",
        "rm -r a                    | a/file ABSENT",
        "touch a/new                | a/new EXTRA",
        "ln -sf a.b link            | link CONTENT",
        "rm link; cp a/file link    | link TYPE",
        "rm run; ln -s a run        | run TYPE",
        "rm -r a; echo >a           | a TYPE",
        "rm a.b; mkdir a.b          | a.b TYPE",
        "mv a.b A.b                 | A.b EXTRA,a.b ABSENT",
        "mkfifo pipe                | pipe EXTRA",
        "ln a.b hard                | hard EXTRA",
      })
  void aChangeIsToldByItsPath(String command, String expected) throws IOException {
    Oid commit = repo.commit("m");
    ProofReport report = check(TreeProof.of(repacked(commit, command), PREFIX), commit);
    assertThat(report.outcome()).isEqualTo(Outcome.DIFFERENT);
    assertThat(kinds(report)).isEqualTo(expected);
  }

  @Test
  void whatIsBesideThePrefixOrThereTwiceIsNoArchiveOfTheCommit() throws IOException {
    Oid commit = repo.commit("m");
    sh("mkdir -p t && cd t && git -C ../repo archive --prefix=x-1.0/ HEAD | tar x && echo >evil");
    byte[] beside = sh("cd t && tar c x-1.0 evil");
    assertThat(kinds(check(TreeProof.of(in(beside), PREFIX), commit))).isEqualTo("evil EXTRA");
    byte[] twice =
        sh(
            "cd t && tar cf ../t.tar x-1.0 && echo >x-1.0/a.b && tar rf ../t.tar x-1.0/a.b && cat ../t.tar");
    assertThat(kinds(check(TreeProof.of(in(twice), PREFIX), commit)))
        .isEqualTo("a.b EXTRA,a.b CONTENT");
    byte[] first =
        sh(
            "cd t && tar cf ../t.tar x-1.0/a.b && git -C ../repo archive --prefix=x-1.0/ HEAD | tar x && tar rf ../t.tar x-1.0 && cat ../t.tar");
    assertThat(kinds(check(TreeProof.of(in(first), PREFIX), commit))).isEqualTo("a.b EXTRA");
  }

  /** GNU tar unpacks the commit's file, bsdtar and Python another. */
  @Test
  void whatProgramsReadDifferentlyRefutesTheProof() throws IOException {
    Oid commit = repo.commit("m");
    byte[] tar = archive(commit).readAllBytes();
    byte[] both =
        TarEntries.append(
            tar,
            TarEntries.longName('L', "x-1.0/evil"),
            TarEntries.pax("path", "x-1.0/a.b"),
            TarEntries.entry("x-1.0/a.b", '0', "", "two\n"));
    ProofReport report = check(TreeProof.of(in(both), PREFIX), commit);
    assertThat(kinds(report)).isEqualTo("a.b EXTRA");
    assertThat(report.outcome()).isEqualTo(Outcome.DIFFERENT);
  }

  /** Unpacked, it leaves the commit's files. */
  @Test
  void anEntryThatIsThereOnceMoreIsNoDifference() throws IOException {
    Oid commit = repo.commit("m");
    byte[] again =
        sh(
            "git -C repo archive --prefix=x-1.0/ HEAD | tar x"
                + " && tar c --hard-dereference x-1.0 x-1.0/a.b");
    assertThat(check(TreeProof.of(in(again), PREFIX), commit).outcome()).isEqualTo(Outcome.PROVED);
  }

  @Test
  void theNameOfAVolumeIsNoFile() throws IOException {
    Oid commit = repo.commit("m");
    byte[] labelled =
        sh("git -C repo archive --prefix=x-1.0/ HEAD | tar x && tar c -V 'x 1.0' x-1.0");
    assertThat(check(TreeProof.of(in(labelled), PREFIX), commit).outcome())
        .isEqualTo(Outcome.PROVED);
  }

  @Test
  void aNameWithANulCannotStandForTwoEntries() throws IOException {
    // One name made of "a", NUL, an id, and a second line's mode and name: the bytes of its tree
    // object would be those of a tree with the files a and b.
    Oid one = repo.commit("m");
    byte[] id = repo.id(one + ":a.b").toByteArray();
    byte[] forged = sh("mkdir f && cd f && printf 'two\\n' >q && tar c --format=pax q");
    assertThat(TreeProof.of(in(forged), ByteString.EMPTY).leaves()).hasSize(1);
    String name = "a\0" + new String(id, StandardCharsets.ISO_8859_1) + "100644 b";
    byte[] tar = withPaxPath(forged, name.getBytes(StandardCharsets.ISO_8859_1));
    TreeProof proof = TreeProof.of(in(tar), ByteString.EMPTY);
    assertThat(proof.leaves()).isEmpty();
    assertThat(kinds(proof.checkTree(Optional.empty(), proof.tree()))).endsWith(" EXTRA");
  }

  @Test
  void whatTheCommitLeavesOutIsExplained() throws IOException {
    repo.write(".gitattributes", "a export-ignore\n*.b export-ignore\nnone/** export-ignore\n");
    repo.write("sub/x.b", "").write("sub/y", "").write("none/z", "");
    Oid commit = repo.commit("m");
    ProofReport report = check(TreeProof.of(archive(commit), PREFIX), commit);
    assertThat(kinds(report)).isEqualTo("a LEFT_OUT,a.b LEFT_OUT,none/z LEFT_OUT,sub/x.b LEFT_OUT");
    assertThat(report.outcome()).isEqualTo(Outcome.PROVED);
    assertThat(report.same()).isEqualTo(4);
    assertThat(report.statements()).anyMatch(said -> said.contains("4 paths are not in it"));
    // What is left out and there all the same is compared.
    byte[] whole = sh("cd repo && git ls-files | tar c -T - --transform=s,^,x-1.0/,S");
    assertThat(check(TreeProof.of(in(whole), PREFIX), commit).outcome()).isEqualTo(Outcome.PROVED);
    repo.write("a.b", "tampered\n");
    byte[] changed = sh("cd repo && git ls-files | tar c -T - --transform=s,^,x-1.0/,S");
    assertThat(kinds(check(TreeProof.of(in(changed), PREFIX), commit))).isEqualTo("a.b CONTENT");
  }

  @Test
  void filesThatAttributesChangeAreNamedAsNotProved() throws IOException {
    repo.write(
        ".gitattributes",
        "version export-subst\nid ident\n*.bat text eol=crlf\n*.u working-tree-encoding=UTF-16\n");
    repo.write("version", "$Format:%H$\n").write("id", "$Id$\n").write("run.bat", "dir\n");
    repo.write("x.u", "x\n".getBytes(StandardCharsets.UTF_16)).write("same.bat", "no line end");
    Oid commit = repo.commit("m");
    ProofReport report = check(TreeProof.of(archive(commit), PREFIX), withoutFiles(), commit);
    assertThat(report.findings())
        .extracting(ProofFinding::toString)
        .containsExactly(
            "id: not the commit's bytes, as its attributes may have it (ident)",
            "run.bat: not the commit's bytes, as its attributes may have it (eol=crlf)",
            "version: not the commit's bytes, as its attributes may have it (export-subst)",
            "x.u: not the commit's bytes, as its attributes may have it"
                + " (working-tree-encoding=UTF-16)");
    assertThat(report.outcome()).isEqualTo(Outcome.PROVED_IN_PART);
    assertThat(report.statements())
        .contains("not proved: 4 paths, which only the files would tell");
  }

  @Test
  void attributesThatAreNotAtHandExplainNothing() throws IOException {
    repo.write(".gitattributes", "/.gitattributes export-ignore\na.b export-ignore\n");
    Oid commit = repo.commit("m");
    TreeProof proof = TreeProof.of(archive(commit), PREFIX);
    ProofReport report = check(proof, withoutFiles(), commit);
    assertThat(kinds(report)).isEqualTo(".gitattributes UNKNOWN_ATTRIBUTES,a.b UNKNOWN_ATTRIBUTES");
    assertThat(report.outcome()).isEqualTo(Outcome.PROVED_IN_PART);
    assertThat(report.findings().get(0).reason()).contains(".gitattributes, blob ");
    // A repository that has the blob tells.
    assertThat(kinds(check(proof, commit))).isEqualTo(".gitattributes LEFT_OUT,a.b LEFT_OUT");
  }

  @Test
  void aSubmoduleIsAnEmptyDirectory() throws IOException {
    Oid inner = repo.commit("m");
    repo.git("update-index", "--add", "--cacheinfo", "160000," + inner + ",module");
    repo.git("commit", "-q", "-m", "module");
    Oid commit = repo.id("HEAD");
    ProofReport report = check(TreeProof.of(archive(commit), PREFIX), commit);
    assertThat(kinds(report)).isEqualTo("module SUBMODULE");
    assertThat(report.outcome()).isEqualTo(Outcome.PROVED);
    ProofReport filled = check(TreeProof.of(repacked(commit, "touch module/in"), PREFIX), commit);
    assertThat(kinds(filled)).isEqualTo("module SUBMODULE,module/in EXTRA");
    ProofReport without = check(TreeProof.of(repacked(commit, "rmdir module"), PREFIX), commit);
    assertThat(without.findings())
        .extracting(ProofFinding::toString)
        .containsExactly(
            "module: a submodule, of which an archive has nothing (commit "
                + inner
                + ", and no directory for it)");
    assertThat(without.outcome()).isEqualTo(Outcome.PROVED);
    assertThat(
            kinds(
                check(
                    TreeProof.of(repacked(commit, "rmdir module; echo >module"), PREFIX), commit)))
        .isEqualTo("module TYPE");
  }

  @Test
  void anEmptyDirectoryIsToldAndNoContent() throws IOException {
    Oid commit = repo.commit("m");
    TreeProof proof = TreeProof.of(repacked(commit, "mkdir -p new/empty"), PREFIX);
    ProofReport report = check(proof, commit);
    assertThat(kinds(report)).isEqualTo("new/empty EMPTY_DIRECTORY");
    assertThat(report.outcome()).isEqualTo(Outcome.PROVED);
    byte[] object = GitRepo.runForBytes(repo.directory(), "cat-file", "commit", commit.hex());
    assertThat(proof.checkObject(commit, object).outcome()).isEqualTo(Outcome.PROVED);
  }

  @Test
  void aHardLinkIsTheFileItNames() throws IOException {
    Oid commit = repo.write("a.c", "two\n").commit("m");
    ProofReport linked = check(TreeProof.of(repacked(commit, "ln -f a.b a.c"), PREFIX), commit);
    assertThat(linked.findings()).isEmpty();
    assertThat(linked.same()).isEqualTo(5);
    ProofReport other = check(TreeProof.of(repacked(commit, "ln -f a/file a.c"), PREFIX), commit);
    assertThat(kinds(other)).isEqualTo("a.c CONTENT");
    byte[] before =
        sh(
            "git -C repo archive --prefix=x-1.0/ HEAD | tar x && ln -f x-1.0/a.b x-1.0/a.c"
                + " && tar c --sort=name -f t.tar x-1.0 && tar --delete -f t.tar x-1.0/a.b && cat t.tar");
    assertThat(kinds(check(TreeProof.of(in(before), PREFIX), commit)))
        .isEqualTo("a.b ABSENT,a.c EXTRA,a.c ABSENT");
  }

  @Test
  void aTreeOfSha256IsComputed() throws IOException {
    GitRepo other = GitRepo.init(temp.resolve("other"), "--object-format=sha256");
    Oid commit = other.write("dir/file", "x").commit("m");
    byte[] tar = GitRepo.runForBytes(other.directory(), "archive", commit.hex());
    TreeProof proof = TreeProof.of(in(tar), ByteString.EMPTY, ObjectFormat.SHA256);
    assertThat(proof.tree()).isEqualTo(other.id("HEAD^{tree}"));
    byte[] object = GitRepo.runForBytes(other.directory(), "cat-file", "commit", commit.hex());
    assertThat(proof.checkObject(commit, object).outcome()).isEqualTo(Outcome.PROVED);
  }

  @Test
  void directoriesMayBeAsDeepAsTheLimit() throws IOException {
    Oid commit = repo.write("d/".repeat(1500) + "file", "deep").commit("m");
    // One link after the other, JUnit would need a minute to remove it.
    sh("rm -rf repo/d");
    TreeProof proof = TreeProof.of(archive(commit), PREFIX);
    assertThat(proof.tree()).isEqualTo(repo.id(commit + "^{tree}"));
    assertThat(check(proof, commit).outcome()).isEqualTo(Outcome.PROVED);
  }

  /** Returns a repository of which the files cannot be had. */
  private Path withoutFiles() {
    repo.git("config", "uploadpack.allowFilter", "true");
    return repo.cloneTo(temp.resolve("partial"), "--bare", "--filter=blob:none", "--no-local")
        .directory();
  }

  private ProofReport check(TreeProof proof, Oid commit) throws IOException {
    return check(proof, repo.directory(), commit);
  }

  private ProofReport check(TreeProof proof, Path repository, Oid commit) throws IOException {
    try (Acquirer acquirer = new Acquirer(AcquireOptions.of(temp.resolve("cache")));
        ObjectStore store = acquirer.trees(List.of(repository.toString()), commit);
        ObjectReader objects = store.newReader()) {
      return proof.check(commit, Optional.of(objects));
    }
  }

  private static String kinds(ProofReport report) {
    return String.join(
        ",", report.findings().stream().map(each -> each.path() + " " + each.kind()).toList());
  }

  private ByteArrayInputStream archive(Oid commit) {
    return in(GitRepo.runForBytes(repo.directory(), "archive", "--prefix=" + PREFIX, commit.hex()));
  }

  /** Unpacks an archive, lets a command change it, and packs it again. */
  private ByteArrayInputStream repacked(Oid commit, String command) {
    return in(
        sh(
            "mkdir r && cd r && git -C ../repo archive --prefix=x-1.0/ "
                + commit
                + " | tar x && (cd x-1.0 && "
                + command
                + ") && tar c --sort=name x-1.0; cd .. && rm -r r"));
  }

  private byte[] sh(String command) {
    return new Tool(temp).run(null, "sh", "-c", command);
  }

  private static ByteArrayInputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  /** Puts a pax record with a path before the first entry that has one, instead of its own. */
  private static byte[] withPaxPath(byte[] tar, byte[] path) {
    byte[] head = "path=".getBytes(StandardCharsets.US_ASCII);
    int length = head.length + path.length + 4;
    byte[] record = new byte[512];
    byte[] number = (length + " ").getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(number, 0, record, 0, number.length);
    System.arraycopy(head, 0, record, number.length, head.length);
    System.arraycopy(path, 0, record, number.length + head.length, path.length);
    record[number.length + head.length + path.length] = '\n';
    int size = number.length + head.length + path.length + 1;
    if (size != length || tar[156] != 'x') {
      throw new AssertionError("a record of " + size + " bytes, type " + (char) tar[156]);
    }
    byte[] made = tar.clone();
    byte[] octal = String.format("%011o", size).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(octal, 0, made, 124, octal.length);
    System.arraycopy(record, 0, made, 512, 512);
    checksum(made);
    return made;
  }

  private static void checksum(byte[] header) {
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += header[i] & 0xff;
    }
    byte[] octal = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(octal, 0, header, 148, octal.length);
  }
}
