package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.ObjectType;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("one-jvm")
final class LocalSourceTest {
  private final Path temp;
  private final GitRepo repo;
  private final Oid commit;
  private final AcquireOptions options;

  LocalSourceTest(@TempDir Path temp) {
    this.temp = temp;
    this.repo = GitRepo.init(temp.resolve("repo"));
    repo.commitFile("dir/a", "first\n");
    this.commit = repo.commitFile("dir/a", "second\n");
    this.options = AcquireOptions.of(temp.resolve("cache")).withBase(temp);
  }

  /** Reads a file of the commit, and proves that the network and the cache were not needed. */
  private void requireReadable(String url) throws IOException {
    try (Acquirer acquirer = new Acquirer(options.withOffline(true));
        ObjectStore store = acquirer.acquire(List.of(url), commit, Optional.empty());
        ObjectReader reader = store.newReader()) {
      byte[] blob = reader.read(repo.id(commit + ":dir/a"), ObjectType.BLOB, 100);
      assertThat(blob).asString().isEqualTo("second\n");
    }
    assertThat(temp.resolve("cache")).doesNotExist();
  }

  @Test
  void readsARepositoryWithAWorkTree() throws Exception {
    requireReadable(repo.directory().toString());
    requireReadable(repo.directory().resolve(".git").toString());
  }

  @Test
  void readsABareRepository() throws Exception {
    repo.cloneTo(temp.resolve("bare.git"), "--bare");
    requireReadable(temp.resolve("bare.git").toString());
  }

  @Test
  void readsALinkedWorkTree() throws Exception {
    repo.git("worktree", "add", "-q", "--detach", temp.resolve("linked").toString());
    assertThat(temp.resolve("linked/.git")).isRegularFile();
    requireReadable(temp.resolve("linked").toString());
    requireReadable(temp.resolve("linked/.git").toString());
  }

  @Test
  void readsARepositoryWhoseObjectsAreElsewhere() throws Exception {
    repo.git("clone", "-q", "--shared", repo.directory().toString(), temp + "/shared");
    assertThat(temp.resolve("shared/.git/objects/info/alternates")).exists();
    requireReadable(temp.resolve("shared").toString());
  }

  @Test
  void readsTheTipOfAShallowClone() throws Exception {
    repo.cloneTo(temp.resolve("shallow"), "--depth=1");
    requireReadable(temp.resolve("shallow").toString());
  }

  @Test
  void readsPackedObjects() throws Exception {
    repo.git("gc", "-q");
    requireReadable(repo.directory().toString());
  }

  @Test
  void takesRelativePathsFromTheBaseDirectory() throws Exception {
    requireReadable("repo");
    requireReadable("./repo/../repo");
  }

  @Test
  void takesUrlsOfFiles() throws Exception {
    requireReadable("file://" + repo.directory());
    requireReadable("file://localhost" + repo.directory());
    Path spaced = Files.createSymbolicLink(temp.resolve("a b+c"), repo.directory());
    requireReadable("file://" + spaced);
    requireReadable("file://" + temp + "/a%20b+c");
  }

  @Test
  void writesNothingToTheRepository() throws Exception {
    repo.git("gc", "-q");
    repo.commitFile("dir/b", "loose\n");
    Map<String, String> before = repo.footprint();
    requireReadable(repo.directory().toString());
    try (Acquirer acquirer = new Acquirer(options)) {
      acquirer.resolve(List.of("repo"), "main");
      acquirer.resolve(List.of("repo"), commit.hex().substring(0, 8));
    }
    assertThat(repo.footprint()).isEqualTo(before);
  }

  @Test
  void ignoresReplacements() throws Exception {
    Oid other = repo.commitFile("dir/a", "third\n");
    repo.git("replace", repo.id(commit + ":dir/a").hex(), repo.id(other + ":dir/a").hex());
    repo.git("replace", commit.hex(), other.hex());
    requireReadable(repo.directory().toString());
  }

