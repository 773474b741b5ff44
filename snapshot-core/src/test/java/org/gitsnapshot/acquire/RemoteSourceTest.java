package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gitsnapshot.codec.Samples;
import org.gitsnapshot.codec.inflate.WarmInflaters;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.ObjectType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much is fetched, and what is done when a server does not give a commit by its id. */
final class RemoteSourceTest {
  private final Path temp;
  private final GitRepo repo;
  private final AcquireOptions options;
  private final CacheContents cache;

  RemoteSourceTest(@TempDir Path temp) {
    this.temp = temp;
    this.repo = GitRepo.init(temp.resolve("repo"));
    this.options = AcquireOptions.of(temp.resolve("cache"));
    this.cache = new CacheContents(temp.resolve("cache"));
  }

  /** Makes commits that each add a file. */
  private Oid[] makeHistory(int length) {
    Oid[] commits = new Oid[length];
    for (int i = 0; i < length; i++) {
      commits[i] = repo.commitFile("file" + i, "content " + i + "\n");
    }
    return commits;
  }

  private void acquire(String url, Oid commit, String... ref) throws IOException {
    Optional<String> name = ref.length == 0 ? Optional.empty() : Optional.of(ref[0]);
    try (Acquirer acquirer = new Acquirer(options);
        ObjectStore store = acquirer.acquire(List.of(url), commit, name);
        ObjectReader reader = store.newReader()) {
      byte[] blob = reader.read(repo.id(commit + ":file0"), ObjectType.BLOB, 100);
      assertThat(blob).asString().isEqualTo("content 0\n");
    }
    cache.requireSound();
  }

  @Test
  void fetchesOneCommitByItsIdWithoutHistory() throws Exception {
    Oid[] commits = makeHistory(4);
    try (GitDaemon daemon = GitDaemon.start(temp)) {
      acquire(daemon.url("repo"), commits[1]);
      assertThat(daemon.requests()).containsExactly("git-upload-pack /repo");
    }
    assertThat(cache.objectTypes()).containsExactly("blob", "blob", "commit", "tree");
    assertThat(cache.hasHistory()).isFalse();
  }

  @Test
  void indexesWhatItFetchesWithTheReadersInflaters() throws Exception {
    WarmInflaters.use();
    byte[] large = Samples.text(1, 3_000_000);
    byte[] small = Arrays.copyOf(large, 50_000);
    repo.write("large", large).write("small", small).write("noise", Samples.random(1, 100_000));
    Oid[] commits = makeHistory(2);
    try (GitDaemon daemon = GitDaemon.start(temp);
        Acquirer acquirer = new Acquirer(options);
        ObjectStore store =
            acquirer.acquire(List.of(daemon.url("repo")), commits[1], Optional.empty());
        ObjectReader reader = store.newReader()) {
      Oid id = repo.id("HEAD:large");
      assertThat(reader.read(id, ObjectType.BLOB, large.length)).isEqualTo(large);
      assertThat(reader.readShortBlob(repo.id("HEAD:small"))).isEqualTo(small);
    }
    cache.requireSound();
  }

  @Test
  void asksForARecordedCommitOnlyOnce() throws Exception {
    Oid[] commits = makeHistory(2);
    try (GitDaemon daemon = GitDaemon.start(temp)) {
      acquire(daemon.url("repo"), commits[1]);
      acquire(daemon.url("repo"), commits[1]);
      assertThat(daemon.requests()).hasSize(1);
    }
  }

