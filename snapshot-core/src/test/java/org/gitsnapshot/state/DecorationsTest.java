package org.gitsnapshot.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.StoredHistory;
import org.gitsnapshot.objects.StoredRepository;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Odd refs and HEADs, against what {@code git archive} writes for {@code %D}. */
@Tag("one-jvm")
final class DecorationsTest {
  /** The archive has a global header with its data, a file's header, and then the file. */
  private static final int CONTENT_AT = 3 * 512;

  private final Path temp;
  private final GitRepo repo;
  private final Oid commit;

  DecorationsTest(@TempDir Path temp) {
    this.temp = temp;
    this.repo = GitRepo.init(temp.resolve("repo"));
    repo.write(".gitattributes", "names export-subst\n");
    this.commit = repo.commitFile("names", "$Format:%D$\n");
  }

  private void update(String... refs) {
    for (String ref : refs) {
      repo.git("update-ref", ref, commit.hex());
    }
  }

  private void head(String text) throws IOException {
    Files.writeString(repo.directory().resolve(".git/HEAD"), text + "\n");
  }

  private static ByteString gits(Path directory, Oid of) {
    byte[] tar = GitRepo.runForBytes(directory, "archive", of.hex(), "names");
    int end = CONTENT_AT;
    while (tar[end] != '\n') {
      end++;
    }
    return ByteString.of(tar, CONTENT_AT, end);
  }

  private static ByteString ours(Path directory, Oid of) throws IOException {
    try (History history = new StoredHistory(StoredRepository.open(directory), "it")) {
      return new RepositoryState(history, of).decorations();
    }
  }

  /** Compares, and returns the names for a look at them. */
  private String compared() throws IOException {
    ByteString names = ours(repo.directory(), commit);
    assertThat(names).isEqualTo(gits(repo.directory(), commit));
    return names.display();
  }

  @Test
  void refsOfAllPlacesAreNamedFromTheLastToTheFirst() throws Exception {
    update("refs/heads/zed", "refs/heads/abc", "refs/heads/tags/y", "refs/heads/HEAD");
    update("refs/heads/refs/heads/q", "refs/tags/light", "refs/tags/tags/x", "refs/tagsx");
    update("refs/remotes/origin/main", "refs/remotes/origin/HEAD", "refs/stash", "refs/stashes");
    update("refs/notes/commits", "refs/pull/1/head", "refs/bisect/bad", "refs/bisect/good-x");
    update("refs/original/refs/heads/main", "refs/foo", "refs/worktree/x", "refs/rewritten/y");
    update("refs/prefetch/remotes/o/m", "refs/changes/01/1/1", "refs/heads/a-b", "refs/heads/a.b");
    update("refs/heads/a0", "refs/heads/a/b");
    assertThat(compared()).startsWith("HEAD -> main, refs/worktree/x").contains("tag: light");
    repo.git("pack-refs", "--all");
    compared();
    update("refs/heads/a/c", "refs/heads/zzz");
    assertThat(compared()).contains("zzz, zed");
  }

  @Test
  void annotatedTagsNameWhatTheyLeadToWhereverTheyAre() throws Exception {
    repo.git("tag", "-a", "-m", "x", "one");
    repo.git("tag", "-a", "-m", "x", "two", "one");
    repo.git("tag", "-a", "-m", "x", "three", "two");
    repo.git("update-ref", "refs/pull/2/head", repo.git("rev-parse", "two"));
    repo.git("update-ref", "refs/remotes/o/t", repo.git("rev-parse", "one"));
    repo.git("update-ref", "refs/tags/tree", repo.git("rev-parse", "HEAD^{tree}"));
    repo.git("update-ref", "refs/tags/blob", repo.git("rev-parse", "HEAD:names"));
    repo.git("tag", "-a", "-m", "x", "of-a-blob", "HEAD:names");
    assertThat(compared())
        .isEqualTo("HEAD -> main, tag: two, tag: three, tag: one, tag: o/t, tag: refs/pull/2/head");
    repo.git("pack-refs", "--all");
    compared();
  }