  private void requireFailure(
      Class<? extends Exception> kind, String url, Oid wanted, String message) {
    try (Acquirer acquirer = new Acquirer(options)) {
      assertThatThrownBy(() -> acquirer.acquire(List.of(url), wanted, Optional.empty()))
          .isInstanceOf(kind)
          .hasMessageContaining(message)
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n", "jgit", "Exception"));
    }
  }

  @Test
  void saysThatThereIsNothing() {
    requireFailure(
        UnavailableException.class, "none", commit, "no such file or directory: " + temp);
  }

  @Test
  void saysThatADirectoryIsNoRepository() throws Exception {
    Path directory = Files.createDirectory(temp.resolve("plain"));
    requireFailure(
        UnavailableException.class, "plain", commit, "not a git repository: " + directory);
    Files.writeString(directory.resolve(".git"), "gitdir: elsewhere\n");
    requireFailure(UnavailableException.class, "plain", commit, "not a git repository: ");
  }

  @Test
  void namesTheRepositoryThatADirectoryIsIn() throws Exception {
    Path inside = Files.createDirectories(repo.directory().resolve("sub/deep"));
    try (Acquirer acquirer = new Acquirer(options)) {
      assertThatThrownBy(() -> acquirer.acquire(List.of(inside + "/."), commit, Optional.empty()))
          .isInstanceOfSatisfying(
              UnavailableException.class,
              e -> assertThat(e.hint()).contains("it is in one: name " + repo.directory()));
    }
  }

  @Test
  void saysWhereAConfigIsWrong() throws Exception {
    Path config = repo.directory().resolve(".git/config");
    Files.writeString(config, Files.readString(config) + "[core\n");
    requireFailure(UnavailableException.class, "repo", commit, "cannot open the repository ");
    try (Acquirer acquirer = new Acquirer(options)) {
      assertThatThrownBy(() -> acquirer.acquire(List.of("repo"), commit, Optional.empty()))
          .hasMessageNotContaining("Unknown repository format");
    }
  }

  @Test
  void saysThatAFileIsNoRepository() throws Exception {
    Files.writeString(temp.resolve("text"), "hello");
    requireFailure(UnavailableException.class, "text", commit, "not a git repository: ");
  }

  @Test
  void saysThatARepositoryIsEmpty() {
    GitRepo.init(temp.resolve("empty"));
    requireFailure(UnavailableException.class, "empty", commit, "empty is an empty repository");
  }

  @Test
  void saysThatACommitIsNotThere() {
    Oid unknown = Oid.fromHex("1234567890123456789012345678901234567890");
    requireFailure(
        UnavailableException.class, "repo", unknown, "repo does not have commit " + unknown);
  }

  @Test
  void saysThatAShallowCloneDoesNotHaveTheParent() {
    GitRepo shallow = repo.cloneTo(temp.resolve("shallow"), "--depth=1");
    Oid parent = repo.id(commit + "~");
    requireFailure(
        UnavailableException.class,
        shallow.directory().toString(),
        parent,
        "does not have commit " + parent);
  }

  @Test
  void saysWhichObjectAPartialCloneLacks() {
    repo.git("config", "uploadpack.allowFilter", "true");
    GitRepo partial = repo.cloneTo(temp.resolve("partial"), "--bare", "--filter=blob:none");
    requireFailure(
        UnavailableException.class,
        partial.directory().toString(),
        commit,
        "has commit " + commit + " but not its blob " + repo.id(commit + ":dir/a"));
  }

  @Test
  void saysThatAnIdIsATagsOrATreesOrABlobs() {
    repo.git("tag", "-a", "-m", "x", "v1");
    requireFailure(InvalidInputException.class, "repo", repo.id("v1"), "is a tag, not a commit");
    requireFailure(
        InvalidInputException.class, "repo", repo.id("HEAD^{tree}"), "is a tree, not a commit");
    requireFailure(
        InvalidInputException.class, "repo", repo.id("HEAD:dir/a"), "is a blob, not a commit");
  }

