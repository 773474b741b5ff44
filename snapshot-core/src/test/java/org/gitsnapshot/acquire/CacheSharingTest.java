package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.objects.ObjectStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several threads and processes on one cache, and processes that are killed. */
@Tag("one-jvm")
final class CacheSharingTest {
  private static final int SIZE = 2_000_000;

  private final Path temp;
  private final GitRepo repo;
  private final GitHttpServer server;
  private final Path cacheDirectory;
  private final CacheContents cache;

  CacheSharingTest(@TempDir Path temp) throws IOException {
    this.temp = temp;
    this.repo = GitRepo.init(temp.resolve("repo"));
    this.server = GitHttpServer.start(temp);
    this.cacheDirectory = temp.resolve("cache");
    this.cache = new CacheContents(cacheDirectory);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String url() {
    return server.url("repo/.git");
  }

  private Oid commitNoise(int seed) {
    byte[] noise = new byte[SIZE];
    new Random(seed).nextBytes(noise);
    return repo.write("noise", noise).commit("noise " + seed);
  }

  private ChildJvm child(Oid commit) throws IOException {
    return ChildJvm.start(
        temp, List.of("-Xmx128m"), Map.of(), cacheDirectory.toString(), url(), commit.hex());
  }

  private long fetches() {
    return server.requests().stream().filter(request -> request.startsWith("GET")).count();
  }

  @Test
  void threadsThatWantTheSameCommitFetchItOnce() throws Exception {
    Oid commit = commitNoise(1);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Acquirer acquirer = new Acquirer(AcquireOptions.of(cacheDirectory))) {
      Callable<ObjectStore> task = () -> acquirer.acquire(List.of(url()), commit, Optional.empty());
      for (Future<ObjectStore> store : threads.invokeAll(List.of(task, task, task, task))) {
        store.get().close();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(fetches()).isEqualTo(1);
    cache.requireSound();
  }

  @Test
  void processesThatWantTheSameCommitFetchItOnce() throws Exception {
    Oid commit = commitNoise(1);
    List<ChildJvm> children = List.of(child(commit), child(commit), child(commit));
    for (ChildJvm child : children) {
      assertThat(child.finish()).isEqualTo("" + SIZE);
    }
    assertThat(fetches()).isEqualTo(1);
    cache.requireSound();
  }

  @Test
  void processesAndThreadsThatWantDifferentCommitsDoNotDisturbEachOther() throws Exception {
    List<Oid> commits = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      commits.add(commitNoise(i));
    }
    ChildJvm first = child(commits.get(0));
    ChildJvm second = child(commits.get(1));
    try (Acquirer acquirer = new Acquirer(AcquireOptions.of(cacheDirectory))) {
      acquirer.acquire(List.of(url()), commits.get(2), Optional.empty()).close();
      acquirer.acquire(List.of(url()), commits.get(3), Optional.empty()).close();
    }
    first.finish();
    second.finish();
    for (Oid commit : commits) {
      assertThat(cache.snapshots().resolve("refs/snapshots/" + commit)).exists();
    }
    cache.requireSound();
  }

  @Test
  void aProcessThatIsKilledWhileItFetchesLeavesACacheThatWorks() throws Exception {
    Oid commit = commitNoise(1);
    CountDownLatch sent = new CountDownLatch(1);
    CountDownLatch killed = new CountDownLatch(1);
    AtomicInteger posts = new AtomicInteger();
    server.behaving(
        exchange -> {
          if (!exchange.getRequestMethod().equals("POST") || posts.incrementAndGet() != 2) {
            return false;
          }
          server.runBackend(
              exchange,
              SIZE / 2,
              () -> {
                sent.countDown();
                try {
                  killed.await();
                } catch (InterruptedException stopped) {
                  Thread.currentThread().interrupt();
                }
              });
          return true;
        });
    ChildJvm child = child(commit);
    sent.await();
    while (cache.leftovers().stream().noneMatch(name -> name.startsWith("incoming_"))) {
      Thread.sleep(10);
    }
    child.kill();
    killed.countDown();
    assertThat(cache.leftovers()).anyMatch(name -> name.startsWith("incoming_"));
    assertThat(child(commit).finish()).isEqualTo("" + SIZE);
    assertThat(cache.leftovers()).isEmpty();
    cache.requireSound();
  }
}
