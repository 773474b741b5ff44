package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.pretty.DescribeOptions;
import org.gitsnapshot.state.RepositoryState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a URL is in no file of the cache. */
@Tag("one-jvm")
final class CacheSecretsTest {
  private final Path temp;
  private final GitRepo repo;
  private final Oid first;
  private final Oid last;
  private final AcquireOptions options;

  CacheSecretsTest(@TempDir Path temp) {
    this.temp = temp;
    this.repo = GitRepo.init(temp.resolve("repo"));
    this.first = repo.commitFile("a", "a\n");
    repo.git("tag", "-a", "-m", "one", "v1");
    this.last = repo.commitFile("b", "b\n");
    this.options = AcquireOptions.of(temp.resolve("cache"));
  }

  /** Has the cache fetch the tags and commits. */
  private void describe(String url) throws IOException {
    DescribeOptions options = new DescribeOptions(false, OptionalInt.empty(), List.of(), List.of());
    ask(url, state -> state.describe(options));
  }

  private void ask(String url, Question question) throws IOException {
    try (Acquirer acquirer = new Acquirer(options);
        History history = acquirer.history(List.of(url), last)) {
      question.ask(new RepositoryState(history, last));
    }
  }

  private interface Question {
    void ask(RepositoryState state) throws IOException;
  }

  /** A token is often a user without a password. */
  @Test
  void noUserIsWrittenIntoTheCache() throws Exception {
    repo.git("tag", "-a", "-m", "two", "v2", last.hex());
    try (GitHttpServer server = GitHttpServer.start(temp);
        GitDaemon daemon = GitDaemon.start(temp)) {
      for (String url : List.of(server.url("repo/.git"), daemon.url("repo"))) {
        String secret = url.replace("://", "://geheim@");
        describe(secret);
        repo.git("tag", "-f", "-a", "-m", "three", "v2", last.hex());
        describe(secret);
        try (Acquirer acquirer = new Acquirer(options)) {
          acquirer.acquire(List.of(secret), first, Optional.empty()).close();
          acquirer.resolve(List.of(secret), first.hex().substring(0, 9));
        }
      }
    }
    try (Stream<Path> all = Files.walk(temp.resolve("cache"))) {
      for (Path file : all.toList()) {
        assertThat(file.toString()).doesNotContain("geheim").doesNotEndWith(".git/FETCH_HEAD.lock");
        if (Files.isRegularFile(file)) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
              .as(file.toString())
              .doesNotContain("geheim");
        }
      }
    }
  }

  @Test
  void whatEarlierVersionsWroteOfTheUrlIsRemoved() throws Exception {
    try (GitDaemon daemon = GitDaemon.start(temp)) {
      describe(daemon.url("repo"));
      Path written =
          new CacheContents(temp.resolve("cache")).ending(".history.git").resolve("FETCH_HEAD");
      assertThat(written).doesNotExist();
      Files.writeString(written, "of an earlier version\n");
      repo.git("tag", "-a", "-m", "two", "v2", last.hex());
      describe(daemon.url("repo"));
      ask(daemon.url("repo"), state -> state.abbreviate(last, OptionalInt.empty()));
      assertThat(written).doesNotExist();
    }
  }
}