  @Test
  void addsASecondCommitWithOnlyWhatItNeedsAnew() throws Exception {
    Oid[] commits = makeHistory(4);
    try (GitDaemon daemon = GitDaemon.start(temp)) {
      acquire(daemon.url("repo"), commits[0]);
      acquire(daemon.url("repo"), commits[3]);
    }
    assertThat(cache.objectTypes())
        .containsExactly("blob", "blob", "blob", "blob", "commit", "commit", "tree", "tree");
    try (Stream<Path> packs = Files.list(cache.snapshots().resolve("objects/pack"))) {
      long objects = 0;
      for (Path index : packs.filter(file -> file.toString().endsWith(".idx")).toList()) {
        String report = GitRepo.run(temp, "verify-pack", "-v", index.toString());
        objects += report.lines().filter(line -> line.matches("[0-9a-f]{40} .*")).count();
      }
      assertThat(objects).as("no object came twice").isEqualTo(8);
    }
  }

  @Test
  void fetchesATagThatLeadsToTheCommitWhereIdsAreRefused() throws Exception {
    Oid[] commits = makeHistory(4);
    repo.git("tag", "-a", "-m", "one", "v1", commits[1].hex());
    repo.git("tag", "-a", "-m", "two", "other", commits[1].hex());
    try (GitDaemon daemon = GitDaemon.startWithProtocolZero(temp)) {
      acquire(daemon.url("repo"), commits[1], "v1");
      assertThat(daemon.requests()).as("by id, for the refs, by tag").hasSize(3);
    }
    assertThat(cache.objectTypes()).containsExactly("blob", "blob", "commit", "tag", "tree");
    assertThat(GitRepo.run(cache.snapshots(), "cat-file", "-t", repo.id("v1").hex()))
        .isEqualTo("tag");
    assertThat(cache.hasHistory()).isFalse();
  }

  @Test
  void fetchesTheHistoryWhereNoRefLeadsToTheCommitAtOnce() throws Exception {
    Oid[] commits = makeHistory(4);
    try (GitDaemon daemon = GitDaemon.startWithProtocolZero(temp)) {
      acquire(daemon.url("repo"), commits[1]);
      assertThat(daemon.requests()).as("by id, for the refs, everything").hasSize(3);
      acquire(daemon.url("repo"), commits[1]);
      assertThat(daemon.requests()).as("recorded").hasSize(3);
    }
    assertThat(cache.hasHistory()).isTrue();
  }

  @Test
  void keepsTheShallowCommitsApartFromTheHistory() throws Exception {
    Oid[] commits = makeHistory(4);
    try (GitDaemon daemon = GitDaemon.start(temp);
        Acquirer acquirer = new Acquirer(options)) {
      acquire(daemon.url("repo"), commits[3]);
      String digits = commits[0].hex().substring(0, 12);
      assertThat(acquirer.resolve(List.of(daemon.url("repo")), digits).commit())
          .isEqualTo(commits[0]);
    }
    cache.requireSound();
  }

  @Test
  void saysThatNothingLeadsToAnUnknownCommit() throws Exception {
    makeHistory(2);
    Oid unknown = Oid.fromHex("1234567890123456789012345678901234567890");
    try (GitDaemon daemon = GitDaemon.start(temp)) {
      assertThatThrownBy(() -> acquire(daemon.url("repo"), unknown))
          .isInstanceOf(UnavailableException.class)
          .hasMessage(daemon.url("repo") + ": no branch or tag leads to commit " + unknown);
    }
  }

  @Test
  void saysThatARepositoryIsEmpty() throws Exception {
    Oid unknown = Oid.fromHex("1234567890123456789012345678901234567890");
    try (GitDaemon daemon = GitDaemon.start(temp);
        Acquirer acquirer = new Acquirer(options)) {
      List<String> urls = List.of(daemon.url("repo"));
      assertThatThrownBy(() -> acquire(daemon.url("repo"), unknown))
          .isInstanceOf(UnavailableException.class)
          .hasMessage(daemon.url("repo") + ": the repository is empty");
      assertThatThrownBy(() -> acquirer.resolve(urls, "HEAD"))
          .isInstanceOf(UnavailableException.class)
          .hasMessage(daemon.url("repo") + ": the repository is empty");
    }
  }

