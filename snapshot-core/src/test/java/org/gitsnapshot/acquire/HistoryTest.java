package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.pretty.DescribeOptions;
import org.gitsnapshot.state.RepositoryState;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What each question about a repository's history costs, and whose answers they are. */
@Tag("one-jvm")
final class HistoryTest {
  private static final DescribeOptions BARE = describe(OptionalInt.of(0));
  private static final DescribeOptions DEFAULT = describe(OptionalInt.empty());

  private final Path temp;
  private final GitRepo repo;
  private final Oid first;
  private final Oid last;
  private final AcquireOptions options;
  private final CacheContents cache;

  HistoryTest(@TempDir Path temp) {
    this.temp = temp;
    this.repo = GitRepo.init(temp.resolve("repo"));
    this.first = repo.commitFile("a", "a\n");
    repo.git("tag", "-a", "-m", "one", "v1");
    repo.git("tag", "light");
    repo.commitFile(".mailmap", "New <new@x> <old@x>\n");
    this.last = repo.commitFile("b", "b\n");
    this.options = AcquireOptions.of(temp.resolve("cache"));
    this.cache = new CacheContents(temp.resolve("cache"));
  }

  private static DescribeOptions describe(OptionalInt abbrev) {
    return new DescribeOptions(false, abbrev, List.of(), List.of());
  }

  /** Something asked of a history. */
  private interface Question {
    Object of(RepositoryState state) throws IOException;
  }

  private static Object ask(AcquireOptions with, List<String> urls, Oid commit, Question question)
      throws IOException {
    try (Acquirer acquirer = new Acquirer(with);
        History history = acquirer.history(urls, commit)) {
      Object answer = question.of(new RepositoryState(history, commit));
      return answer instanceof ByteString text ? text.display() : answer;
    }
  }

  private Object ask(String url, Oid commit, Question question) throws IOException {
    return ask(options, List.of(url), commit, question);
  }

  private void allowFilters() {
    repo.git("config", "uploadpack.allowFilter", "true");
  }

  @Test
  void namesOfRefsCostOneQuestionAndNoObject() throws Exception {
    try (GitDaemon daemon = GitDaemon.start(temp)) {
      Object names = ask(daemon.url("repo"), last, RepositoryState::decorations);
      assertThat(names).isEqualTo("HEAD -> main");
      assertThat(ask(daemon.url("repo"), first, RepositoryState::decorations))
          .isEqualTo("tag: v1, tag: light");
      assertThat(daemon.requests()).hasSize(2);
    }
    assertThat(cache.repositories()).hasSize(1);
    assertThat(cache.objectTypes()).isEmpty();
  }

  @Test
  void aDescriptionTakesTagsAndCommitsAlone() throws Exception {
    allowFilters();
    try (GitDaemon daemon = GitDaemon.start(temp)) {
      Question question = state -> state.describe(BARE);
      assertThat(ask(daemon.url("repo"), last, question)).isEqualTo("v1");
      assertThat(daemon.requests()).hasSize(2);
      assertThat(CacheContents.objectTypes(cache.ending(".commits.git")))
          .containsExactly("commit", "commit", "commit", "tag");
      assertThat(cache.hasHistory()).isFalse();
      assertThat(ask(daemon.url("repo"), last, question)).isEqualTo("v1");
      assertThat(daemon.requests()).as("the refs alone").hasSize(3);
      repo.git("tag", "-a", "-m", "two", "v2", last.hex());
      assertThat(ask(daemon.url("repo"), last, question)).isEqualTo("v2");
      assertThat(CacheContents.objectTypes(cache.ending(".commits.git"))).doesNotContain("tree");
    }
  }