  @Test
  void saysThatSha256IsNotSupported() {
    GitRepo other = GitRepo.init(temp.resolve("sha256"), "--object-format=sha256");
    Oid id = other.commitFile("a", "a\n");
    requireFailure(UnsupportedException.class, "sha256", commit, "names its objects by sha256");
    requireFailure(UnsupportedException.class, "sha256", id, "is named by SHA-256");
  }

  @Test
  void saysThatATreeIsDamaged() throws Exception {
    String tree = repo.id("HEAD^{tree}").hex();
    Path file =
        repo.directory().resolve(".git/objects/" + tree.substring(0, 2) + "/" + tree.substring(2));
    Files.delete(file);
    Files.write(file, new byte[] {1, 2, 3});
    requireFailure(CorruptObjectException.class, "repo", commit, tree);
  }

  @Test
  void goesOnToTheNextUrlWhenOneIsIncomplete() throws Exception {
    repo.git("config", "uploadpack.allowFilter", "true");
    GitRepo partial = repo.cloneTo(temp.resolve("partial"), "--bare", "--filter=blob:none");
    try (Acquirer acquirer = new Acquirer(options);
        ObjectStore store =
            acquirer.acquire(
                List.of(partial.directory().toString(), "repo"), commit, Optional.empty())) {
      assertThat(store.origin()).isEqualTo("repo");
    }
  }

  @Test
  void goesOnToTheNextUrlWhenOneIsDamaged() throws Exception {
    Map<String, String> damages =
        Map.of(
            "refs/heads/x", "2".repeat(40) + "\n",
            "packed-refs", "garbage\n",
            "shallow", "garbage\n",
            "refs/heads/y", "garbage\n");
    for (Map.Entry<String, String> damage : damages.entrySet()) {
      Path other = temp.resolve("other" + damage.getKey().replace('/', '-'));
      GitRepo damaged = GitRepo.init(other, "--bare");
      Files.writeString(damaged.directory().resolve(damage.getKey()), damage.getValue());
      try (Acquirer acquirer = new Acquirer(options);
          ObjectStore store =
              acquirer.acquire(List.of(other.toString(), "repo"), commit, Optional.empty())) {
        assertThat(store.origin()).as(damage.getKey()).isEqualTo("repo");
      }
    }
  }

  @Test
  void saysThatARepositoryIsDamaged() throws Exception {
    Files.writeString(repo.directory().resolve(".git/packed-refs"), "garbage\n");
    try (Acquirer acquirer = new Acquirer(options)) {
      assertThatThrownBy(() -> acquirer.resolve(List.of("repo"), "no-such"))
          .isInstanceOf(UnavailableException.class)
          .hasMessageStartingWith("the repository repo is damaged: packed-refs ");
    }
  }

