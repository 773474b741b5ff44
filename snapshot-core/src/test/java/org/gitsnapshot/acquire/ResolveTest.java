package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("one-jvm")
final class ResolveTest {
  private final Path temp;
  private final GitRepo repo;
  private final Acquirer acquirer;

  ResolveTest(@TempDir Path temp) {
    this.temp = temp;
    this.repo = GitRepo.init(temp.resolve("repo"));
    this.acquirer = new Acquirer(AcquireOptions.of(temp.resolve("cache")).withBase(temp));
  }

  private Oid resolve(String url, String revision) throws Exception {
    return acquirer.resolve(List.of(url), revision).commit();
  }

  /** Makes tags, branches and commits, and a packed and a loose ref of each kind. */
  private void makeRefs() {
    repo.commitFile("a", "1\n");
    repo.git("tag", "light");
    repo.git("tag", "-a", "-m", "x", "annotated");
    repo.git("tag", "-a", "-m", "x", "nested", "annotated");
    repo.git("branch", "feature/one");
    repo.git("pack-refs", "--all");
    repo.commitFile("a", "2\n");
    repo.git("tag", "-a", "-m", "x", "loose");
    repo.git("update-ref", "refs/pull/7/head", "HEAD~");
  }

  @Test
  void agreesWithGitOnDiskOverHttpAndOverGit() throws Exception {
    makeRefs();
    try (GitHttpServer http = GitHttpServer.start(temp);
        GitDaemon daemon = GitDaemon.start(temp);
        GitDaemon old = GitDaemon.startWithProtocolZero(temp)) {
      for (String url :
          List.of("repo", http.url("repo/.git"), daemon.url("repo"), old.url("repo"))) {
        for (String revision :
            List.of(
                "HEAD",
                "main",
                "light",
                "annotated",
                "nested",
                "loose",
                "feature/one",
                "refs/heads/main",
                "refs/tags/annotated",
                "pull/7/head",
                "tags/light")) {
          assertThat(resolve(url, revision))
              .as(url + " " + revision)
              .isEqualTo(repo.id(revision + "^{commit}"));
        }
      }
      assertThat(new CacheContents(temp.resolve("cache")).repositories())
          .as("nothing was fetched")
          .isEmpty();
    }
  }

  @Test
  void readsWhatGitNotesBesideHead() throws Exception {
    makeRefs();
    GitRepo clone = repo.cloneTo(temp.resolve("clone"));
    clone.git("fetch", "-q", "origin", "refs/pull/7/head");
    clone.git("reset", "-q", "--hard", "HEAD~");
    for (String revision : List.of("FETCH_HEAD", "ORIG_HEAD")) {
      assertThat(resolve("clone", revision)).isEqualTo(clone.id(revision));
    }
    assertThat(clone.id("ORIG_HEAD")).isNotEqualTo(clone.id("FETCH_HEAD"));
    assertThatThrownBy(() -> resolve("clone", "MERGE_HEAD"))
        .hasMessage("clone has no tag or branch MERGE_HEAD");
  }

  /** Whoever wrote the list of refs may have lied about what a tag tags. */
  @Test
  void believesTheTagAndNotWhatIsSaidOfIt() throws Exception {
    makeRefs();
    repo.git("pack-refs", "--all");
    Path list = repo.directory().resolve(".git/packed-refs");
    String lie = "^" + repo.id("HEAD");
    Files.writeString(
        list, Files.readString(list).replaceAll("(?m)^\\^.*", Matcher.quoteReplacement(lie)));
    for (String tag : List.of("annotated", "nested")) {
      assertThat(resolve("repo", tag)).as(tag).isEqualTo(repo.id("light"));
    }
  }