  @Test
  void saysWhichCommitATagMeansWhenItsOwnIdIsGiven() throws Exception {
    Oid[] commits = makeHistory(2);
    repo.git("tag", "-a", "-m", "one", "v1", commits[1].hex());
    Oid tag = repo.id("v1");
    try (GitDaemon daemon = GitDaemon.start(temp)) {
      assertThatThrownBy(() -> acquire(daemon.url("repo"), tag))
          .isInstanceOfSatisfying(
              InvalidInputException.class,
              e -> assertThat(e.hint()).contains("it tags " + commits[1]))
          .hasMessageContaining("object " + tag)
          .hasMessageContaining("is a tag, not a commit");
    }
  }

  @Test
  void refusesTheIdOfATree() throws Exception {
    makeHistory(2);
    try (GitDaemon daemon = GitDaemon.start(temp)) {
      assertThatThrownBy(() -> acquire(daemon.url("repo"), repo.id("HEAD^{tree}")))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("is a tree, not a commit");
    }
  }

  @Test
  void usesOnlyTheCacheOffline() throws Exception {
    Oid[] commits = makeHistory(2);
    try (GitDaemon daemon = GitDaemon.start(temp);
        Acquirer offline = new Acquirer(options.withOffline(true))) {
      List<String> urls = List.of(daemon.url("repo"));
      assertThatThrownBy(() -> offline.acquire(urls, commits[1], Optional.empty()))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("is not in the cache, and --offline forbids the network");
      assertThatThrownBy(() -> offline.resolve(urls, "main"))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("--offline");
      assertThat(daemon.requests()).isEmpty();
      acquire(daemon.url("repo"), commits[1]);
      offline.acquire(urls, commits[1], Optional.empty()).close();
      assertThat(daemon.requests()).hasSize(1);
    }
  }

  @Test
  void triesEachUrlAndSaysOfEachWhatWentWrong() throws Exception {
    Oid[] commits = makeHistory(1);
    Path none = temp.resolve("none");
    try (GitDaemon daemon = GitDaemon.start(temp);
        Acquirer acquirer = new Acquirer(options)) {
      String bad = "svn://example.invalid/x";
      List<String> urls = List.of(none.toString(), bad, daemon.url("missing"));
      assertThatThrownBy(() -> acquirer.acquire(urls, commits[0], Optional.empty()))
          .isInstanceOf(UnavailableException.class)
          .hasMessageStartingWith("cannot get commit " + commits[0] + ": ")
          .hasMessageContaining("no such file or directory: " + none)
          .hasMessageContaining(bad)
          .hasMessageContaining(daemon.url("missing") + ": ")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
      List<String> good = List.of(none.toString(), bad, daemon.url("repo"));
      acquirer.acquire(good, commits[0], Optional.empty()).close();
    }
  }

  @Test
  void givesUpOnAServerThatSaysNothing() throws Exception {
    AcquireOptions impatient = options.withTimeout(Duration.ofSeconds(1));
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Acquirer acquirer = new Acquirer(impatient)) {
      String url = "git://127.0.0.1:" + silent.getLocalPort() + "/repo";
      Oid unknown = Oid.fromHex("1234567890123456789012345678901234567890");
      assertThatThrownBy(() -> acquirer.acquire(List.of(url), unknown, Optional.empty()))
          .isInstanceOf(UnavailableException.class)
          .hasMessage(url + ": did not answer within 1 s");
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Test
  void saysThatTheCacheCannotBeWritten() throws Exception {
    Oid[] commits = makeHistory(1);
    Files.writeString(temp.resolve("cache"), "a file");
    try (GitDaemon daemon = GitDaemon.start(temp)) {
      assertThatThrownBy(() -> acquire(daemon.url("repo"), commits[0]))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining(temp.resolve("cache").toString())
          .hasMessageContaining("a file has that name")
          .satisfies(e -> assertThat(((OutputException) e).hint().orElse("")).contains("--cache"));
    }
  }
}
