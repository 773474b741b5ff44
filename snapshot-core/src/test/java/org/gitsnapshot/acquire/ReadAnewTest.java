package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.http.RetryPolicy;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.ObjectType;
import org.gitsnapshot.progress.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the cache has lost while it lay there is had again by whoever notices, in the same run. */
@Tag("one-jvm")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReadAnewTest {
  private static final int SIZE = 100_000;
  private static final RetryPolicy ONCE =
      new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1));

  private final GitRepo repo;
  private final Oid commit;
  private final GitHttpServer server;
  private final CacheContents cache;
  private final List<String> events = new ArrayList<>();
  private final AcquireOptions options;
  private int uses;

  ReadAnewTest(@TempDir Path temp) throws IOException {
    this.repo = GitRepo.init(temp.resolve("repo"));
    byte[] noise = new byte[SIZE];
    new Random(1).nextBytes(noise);
    this.commit = repo.write("noise", noise).commit("one");
    this.server = GitHttpServer.start(temp);
    this.cache = new CacheContents(temp.resolve("cache"));
    this.options =
        AcquireOptions.of(temp.resolve("cache"))
            .withListener(
                new AcquireListener() {
                  @Override
                  public void stage(String text) {}

                  @Override
                  public void event(Event event) {
                    events.add(event.name());
                  }
                });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private List<String> urls() {
    return List.of(server.url("repo/.git"));
  }

  private byte[] noise(ObjectStore store) throws IOException {
    uses++;
    try (ObjectReader reader = store.newReader()) {
      return reader.read(repo.id(commit + ":noise"), ObjectType.BLOB, SIZE);
    }
  }

  private <T> T use(AcquireOptions with, Acquirer.Use<T> use) throws IOException {
    try (Acquirer acquirer = new Acquirer(with)) {
      return acquirer.use(urls(), commit, Optional.empty(), use);
    }
  }

  private void damagePack() throws IOException {
    try (Stream<Path> files = Files.list(cache.snapshots().resolve("objects/pack"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".pack")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x55;
        assertThat(file.toFile().setWritable(true)).isTrue();
        Files.write(file, bytes);
      }
    }
  }

  @Test
  void whatProvesDamagedIsHadAgainInTheSameRun() throws IOException {
    byte[] noise = use(options, this::noise);
    damagePack();
    uses = 0;

    assertThat(use(options, this::noise)).isEqualTo(noise);
    assertThat(uses).isEqualTo(2);
    assertThat(events).containsOnlyOnce("cache-damaged");
    cache.requireSound();
    uses = 0;
    assertThat(use(options, this::noise)).isEqualTo(noise);
    assertThat(uses).isEqualTo(1);
  }

  @Test
  void offlineAndWhereTheServerIsGoneItFailsAndNothingIsLost() throws IOException {
    byte[] unused = use(options, this::noise);
    damagePack();
    uses = 0;

    assertThatThrownBy(() -> use(options.withOffline(true), this::noise))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("is damaged");
    assertThat(uses).isEqualTo(1);
    assertThat(events).doesNotContain("cache-damaged");
    Files.delete(cache.snapshots().resolve("damaged"));
    server.close();
    assertThatThrownBy(() -> use(options.withRetries(ONCE), this::noise))
        .isInstanceOf(SnapshotException.class)
        .hasMessageStartingWith("what the cache has is damaged: http")
        .hasMessageContaining("cannot connect");
    assertThat(cache.snapshots()).isDirectory();
  }

  /** Somebody else, who found damage too, has emptied it under the eyes of this one. */
  @Test
  void whatIsMadeAnewMeanwhileIsNotTakenForDamaged() throws IOException {
    byte[] unused = use(options, this::noise);
    CacheDamage care = new CacheDamage(cache.snapshots(), true, false);
    CacheDamage other = new CacheDamage(cache.snapshots(), true, false);
    assertThat(other.damaged()).isEqualTo("the next run fetches anew what is in the cache");
    assertThat(other.isRemedied()).isTrue();
    assertThat(care.isRemedied()).isFalse();
    unused = use(options, this::noise);

    assertThat(care.missing()).isEqualTo("it was made anew in the meantime: run again");
    assertThat(care.isRemedied()).isTrue();
    assertThat(CacheDamage.isMarked(cache.snapshots())).isFalse();
  }

  @Test
  void whatFailsForAnotherReasonFailsAtOnce() throws IOException {
    assertThatThrownBy(
            () ->
                use(
                    options,
                    store -> {
                      byte[] unused = noise(store);
                      throw new InvalidInputException("no", "try");
                    }))
        .isInstanceOf(InvalidInputException.class);
    assertThat(uses).isEqualTo(1);
  }
}
