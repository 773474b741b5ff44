package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.http.RetryPolicy;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.pretty.DescribeOptions;
import org.gitsnapshot.state.RepositoryState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose answers those to questions about a history are, where several places may give it. */
@Tag("one-jvm")
final class FirstHistoryTest {
  private static final DescribeOptions DEFAULT =
      new DescribeOptions(false, OptionalInt.empty(), List.of(), List.of());

  private final Path temp;
  private final GitRepo repo;
  private final Oid last;
  private final String described;
  private final AcquireOptions options;

  FirstHistoryTest(@TempDir Path temp) {
    this.temp = temp;
    this.repo = GitRepo.init(temp.resolve("repo"));
    Oid unused = repo.commitFile("a", "a\n");
    repo.git("tag", "-a", "-m", "one", "v1");
    this.last = repo.commitFile("b", "b\n");
    this.described = repo.git("describe");
    this.options = AcquireOptions.of(temp.resolve("cache"));
  }

  /** Answers that it is busy, for as long as it is told to. */
  private static GitHttpServer.Behaviour busyWhile(AtomicBoolean busy) {
    return exchange -> {
      if (busy.get()) {
        exchange.sendResponseHeaders(503, -1);
      }
      return busy.get();
    };
  }

  @Test
  void aServerThatIsBusyWhenItsHistoryIsNeededIsAskedAgain() throws Exception {
    AtomicBoolean busy = new AtomicBoolean();
    List<String> waits = new ArrayList<>();
    AcquireOptions patient =
        options
            .withRetries(new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(1)))
            .withListener(
                stage -> {
                  if (stage.startsWith("asking again")) {
                    waits.add(stage);
                    busy.set(waits.size() < 2);
                  }
                });
    try (GitHttpServer server = GitHttpServer.start(temp).behaving(busyWhile(busy));
        Acquirer acquirer = new Acquirer(patient);
        History history = acquirer.history(List.of(server.url("repo/.git")), last)) {
      busy.set(true);
      RepositoryState state = new RepositoryState(history, last);
      assertThat(state.describe(DEFAULT)).hasToString(described);
      assertThat(waits).hasSize(2);
      waits.clear();
      busy.set(true);
      assertThat(state.describe(DEFAULT)).as("from the cache").hasToString(described);
      assertThat(waits).isEmpty();
    }
  }

  @Test
  void whatOnePlaceDoesNotGiveIsAskedOfTheNext() throws Exception {
    repo.cloneTo(temp.resolve("other"), "--bare").git("branch", "of-the-other");
    AtomicBoolean busy = new AtomicBoolean();
    try (GitHttpServer server = GitHttpServer.start(temp).behaving(busyWhile(busy));
        GitHttpServer good = GitHttpServer.start(temp);
        Acquirer acquirer = new Acquirer(options)) {
      List<String> urls = List.of("svn://x.invalid/x", server.url("repo/.git"), good.url("other"));
      try (History history = acquirer.history(urls, last)) {
        RepositoryState state = new RepositoryState(history, last);
        assertThat(state.decorations()).hasToString("HEAD -> main");
        busy.set(true);
        assertThat(state.describe(DEFAULT)).hasToString(repo.git("describe"));
        assertThat(state.decorations())
            .as("of who answered last")
            .hasToString("HEAD -> main, of-the-other");
      }
      try (History history = acquirer.history(urls.subList(0, 2), last)) {
        throw new AssertionError(history + " is of a busy server");
      } catch (UnavailableException expected) {
        assertThat(expected).hasMessageContaining("svn://").hasMessageContaining("503");
      }
    }
  }

  @Test
  void refsThatLeadToNothingAreOfNoUse() throws Exception {
    GitRepo liar = repo.cloneTo(temp.resolve("liar"), "--bare");
    repo.git("tag", "-a", "-m", "two", "v2", last.hex());
    liar.git("tag", "-a", "-m", "three", "v3", last.hex());
    try (GitDaemon daemon = GitDaemon.start(temp);
        Acquirer acquirer = new Acquirer(options);
        History history = acquirer.history(List.of(daemon.url("liar"), daemon.url("repo")), last)) {
      liar.git("tag", "-d", "v3");
      assertThat(new RepositoryState(history, last).describe(DEFAULT)).hasToString("v2");
    }
  }
}