  /** With a part of a list, an older ref might be taken, or one whose name is cut off. */
  @Test
  void refusesAListOfRefsThatGitWouldNotRead() throws Exception {
    makeRefs();
    repo.git("pack-refs", "--all");
    Path list = repo.directory().resolve(".git/packed-refs");
    String good = Files.readString(list);
    for (String damaged :
        List.of(
            good.replaceFirst("(?m)^.(.* refs/tags/light)", "x$1"),
            good.replaceFirst("(?m)^\\^.", "^x"),
            good.replaceFirst("(?m)^\\^(.*)", "^$1\n^$1"),
            good.replace(" refs/tags/light", " refs//tags/light"),
            good.replaceFirst("# pack", "# packs"),
            good + "# more\n",
            good + "\n",
            good.substring(0, good.length() - 1),
            good.substring(0, good.lastIndexOf("refs/") + 8))) {
      Files.writeString(list, damaged.replace(" sorted ", " "));
      for (String revision : List.of("annotated", "refs/heads/main", "HEAD")) {
        assertThatThrownBy(() -> resolve("repo", revision))
            .as(damaged)
            .isInstanceOf(UnavailableException.class)
            .hasMessageContaining("packed-refs line ");
      }
      // In one that is sorted git looks at some lines only.
      Files.writeString(list, damaged);
      for (String revision : List.of("refs/tags/annotated", "refs/heads/main", "HEAD")) {
        requireSameOrRefused(revision, damaged);
      }
    }
  }

  private void requireSameOrRefused(String ref, String list) throws Exception {
    Oid found;
    try {
      found = resolve("repo", ref);
    } catch (UnavailableException refused) {
      return;
    }
    try {
      assertThat(found).as(list).isEqualTo(repo.id(ref + "^{commit}"));
    } catch (AssertionError refusedByGit) {
      // It looks for what else the name could be the end of, too.
      assertThat(refusedByGit).hasMessageContaining("in .git/packed-refs: ");
    }
  }

  @Test
  void takesNothingFromTheListForARefWhoseFileIsDamaged() throws Exception {
    makeRefs();
    repo.git("symbolic-ref", "refs/heads/leading", "refs/heads/feature/one");
    repo.git("pack-refs", "--all");
    for (String damaged : List.of("", "zzz\n", "1234\n")) {
      Path file = repo.directory().resolve(".git/refs/heads/feature/one");
      Files.createDirectories(file.getParent());
      Files.writeString(file, damaged);
      for (String revision : List.of("feature/one", "refs/heads/feature/one", "leading")) {
        assertThatThrownBy(() -> resolve("repo", revision))
            .as(revision + " " + damaged)
            .isInstanceOf(UnavailableException.class)
            .hasMessageContaining(file + " is no ref");
      }
      assertThat(resolve("repo", "light")).isEqualTo(repo.id("light"));
    }
  }

  @Test
  void refusesATagThatLiesAboutItsObject() {
    makeRefs();
    String text = "object " + repo.id("HEAD") + "\ntype tree\ntag lie\n\nx\n";
    repo.write("lie", text);
    repo.git(
        "update-ref",
        "refs/tags/lie",
        repo.git("hash-object", "-t", "tag", "-w", "--literally", "lie"));
    assertThatThrownBy(() -> resolve("repo", "lie"))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("says that its object is a tree, which is a commit");
  }

  @Test
  void findsShortIdsOnDiskAndInTheWholeHistoryOfAServer() throws Exception {
    makeRefs();
    String digits = repo.id("HEAD~").hex().substring(0, 7);
    try (GitDaemon daemon = GitDaemon.start(temp)) {
      for (String url : List.of("repo", daemon.url("repo"))) {
        assertThat(resolve(url, digits)).isEqualTo(repo.id("HEAD~"));
        assertThat(resolve(url, digits.toUpperCase(Locale.ROOT))).isEqualTo(repo.id("HEAD~"));
      }
      assertThatThrownBy(() -> resolve(daemon.url("repo"), "0123456"))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("has no tag, branch or commit 0123456");
    }
  }