  @Test
  void theSameOverHttp() throws Exception {
    allowFilters();
    try (GitHttpServer server = GitHttpServer.start(temp)) {
      String url = server.url("repo/.git");
      assertThat(ask(url, last, RepositoryState::decorations)).isEqualTo("HEAD -> main");
      assertThat(server.requests()).filteredOn(r -> r.startsWith("POST")).hasSize(1);
      assertThat(ask(url, last, state -> state.describe(BARE))).isEqualTo("v1");
    }
    assertThat(CacheContents.objectTypes(cache.ending(".commits.git"))).doesNotContain("blob");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aNoteOfTheCacheThatIsAPipeIsMadeAnew() throws Exception {
    allowFilters();
    Question describe = state -> state.describe(BARE);
    try (GitDaemon daemon = GitDaemon.start(temp)) {
      String url = daemon.url("repo");
      ask(url, last, describe);
      for (Path note :
          List.of(
              cache.ending(".commits.git").resolve("complete-histories"),
              cache.snapshots().resolve("advertised-refs"))) {
        Files.delete(note);
        new Tool(temp).run(null, "mkfifo", note.toString());
        assertThatThrownBy(() -> ask(options.withOffline(true), List.of(url), last, describe))
            .isInstanceOf(SnapshotException.class);
        assertThat(ask(url, last, describe)).isEqualTo("v1");
        assertThat(note).isRegularFile();
      }
    }
  }

  @Test
  void saysWhichLineOfTheListOfRefsIsDamaged() throws Exception {
    repo.git("pack-refs", "--all");
    Path list = repo.directory().resolve(".git/packed-refs");
    String good = Files.readString(list);
    String url = repo.directory().toString();
    for (String damaged :
        List.of(
            good.replaceFirst("(?m)^.(.* refs/tags/v1)", "x$1"),
            good.replaceFirst("(?m)^\\^.", "^x"),
            good.substring(0, good.length() - 60))) {
      Files.writeString(list, damaged);
      for (Question question :
          List.<Question>of(RepositoryState::decorations, state -> state.describe(BARE))) {
        assertThatThrownBy(() -> ask(url, last, question))
            .as(damaged)
            .isInstanceOf(UnavailableException.class)
            .hasMessageContaining(".git: packed-refs line ");
      }
    }
  }

  /** Git warns that it ignores a broken ref, and does not look for it in the list. */
  @Test
  void ignoresARefWhoseFileIsDamaged() throws Exception {
    repo.git("tag", "-a", "-m", "two", "v2");
    repo.git("pack-refs", "--all");
    String url = repo.directory().toString();
    assertThat(ask(url, last, state -> state.describe(BARE))).isEqualTo("v2");
    for (String damaged : List.of("", "zzz\n", "1234\n")) {
      repo.write(".git/refs/tags/v2", damaged);
      assertThat(ask(url, last, state -> state.describe(BARE)))
          .as(damaged)
          .isEqualTo(repo.git("describe", "--abbrev=0"))
          .isEqualTo("v1");
    }
  }

  /** Names of refs are bytes, and JGit makes a text of them. */
  @Test
  void aNameThatIsNoTextIsTheSameFromEverywhere() throws Exception {
    repo.git("pack-refs", "--all");
    Path list = repo.directory().resolve(".git/packed-refs");
    String text = Files.readString(list, StandardCharsets.ISO_8859_1);
    String tag = last + " refs/tags/t\u00e9\n";
    // This one is UTF-8.
    String branch = last + " refs/heads/\u00c3\u00a9\n";
    Files.writeString(
        list,
        text.replaceFirst("(?m)^(?=\\S+ refs/tags/)", branch) + tag,
        StandardCharsets.ISO_8859_1);
    Question describe =
        state -> state.describe(new DescribeOptions(true, OptionalInt.of(0), List.of(), List.of()));
    try (GitDaemon daemon = GitDaemon.start(temp);
        GitDaemon old = GitDaemon.startWithProtocolZero(temp);
        GitHttpServer http = GitHttpServer.start(temp)) {
      for (String url :
          List.of(
              repo.directory().toString(),
              daemon.url("repo"),
              old.url("repo"),
              http.url("repo/.git"))) {
        assertThat(ask(url, last, RepositoryState::decorations))
            .as(url)
            .isEqualTo("HEAD -> main, tag: t\\xe9, \\xc3\\xa9");
        assertThat(ask(url, last, describe)).as(url).isEqualTo("t\\xe9");
        assertThat(ask(options.withOffline(true), List.of(url), last, describe))
            .as("kept by the cache")
            .isEqualTo("t\\xe9");
      }
    }
  }

  @Test
  void aServerOfPlainFilesSaysAtLeastThatANameIsNoText() throws Exception {
    repo.git("pack-refs", "--all");
    repo.git("update-server-info");
    Path list = repo.directory().resolve(".git/info/refs");
    String text = Files.readString(list) + last + "\trefs/tags/t\u00e9\n";
    Files.writeString(list, text, StandardCharsets.ISO_8859_1);
    try (GitHttpServer http = GitHttpServer.start(temp).dumb()) {
      Object names = ask(http.url("repo/.git"), last, RepositoryState::decorations);
      assertThat(names).isEqualTo("HEAD -> main, tag: t\\xff");
    }
  }

  /** For names alone it is believed; a description has the tags themselves. */
  @Test
  void aDescriptionDoesNotBelieveWhatIsSaidOfATag() throws Exception {
    repo.git("pack-refs", "--all");
    repo.git("update-server-info");
    Path list = repo.directory().resolve(".git/info/refs");
    String honest = Files.readString(list);
    try (GitHttpServer http = GitHttpServer.start(temp).dumb()) {
      for (String lie : List.of("", last + "$1\n")) {
        Files.writeString(list, honest.replaceAll("(?m)^\\p{XDigit}+(\t.*\\^\\{})\n", lie));
        assertThat(ask(http.url("repo/.git"), last, state -> state.describe(BARE)))
            .as(lie)
            .isEqualTo("v1");
      }
    }
  }

  @Test
  void serversWithoutFiltersOrProtocolTwoGiveEverything() throws Exception {
    try (GitDaemon daemon = GitDaemon.start(temp);
        GitDaemon old = GitDaemon.startWithProtocolZero(temp)) {
      for (String url : List.of(daemon.url("repo"), old.url("repo"))) {
        assertThat(ask(url, last, RepositoryState::decorations)).isEqualTo("HEAD -> main");
        assertThat(ask(url, last, state -> state.describe(BARE))).isEqualTo("v1");
      }
    }
    assertThat(cache.repositories())
        .filteredOn(r -> r.toString().endsWith(".history.git"))
        .hasSize(2);
  }

  @Test
  void idsAreAbbreviatedAsInAFreshClone() throws Exception {
    allowFilters();
    String git = GitRepo.run(repo.directory(), "log", "-1", "--format=%h %(describe)");
    Question question =
        state -> state.abbreviate(last, OptionalInt.empty()) + " " + state.describe(DEFAULT);
    try (GitDaemon daemon = GitDaemon.start(temp);
        Acquirer acquirer = new Acquirer(options)) {
      assertThat(ask(daemon.url("repo"), last, question)).isEqualTo(git);
      Oid later = repo.commitFile("c", "c\n");
      ask(daemon.url("repo"), later, question);
      GitRepo clone = repo.cloneTo(temp.resolve("clone"), "--bare");
      try (History history = acquirer.history(List.of(daemon.url("repo")), later)) {
        assertThat(clone.git("count-objects", "-v"))
            .contains("in-pack: " + history.packedObjects() + "\n");
      }
    }
  }

  @Test
  void theMailmapComesWithTheCommitOfHeadAlone() throws Exception {
    try (GitDaemon daemon = GitDaemon.start(temp)) {
      Object mailmap =
          ask(daemon.url("repo"), first, state -> state.mailmap().orElseThrow().display());
      assertThat(mailmap).isEqualTo("New <new@x> <old@x>\\x0a");
    }
    assertThat(cache.objectTypes()).containsExactly("blob", "blob", "blob", "commit", "tree");
    assertThat(cache.repositories()).hasSize(1);
  }

  @Test
  void headIsWhatABareCloneMakesOfIt() throws Exception {
    repo.git("branch", "zz");
    repo.git("update-ref", "refs/pull/1/head", last.hex());
    repo.git("update-ref", "refs/remotes/o/main", last.hex());
    compareWithClone();
    repo.git("checkout", "-q", "--detach");
    compareWithClone();
    repo.git("branch", "master");
    compareWithClone();
    repo.git("branch", "-D", "main", "zz", "master");
    repo.git("branch", "old", first.hex());
    compareWithClone();
    repo.git("symbolic-ref", "HEAD", "refs/heads/none");
    compareWithClone();
  }

  private void compareWithClone() throws IOException {
    GitRepo clone = repo.cloneTo(temp.resolve("clone-" + System.nanoTime()), "--bare");
    String expected = clone.git("log", "--all", "--clear-decorations", "--format=%D", "-1");
    Oid tip = Oid.fromHex(clone.git("log", "--all", "--format=%H", "-1"));
    try (GitDaemon daemon = GitDaemon.start(temp);
        GitDaemon old = GitDaemon.startWithProtocolZero(temp)) {
      for (String url : List.of(daemon.url("repo"), old.url("repo"))) {
        assertThat(ask(url, tip, RepositoryState::decorations)).isEqualTo(expected);
      }
    }
  }

  @Test
  void aDetachedHeadAndAnUnnamedCommitAreFetchedToo() throws Exception {
    allowFilters();
    repo.git("checkout", "-q", "--detach");
    Oid unnamed = repo.commitFile("d", "d\n");
    Oid head = repo.commitFile("e", "e\n");
    repo.git("reset", "-q", "--hard", first.hex());
    repo.git("update-ref", "--no-deref", "HEAD", head.hex());
    try (GitDaemon daemon = GitDaemon.start(temp);
        GitDaemon old = GitDaemon.startWithProtocolZero(temp)) {
      assertThat(ask(daemon.url("repo"), unnamed, state -> state.describe(BARE))).isEqualTo("v1");
      repo.git("update-ref", "--no-deref", "HEAD", last.hex());
      assertThat(ask(daemon.url("repo"), unnamed, state -> state.describe(BARE))).isEqualTo("v1");
      assertThatThrownBy(() -> ask(old.url("repo"), unnamed, state -> state.describe(BARE)))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("no branch or tag leads to commit " + unnamed);
    }
  }

  @Test
  void offlineTheCacheAnswersWithWhatItHas() throws Exception {
    allowFilters();
    AcquireOptions offline = options.withOffline(true);
    try (GitDaemon daemon = GitDaemon.start(temp)) {
      List<String> urls = List.of(daemon.url("repo"));
      Question bare = state -> state.describe(BARE);
      Question full = state -> state.describe(DEFAULT);
      assertThatThrownBy(() -> ask(offline, urls, last, RepositoryState::decorations))
          .hasMessageContaining("was never asked for its refs, and --offline forbids the network");
      ask(options, urls, last, RepositoryState::decorations);
      assertThat(ask(offline, urls, last, RepositoryState::decorations)).isEqualTo("HEAD -> main");
      assertThatThrownBy(() -> ask(offline, urls, last, bare)).hasMessageContaining("--offline");
      ask(options, urls, last, bare);
      assertThat(ask(offline, urls, last, bare)).isEqualTo("v1");
      assertThatThrownBy(() -> ask(offline, urls, last, full)).hasMessageContaining("--offline");
      Object online = ask(options, urls, last, full);
      int requests = daemon.requests().size();
      assertThat(ask(offline, urls, last, full)).isEqualTo(online);
      assertThat(daemon.requests()).hasSize(requests);
    }
  }

  @Test
  void aBundleHasTheRefsOfItsHeader() throws Exception {
    repo.git("update-ref", "refs/pull/1/head", last.hex());
    Path bundle = temp.resolve("x.bundle");
    repo.git("bundle", "create", "-q", bundle.toString(), "--all");
    Question names = RepositoryState::decorations;
    assertThat(ask(bundle.toString(), last, names)).isEqualTo("HEAD -> main, refs/pull/1/head");
    assertThat(ask(bundle.toString(), first, names)).isEqualTo("tag: v1, tag: light");
    assertThat(ask(bundle.toString(), last, state -> state.describe(DEFAULT)))
        .isEqualTo(repo.git("describe"));
    repo.git("branch", "twin");
    Path second = temp.resolve("y.bundle");
    repo.git("bundle", "create", "-q", second.toString(), "--all");
    assertThat(ask(second.toString(), last, names)).isEqualTo("HEAD, refs/pull/1/head, twin, main");
  }

  @Test
  void thePlaceThatHasTheCommitIsAskedFirst() throws Exception {
    GitRepo old = repo.cloneTo(temp.resolve("old"));
    Oid later = repo.commitFile("c", "c\n");
    List<String> urls =
        List.of("svn://x.invalid/x", old.directory().toString(), repo.directory().toString());
    assertThat(ask(options, urls, later, RepositoryState::decorations)).isEqualTo("HEAD -> main");
    assertThat(ask(options, urls, last, RepositoryState::decorations))
        .isEqualTo("HEAD -> main, origin/main, origin/HEAD");
    Oid unknown = Oid.fromHex("1234567890123456789012345678901234567890");
    assertThatThrownBy(() -> ask(options, urls, unknown, RepositoryState::decorations))
        .isInstanceOf(UnavailableException.class)
        .hasMessageStartingWith("cannot get the history of commit " + unknown + ": ")
        .hasMessageContaining("svn://x.invalid/x")
        .hasMessageContaining(old.directory() + " does not have commit");
  }

  @Test
  void anEmptyOrAbsentRepositoryIsCalledThat() throws Exception {
    GitRepo.init(temp.resolve("empty"));
    try (GitDaemon daemon = GitDaemon.start(temp)) {
      List<String> problems = new ArrayList<>();
      for (String name : List.of("empty", "none")) {
        assertThatThrownBy(() -> ask(daemon.url(name), last, RepositoryState::decorations))
            .isInstanceOf(UnavailableException.class)
            .satisfies(e -> problems.add(e.getMessage()));
      }
      assertThat(problems.get(0)).isEqualTo(daemon.url("empty") + ": the repository is empty");
      assertThat(problems.get(1)).startsWith(daemon.url("none") + ": ");
    }
  }

  @Test
  void aShallowCloneSaysWhatItLacks() throws Exception {
    GitRepo shallow = repo.cloneTo(temp.resolve("shallow"), "--depth=1");
    assertThat(ask(shallow.directory().toString(), last, RepositoryState::decorations))
        .isEqualTo("HEAD -> main, origin/main, origin/HEAD");
    shallow.git("commit", "-q", "--allow-empty", "-m", "more");
    shallow.git("tag", "-a", "-m", "x", "elsewhere");
    assertThatThrownBy(() -> ask(shallow.directory().toString(), last, s -> s.describe(BARE)))
        .isInstanceOfSatisfying(
            UnavailableException.class,
            e -> assertThat(e.hint().orElse("")).contains("shallow clone"))
        .hasMessageContaining("does not have object");
  }
}