  @Test
  void headIsNamedFirstWhateverItHolds() throws Exception {
    update("refs/heads/abc", "refs/pull/1/head");
    repo.git("tag", "-a", "-m", "x", "one");
    head(commit.hex());
    assertThat(compared()).isEqualTo("HEAD, tag: one, refs/pull/1/head, main, abc");
    head("ref: refs/pull/1/head");
    assertThat(compared()).startsWith("HEAD, ");
    head("ref: refs/tags/one");
    assertThat(compared()).startsWith("tag: HEAD, tag: one");
    Files.writeString(repo.directory().resolve(".git/refs/heads/sym"), "ref: refs/heads/abc\n");
    head("ref: refs/heads/sym");
    assertThat(compared()).startsWith("HEAD -> abc, ");
    head("ref: refs/heads/none");
    assertThat(compared()).doesNotContain("HEAD");
    Files.writeString(
        repo.directory().resolve(".git/refs/heads/holds-a-tag"), repo.git("rev-parse", "one"));
    head("ref: refs/heads/holds-a-tag");
    assertThat(compared()).startsWith("tag: HEAD, ").contains("tag: holds-a-tag");
  }

  @Test
  void anotherCommitHasNames() throws Exception {
    update("refs/heads/old");
    repo.commitFile("b", "b\n");
    assertThat(compared()).isEqualTo("old");
    repo.git("branch", "-D", "old");
    assertThat(compared()).isEmpty();
  }

  @Test
  void replacementsHaveNoSay() throws Exception {
    update("refs/replaced/x");
    Oid other = repo.commitFile("names", "replaced\n");
    repo.git("update-ref", "refs/replace/" + commit, other.hex());
    repo.git("update-ref", "refs/replace/" + other, commit.hex());
    assertThat(compared()).isEqualTo("refs/replaced/x");
  }

  @Test
  void whatIsNoRefIsPassedOver() throws Exception {
    Path heads = repo.directory().resolve(".git/refs/heads");
    Files.writeString(heads.resolve("x.lock"), commit + "\n");
    Files.writeString(heads.resolve(".hidden"), commit + "\n");
    Files.writeString(heads.resolve("bad name"), commit + "\n");
    Files.writeString(heads.resolve("a..b"), commit + "\n");
    Files.writeString(heads.resolve("missing"), "1".repeat(40) + "\n");
    Files.writeString(heads.resolve("empty"), "");
    Files.writeString(heads.resolve("dangling"), "ref: refs/heads/nowhere\n");
    Files.writeString(heads.resolve("circle"), "ref: refs/heads/circle\n");
    Files.writeString(heads.resolve("spaces"), "ref:  \trefs/heads/main \n\n");
    Files.createDirectories(heads.resolve("no/refs"));
    assertThat(compared()).isEqualTo("HEAD -> main, spaces");
  }