  @Test
  void namesAllCommitsThatAShortIdMayMean() throws Exception {
    StringBuilder stream = new StringBuilder();
    for (int i = 0; i < 1500; i++) {
      stream.append("commit refs/heads/main\ncommitter C <c@x> " + i + " +0000\ndata 0\n");
    }
    Path file = temp.resolve("stream");
    Files.writeString(file, stream);
    repo.git("-c", "alias.f=!git fast-import --quiet <" + file, "f");
    Map<String, List<String>> byDigits = new TreeMap<>();
    repo.git("rev-list", "main")
        .lines()
        .forEach(
            id -> byDigits.computeIfAbsent(id.substring(0, 4), x -> new ArrayList<>()).add(id));
    Map.Entry<String, List<String>> several =
        byDigits.entrySet().stream().filter(e -> e.getValue().size() > 1).findFirst().orElseThrow();
    assertThatThrownBy(() -> resolve("repo", several.getKey()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is ambiguous in repo: commit ")
        .hasMessageContainingAll(several.getValue().toArray(String[]::new));
    Map.Entry<String, List<String>> one =
        byDigits.entrySet().stream()
            .filter(e -> e.getValue().size() == 1)
            .findFirst()
            .orElseThrow();
    assertThat(resolve("repo", one.getKey()).hex()).isEqualTo(one.getValue().get(0));
  }

  @Test
  void countsOnlyCommitsAmongWhatBeginsWithTheDigits() throws Exception {
    Oid commit = repo.commitFile("a", "1\n");
    String digits = commit.hex().substring(0, 4);
    // A blob whose id begins like the commit's.
    int i = 0;
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    String text;
    do {
      text = "blob text " + i++;
      sha1.update(("blob " + text.length() + "\0" + text).getBytes(StandardCharsets.US_ASCII));
    } while (!Oid.of(sha1.digest()).hex().startsWith(digits));
    repo.write("b", text).commit("blob");
    assertThat(repo.id("HEAD:b").hex()).startsWith(digits);
    assertThat(resolve("repo", digits)).isEqualTo(commit);
  }

  @Test
  void saysThatARefIsThereAndItsObjectIsNot() throws Exception {
    Oid commit = repo.commitFile("a", "1\n");
    Files.delete(
        repo.directory()
            .resolve(".git/objects")
            .resolve(commit.hex().substring(0, 2) + "/" + commit.hex().substring(2)));
    for (String name : List.of("HEAD", "main", "refs/heads/main")) {
      assertThatThrownBy(() -> resolve("repo", name))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("repo does not have object " + commit);
    }
  }

  @Test
  void triesTheNextUrlWhenOneDoesNotKnowTheName() throws Exception {
    makeRefs();
    GitRepo other = GitRepo.init(temp.resolve("other"));
    other.commitFile("x", "x\n");
    assertThat(acquirer.resolve(List.of("none", "other", "repo"), "light"))
        .isEqualTo(
            new ResolvedRef(repo.id("light"), ResolvedRef.Kind.TAG, "refs/tags/light", "repo"));
    assertThatThrownBy(() -> acquirer.resolve(List.of("none", "other"), "light"))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("no such file or directory: ")
        .hasMessageContaining("other has no tag or branch light");
  }

  @Test
  void takesAFullIdWithoutAskingAnybody() throws Exception {
    String id = "0123456789012345678901234567890123456789";
    assertThat(acquirer.resolve(List.of("https://example.invalid/x"), id))
        .isEqualTo(
            new ResolvedRef(
                Oid.fromHex(id), ResolvedRef.Kind.COMMIT_ID, id, "https://example.invalid/x"));
  }

  @Test
  void refusesATagOfWhatIsNoCommit() throws Exception {
    repo.commitFile("a", "1\n");
    repo.git("tag", "-a", "-m", "x", "tree", "HEAD^{tree}");
    assertThatThrownBy(() -> resolve("repo", "tree"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("refs/tags/tree in repo is a tree, not a commit");
  }

  @Test
  void servesNamesOfAFetchedHistoryOffline() throws Exception {
    makeRefs();
    AcquireOptions offline = AcquireOptions.of(temp.resolve("cache")).withOffline(true);
    try (GitDaemon daemon = GitDaemon.start(temp);
        Acquirer cached = new Acquirer(offline)) {
      List<String> urls = List.of(daemon.url("repo"));
      resolve(daemon.url("repo"), repo.id("HEAD~").hex().substring(0, 7));
      int before = daemon.requests().size();
      assertThat(cached.resolve(urls, "annotated").commit()).isEqualTo(repo.id("light"));
      assertThat(cached.resolve(urls, "main").commit()).isEqualTo(repo.id("main"));
      assertThat(daemon.requests()).hasSize(before);
    }
  }
}