  /** Whoever reads from a pipe waits for somebody to write into it. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void saysWhichFileOfARepositoryIsAPipe() throws Exception {
    repo.git("repack", "-adq");
    repo.git("pack-refs", "--all");
    String pack = packs().get(0).replaceFirst("[.][a-z]+$", "");
    for (String name :
        List.of(
            "config",
            "packed-refs",
            "HEAD",
            "shallow",
            "objects/info/alternates",
            "objects/info/commit-graph",
            "objects/pack/multi-pack-index",
            "objects/pack/" + pack + ".idx",
            "objects/pack/" + pack + ".pack")) {
      Path copy = temp.resolve("copy-" + name.replace('/', '-'));
      new Tool(temp).run(null, "cp", "-a", repo.directory().toString(), copy.toString());
      Path file = copy.resolve(".git").resolve(name);
      Files.deleteIfExists(file);
      new Tool(temp).run(null, "mkfifo", file.toString());
      requireFailure(UnavailableException.class, copy.toString(), commit, file.toRealPath() + " ");
      Path target = temp.resolve("pipe");
      Files.move(file, target);
      Files.createSymbolicLink(file, target);
      requireFailure(UnavailableException.class, copy.toString(), commit, name + " ");
      Files.delete(target);
    }
  }

  /** Java opens what it lists. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void saysWhichDirectoryOfARepositoryIsAPipe() throws Exception {
    repo.git("pack-refs", "--all");
    for (String name : List.of("refs", "objects/pack", "reftable")) {
      Path copy = temp.resolve("copy-" + name.replace('/', '-'));
      new Tool(temp).run(null, "cp", "-a", repo.directory().toString(), copy.toString());
      Path directory = copy.resolve(".git").resolve(name);
      new Tool(temp).run(null, "rm", "-rf", directory.toString());
      new Tool(temp).run(null, "mkfifo", directory.toString());
      requireFailure(
          UnavailableException.class,
          copy.toString(),
          commit,
          directory + " is a pipe, a socket or a device, and must be a directory");
    }
    repo.git("clone", "-q", "--shared", repo.directory().toString(), temp + "/shared");
    Path borrowed = repo.directory().resolve(".git/objects/pack");
    Files.delete(borrowed);
    new Tool(temp).run(null, "mkfifo", borrowed.toString());
    requireFailure(UnavailableException.class, temp + "/shared", commit, borrowed + " is a pipe, ");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void saysWhichTableOfRefsIsAPipe() throws Exception {
    repo.git("config", "core.repositoryFormatVersion", "1");
    repo.git("config", "extensions.refStorage", "reftable");
    Path tables = Files.createDirectory(repo.directory().resolve(".git/reftable"));
    Path list = tables.resolve("tables.list");
    new Tool(temp).run(null, "mkfifo", list.toString());
    requireFailure(UnavailableException.class, "repo", commit, list + " is a pipe, ");
    Path table = tables.resolve("../../table.ref");
    Files.move(list, table);
    Files.writeString(list, "../../table.ref\n");
    requireFailure(UnavailableException.class, "repo", commit, table + " is a pipe, ");
  }

  /** It is a work tree's own, and is listed whatever the others have. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void saysWhichDirectoryOfAWorkTreesRefsIsAPipe() throws Exception {
    repo.git("worktree", "add", "-q", "--detach", temp.resolve("linked").toString());
    Path refs = Files.createDirectories(repo.directory().resolve(".git/worktrees/linked/refs"));
    new Tool(temp).run(null, "mkfifo", refs.resolve("bisect").toString());
    Oid unknown = Oid.fromHex("1234567890123456789012345678901234567890");
    requireFailure(UnavailableException.class, "linked", unknown, "/refs/bisect is no directory");
    requireReadable("linked");
  }

  private List<String> packs() {
    return List.of(repo.directory().resolve(".git/objects/pack").toFile().list());
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void saysThatAnIncludedConfigurationIsAPipe() throws Exception {
    Path pipe = temp.resolve("pipe");
    repo.git("config", "include.path", pipe.toString());
    requireReadable("repo");
    new Tool(temp).run(null, "mkfifo", pipe.toString());
    requireFailure(
        UnavailableException.class,
        "repo",
        commit,
        pipe + " is a pipe, a socket or a device, and must be a plain file or a directory");
    Files.delete(pipe);
    Files.writeString(pipe, "[core]\n\tbare = false\n");
    requireReadable("repo");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void saysThatARefIsAPipe() throws Exception {
    Path ref = repo.directory().resolve(".git/refs/heads/pipe");
    new Tool(temp).run(null, "mkfifo", ref.toString());
    try (Acquirer acquirer = new Acquirer(options)) {
      assertThatThrownBy(() -> acquirer.resolve(List.of("repo"), "pipe"))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining(ref + " is no plain file");
    }
    Oid unknown = Oid.fromHex("1234567890123456789012345678901234567890");
    requireFailure(UnavailableException.class, "repo", unknown, ref + " is no plain file");
    requireReadable("repo");
  }

  @Test
  void rewritesUrlsBeforeAnythingElse() throws Exception {
    AcquireOptions rewriting =
        options.withInsteadOf(List.of(new InsteadOf(temp + "/", "https://example.invalid/")));
    try (Acquirer acquirer = new Acquirer(rewriting);
        ObjectStore store =
            acquirer.acquire(List.of("https://example.invalid/repo"), commit, Optional.empty())) {
      assertThat(store.origin()).isEqualTo(temp + "/repo");
    }
  }
}