  @Test
  void namesAreBytes() throws Exception {
    List<byte[]> names = new ArrayList<>();
    names.add("refs/heads/\u00e9t\u00e9".getBytes(StandardCharsets.UTF_8));
    names.add("refs/heads/\u00e9t\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    names.add("refs/tags/\u00ff/x".getBytes(StandardCharsets.ISO_8859_1));
    Tool git = new Tool(repo.directory());
    for (byte[] name : names) {
      byte[] line = Arrays.copyOf("update ".getBytes(StandardCharsets.US_ASCII), 7 + name.length);
      System.arraycopy(name, 0, line, 7, name.length);
      byte[] rest = (" " + commit + "\n").getBytes(StandardCharsets.US_ASCII);
      byte[] whole = Arrays.copyOf(line, line.length + rest.length);
      System.arraycopy(rest, 0, whole, line.length, rest.length);
      git.git(whole, "update-ref", "--stdin");
    }
    assertThat(compared()).contains("tag: \\xff/x").contains("\\xe9t\\xe9");
    repo.git("pack-refs", "--all");
    compared();
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void manyNamesAreAllThere() throws Exception {
    StringBuilder packed = new StringBuilder("# pack-refs with: peeled fully-peeled sorted \n");
    for (int i = 100_000; i < 130_000; i++) {
      packed.append(commit).append(" refs/heads/").append("x".repeat(100)).append(i).append('\n');
    }
    Files.writeString(repo.directory().resolve(".git/packed-refs"), packed);
    ByteString names = ours(repo.directory(), commit);
    assertThat(names.equals(gits(repo.directory(), commit))).isTrue();
    assertThat(names.length()).isGreaterThan(30_000 * 100);
  }

  @Test
  void aLinkedWorkTreeHasItsOwnHeadAndSharesTheRest() throws Exception {
    update("refs/heads/abc", "refs/bisect/bad", "refs/worktree/first");
    Path linked = temp.resolve("linked");
    repo.git("worktree", "add", "-q", linked.toString(), "abc");
    GitRepo.run(linked, "update-ref", "refs/worktree/second", commit.hex());
    ByteString names = ours(linked, commit);
    assertThat(names).isEqualTo(gits(linked, commit));
    assertThat(names.display()).isEqualTo("HEAD -> abc, refs/worktree/second, main");
    assertThat(compared()).startsWith("HEAD -> main, refs/worktree/first");
  }

  private Path inGit(String name) {
    return repo.directory().resolve(".git").resolve(name);
  }

  @Test
  void aStrayFileInTheDirectoryOfALinkedWorkTreeIsNoRef() throws Exception {
    Path linked = temp.resolve("linked");
    repo.git("worktree", "add", "-q", "-b", "other", linked.toString());
    update("refs/bisect/first", "refs/rewritten/first");
    Path own = inGit("worktrees/linked/refs");
    for (String name : new String[] {"heads/stray", "tags/stray", "bisect/own", "rewritten/own"}) {
      Files.createDirectories(own.resolve(name).getParent());
      Files.writeString(own.resolve(name), commit + "\n");
    }
    Files.writeString(
        inGit("packed-refs"), commit + " refs/bisect/listed\n" + commit + " refs/heads/main\n");
    assertThat(ours(linked, commit)).isEqualTo(gits(linked, commit));
    assertThat(compared()).doesNotContain("stray").contains("first").contains("listed");
    Files.delete(own.resolve("bisect/own"));
    Files.delete(own.resolve("bisect"));
    Files.writeString(own.resolve("bisect"), commit + "\n");
    assertThat(ours(linked, commit)).isEqualTo(gits(linked, commit));
  }

  @Test
  void linksToNothingAreNotListed() throws Exception {
    update("refs/heads/abc", "refs/heads/listed");
    repo.git("pack-refs", "--all");
    update("refs/heads/loose");
    Files.createDirectories(inGit("refs/heads"));
    for (String[] link :
        new String[][] {
          {"loop", "loop"},
          {"dangling", "nothing"},
          {"name", "refs/heads/abc"},
          {"listed", "nothing"},
          {"beside", "loose"},
          {"head", "../../HEAD"}
        }) {
      Files.createSymbolicLink(inGit("refs/heads/" + link[0]), Path.of(link[1]));
    }
    Files.writeString(inGit("refs/heads/to-a-link"), "ref: refs/heads/name\n");
    assertThat(compared()).isEqualTo("HEAD -> main, to-a-link, loose, listed, head, beside, abc");
    // Now there is such a file, which it is not read from.
    update("refs/heads/refs/heads/abc");
    assertThat(compared()).contains("name");
    Files.delete(inGit("HEAD"));
    Files.createSymbolicLink(inGit("HEAD"), Path.of("refs/heads/abc"));
    assertThat(compared()).startsWith("HEAD -> abc, ");
  }

  @Test
  void fiveSymbolicOnesAreReadAtMost() throws Exception {
    String last = "refs/heads/main";
    for (int i = 1; i <= 5; i++) {
      Files.writeString(inGit("refs/heads/s" + i), "ref: " + last + "\n");
      last = "refs/heads/s" + i;
    }
    assertThat(compared()).isEqualTo("HEAD -> main, s4, s3, s2, s1");
    head("ref: refs/heads/s3");
    assertThat(compared()).startsWith("HEAD -> main, ");
    head("ref: refs/heads/s4");
    assertThat(compared()).startsWith("s4, ");
  }

  @Test
  void symbolicOnesLeadOutsideRefs() throws Exception {
    for (String name : new String[] {"HEAD", "FOO", "ORIG_HEAD", "foo", "x/y", "NONE", "config"}) {
      if (!Files.exists(inGit(name)) && !name.equals("NONE")) {
        Files.createDirectories(inGit(name).getParent());
        Files.writeString(inGit(name), commit + "\n");
      }
      Files.writeString(inGit("refs/heads/to-" + name.replace('/', '-')), "ref: " + name + "\n");
    }
    assertThat(compared()).isEqualTo("HEAD -> main, to-x-y, to-foo, to-ORIG_HEAD, to-HEAD, to-FOO");
  }

  @Test
  void namesOutsideRefsMayBeListed() throws Exception {
    repo.commitFile("b", "b\n");
    StringBuilder list = new StringBuilder();
    for (String name : new String[] {"FOO", "HEAD", "foo/x", "refs/heads/.x", "refs/heads/abc"}) {
      list.append(commit).append(' ').append(name).append('\n');
    }
    Files.writeString(inGit("packed-refs"), list.toString());
    assertThat(compared()).isEqualTo("abc, foo/x, HEAD, FOO");
  }

  @Test
  void nothingIsWritten() throws Exception {
    update("refs/heads/abc");
    var before = repo.footprint();
    ours(repo.directory(), commit);
    assertThat(repo.footprint()).isEqualTo(before);
  }
}
