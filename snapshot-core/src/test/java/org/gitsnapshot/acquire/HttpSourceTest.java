package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.http.EnvironmentProxies;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.ObjectType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HttpSourceTest {
  private final GitRepo repo;
  private final GitHttpServer server;
  private final List<Oid> commits = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private final AcquireOptions options;
  private final CacheContents cache;

  HttpSourceTest(@TempDir Path temp) throws IOException {
    this.repo = GitRepo.init(temp.resolve("repo"));
    for (int i = 0; i < 4; i++) {
      commits.add(repo.commitFile("file" + i, "content " + i + "\n"));
    }
    this.server = GitHttpServer.start(temp);
    this.options =
        AcquireOptions.of(temp.resolve("cache"))
            .withTimeout(Duration.ofSeconds(10))
            .withListener(heard::add);
    this.cache = new CacheContents(temp.resolve("cache"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String url() {
    return server.url("repo/.git");
  }

  private void requireReadable(AcquireOptions with, String url, Oid commit) throws IOException {
    try (Acquirer acquirer = new Acquirer(with);
        ObjectStore store = acquirer.acquire(List.of(url), commit, Optional.empty());
        ObjectReader reader = store.newReader()) {
      byte[] blob = reader.read(repo.id(commit + ":file0"), ObjectType.BLOB, 100);
      assertThat(blob).asString().isEqualTo("content 0\n");
    }
    cache.requireSound();
  }

  private void requireFailure(AcquireOptions with, String message) {
    try (Acquirer acquirer = new Acquirer(with)) {
      assertThatThrownBy(() -> acquirer.acquire(List.of(url()), commits.get(2), Optional.empty()))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining(url() + ": " + message);
    }
  }

  @Test
  void fetchesOneCommitWithoutItsHistoryAndTellsSo() throws Exception {
    requireReadable(options, url(), commits.get(2));
    assertThat(cache.objectTypes()).containsExactly("blob", "blob", "blob", "commit", "tree");
    assertThat(heard).containsExactly("fetching " + commits.get(2) + " from " + url());
  }

  @Test
  void countsTheObjectsItReceives() throws Exception {
    Map<String, Long> counts = new HashMap<>();
    AcquireListener counting =
        new AcquireListener() {
          @Override
          public void stage(String text) {
            counts.clear();
          }

          @Override
          public void count(String task, long done, long total) {
            counts.put(task, done);
          }
        };
    requireReadable(options.withListener(counting), url(), commits.get(2));
    assertThat(counts).containsEntry("Receiving objects", 5L);
  }

  @Test
  void fetchesFromAServerThatKnowsOnlyProtocolZero() throws Exception {
    server.onlyProtocolZero();
    requireReadable(options, url(), commits.get(3));
    assertThat(cache.objectTypes()).filteredOn("commit"::equals).hasSize(1);
  }

  @Test
  void fetchesFromAServerOfPlainFiles() throws Exception {
    repo.git("repack", "-adq");
    repo.commitFile("loose", "loose\n");
    repo.git("update-server-info");
    server.dumb();
    requireReadable(options, url(), commits.get(1));
    try (Acquirer acquirer = new Acquirer(options)) {
      assertThat(acquirer.resolve(List.of(url()), "main").commit()).isEqualTo(repo.id("main"));
    }
  }

  @Test
  void followsARedirectToAnotherRepository() throws Exception {
    server.behaving(
        exchange -> {
          String path = exchange.getRequestURI().toString();
          if (!path.startsWith("/moved/")) {
            return false;
          }
          String target = server.url("repo/.git/" + path.substring("/moved/".length()));
          exchange.getResponseHeaders().set("Location", target);
          exchange.sendResponseHeaders(301, -1);
          return true;
        });
    requireReadable(options, server.url("moved"), commits.get(2));
  }

  @Test
  void logsInWithThePasswordInTheUrlAndNeverShowsIt() throws Exception {
    List<String> logins = new ArrayList<>();
    server.behaving(
        exchange -> {
          logins.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          return false;
        });
    String secret = url().replace("http://", "http://me:geheim@");
    requireReadable(options, secret, commits.get(2));
    assertThat(logins).allMatch(login -> login.startsWith("Basic "));
    assertThat(heard).isNotEmpty().allMatch(stage -> !stage.contains("geheim"));
    assertThat(cache.snapshots().toString()).doesNotContain("geheim");
    server.refusing(500);
    try (Acquirer acquirer = new Acquirer(options)) {
      assertThatThrownBy(() -> acquirer.acquire(List.of(secret), commits.get(0), Optional.empty()))
          .hasMessageContaining("http://127.0.0.1")
          .hasMessageNotContaining("geheim");
    }
  }

  @Test
  void saysThatAuthenticationIsNeeded() {
    server.refusing(401);
    requireFailure(options, "authentication is needed");
    server.refusing(403);
    requireFailure(options, "authentication is needed");
  }

  @Test
  void saysThatThereIsNoRepository() {
    server.refusing(404);
    requireFailure(options, "there is no repository there");
  }

  @Test
  void saysWhatTheServerSays() {
    server.refusing(503);
    requireFailure(options, "503 Service Unavailable");
  }

  @Test
  void saysThatNobodyListens() {
    server.close();
    requireFailure(options, "cannot connect: Connection refused");
  }

  @Test
  void asksAServerThatCannotBeReachedOnlyOnce() {
    server.refusing(503);
    requireFailure(options, "503");
    assertThat(server.requests().size()).isLessThanOrEqualTo(2);
    server.refusing(404);
    int before = server.requests().size();
    requireFailure(options, "there is no repository there");
    assertThat(server.requests()).hasSize(before + 1);
  }

  @Test
  void givesUpOnAServerThatSaysNothing() {
    CountDownLatch end = new CountDownLatch(1);
    server.behaving(exchange -> awaits(end));
    requireFailure(options.withTimeout(Duration.ofSeconds(1)), "did not answer within 1 s");
    end.countDown();
  }

  @Test
  void givesUpOnAServerThatStopsInTheMiddle() {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger posts = new AtomicInteger();
    server.behaving(
        exchange -> {
          boolean fetches =
              exchange.getRequestMethod().equals("POST") && posts.incrementAndGet() == 2;
          if (fetches) {
            answer(exchange, "000dpackfile\n");
          }
          return fetches && awaits(end);
        });
    requireFailure(options.withTimeout(Duration.ofSeconds(1)), "did not answer within 1 s");
    end.countDown();
  }

  @Test
  void doesNotAskForTheHistoryWhenTheTransferBreaksOff() throws Exception {
    AtomicInteger posts = new AtomicInteger();
    server.behaving(
        exchange -> {
          boolean fetches =
              exchange.getRequestMethod().equals("POST") && posts.incrementAndGet() == 2;
          if (fetches) {
            // Longer than JGit reads at once: 0x3011 bytes in the packet.
            String begun = "\1PACK\0\0\0\2\0\0\0\5" + "x".repeat(0x3000);
            answer(exchange, "000dpackfile\n3011" + begun);
          }
          return fetches;
        });
    requireFailure(options, "");
    assertThat(posts).hasValue(2);
    assertThat(cache.hasHistory()).isFalse();
    assertThat(cache.leftovers()).isEmpty();
  }

  private void requireAdvice(String what, String advice) {
    assertThat(FailedAcquire.of(options, url()).fullMessage())
        .isEqualTo(url() + ": " + what + " (" + advice + ")");
  }

  /** Answers the request for objects, which is the second of those with a body. */
  private void answerFetchWith(String text) {
    AtomicInteger posts = new AtomicInteger();
    server.behaving(
        exchange -> {
          boolean fetches =
              exchange.getRequestMethod().equals("POST") && posts.incrementAndGet() == 2;
          if (fetches) {
            answer(exchange, text);
          }
          return fetches;
        });
  }

  @Test
  void whatAServerGetsWrongComesWithWhatToDo() {
    String later = "run again later, or use another URL or a local copy";
    server.refusing(503);
    requireAdvice("503 Service Unavailable", later);
    server.refusing(500);
    requireAdvice("500 Internal Server Error", later);
    server.refusing(429);
    requireAdvice("the server answered with status 429", later);
    server.behaving(
        exchange -> {
          exchange.getResponseHeaders().set("Location", server.url("login?token=geheim"));
          exchange.sendResponseHeaders(302, -1);
          return true;
        });
    requireAdvice(
        "redirects to " + server.url("login") + ", which is no place of a repository's refs",
        "check the URL, or give the one where it leads");
    String again = "run again; if it stays so, use another URL or a local copy";
    String begun = "000dpackfile\n3011\1PACK\0\0\0\2\0\0\0\5";
    answerFetchWith(begun + "x".repeat(0x3000));
    // The reason is the inflater's, of which there are two.
    assertThat(FailedAcquire.of(options, url()).fullMessage())
        .startsWith(url() + ": the pack that it sent is damaged: ")
        .endsWith(" (" + again + ")");
    answerFetchWith(begun);
    requireAdvice("the connection ended in the middle of its answer", again);
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/x-git-upload-pack-result");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(text.getBytes(StandardCharsets.US_ASCII));
    exchange.getResponseBody().flush();
  }

  private static boolean awaits(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  @Test
  void refusesAnAnswerThatIsNotGits() {
    server.behaving(
        exchange -> {
          byte[] page = "<html>hello</html>".getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          return true;
        });
    requireFailure(options, "");
  }

  @Test
  void goesThroughTheProxyOfTheEnvironment() throws Exception {
    // To a plain http server a request through it looks like one to itself.
    String proxy = server.url("");
    AcquireOptions proxied =
        options.withProxies(EnvironmentProxies.of(Map.of("http_proxy", proxy)));
    requireReadable(proxied, "http://elsewhere.invalid/repo/.git", commits.get(2));
    assertThat(server.requests()).first().asString().contains("http://elsewhere.invalid/repo");
  }
}
