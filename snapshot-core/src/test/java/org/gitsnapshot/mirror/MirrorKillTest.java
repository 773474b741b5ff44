package org.gitsnapshot.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.report.MirrorReport;
import org.gitsnapshot.testing.ChildJvm;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are killed, and runs at once. A hundred kills with {@code -Dsnapshot.long=true}. */
@Tag("one-jvm")
class MirrorKillTest {
  private static final int ROUNDS = Boolean.getBoolean("snapshot.long") ? 100 : 10;

  @TempDir Path directory;
  private SourceServer server;
  private MirrorFixture mirror;

  /** What each file must be. */
  private final Map<String, String> wanted = new TreeMap<>();

  @BeforeEach
  void start() throws IOException {
    server = new SourceServer();
    mirror = new MirrorFixture(directory);
    List<String> lines = new ArrayList<>();
    for (String way : List.of("good", "slow", "reset", "norange")) {
      for (int i = 0; i < 4; i++) {
        String name = way + i + ".gz";
        wanted.put(name, SourceServer.sha256(name));
        lines.add(server.line(way, name));
      }
    }
    GitRepo repository = GitRepo.init(directory.resolve("app.git"));
    Random random = new Random(1);
    for (int i = 0; i < 40; i++) {
      byte[] bytes = new byte[20_000];
      random.nextBytes(bytes);
      repository.write("file" + i, bytes);
    }
    repository.commit("files");
    for (int i = 0; i < 4; i++) {
      repository.git("tag", "v" + i);
      String archive =
          "git archive --format=tar --prefix=app-%d/ v%d | gzip -n | sha256sum".formatted(i, i);
      String sha256 = new Tool(repository.directory()).text("sh", "-c", archive).substring(0, 64);
      String name = "app-" + i + ".tar.gz";
      wanted.put(name, sha256);
      lines.add("g " + repository.directory() + "~v" + i + " _ " + sha256 + " " + name + "\n");
    }
    mirror.step("all", lines.toArray(String[]::new));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRunThatIsKilledLeavesNothingWrongAndTheNextGoesOn()
      throws IOException, InterruptedException {
    long seed = Long.getLong("snapshot.seed", 42);
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      ChildJvm child = ChildJvm.start(MirrorMain.class, directory.toString());
      child.waitForLine("started");
      Thread.sleep(random.nextInt(1200));
      child.kill();
      int unused = assertNothingWrong();
      if (round % 3 == 2) {
        loseSomething(random);
      }
    }
    MirrorReport report = mirror.run();
    assertThat(report.complete()).as("seed %d: %s", seed, report.files()).isTrue();
    assertThat(assertNothingWrong()).isEqualTo(wanted.size());
    assertThat(mirror.setAside()).isEmpty();
    assertThat(mirror.run().published()).isFalse();
  }

  @Test
  void twoRunsAtOnceDoTheWorkOnce() throws IOException, InterruptedException {
    ChildJvm one = ChildJvm.start(MirrorMain.class, directory.toString());
    ChildJvm other = ChildJvm.start(MirrorMain.class, directory.toString());
    for (ChildJvm child : List.of(one, other)) {
      child.waitForLine("complete");
      assertThat(child.waitFor()).isZero();
    }
    assertThat(assertNothingWrong()).isEqualTo(wanted.size());
    List<String> whole =
        server.requests().stream().filter(path -> !path.startsWith("/reset/")).toList();
    assertThat(whole).hasSize(12).doesNotHaveDuplicates();
  }

  /** Checks what a reader can see, and returns how many files there are. */
  private int assertNothingWrong() throws IOException {
    if (!Files.isDirectory(mirror.destination())) {
      return 0;
    }
    List<String> names = mirror.published();
    List<String> files = new ArrayList<>(wanted.keySet());
    files.retainAll(names);
    if (!files.isEmpty()) {
      List<String> command = new ArrayList<>(List.of("sha256sum"));
      command.addAll(files);
      String sums = new Tool(mirror.destination()).text(command.toArray(String[]::new));
      StringBuilder expected = new StringBuilder();
      files.forEach(
          name -> expected.append(wanted.get(name)).append("  ").append(name).append('\n'));
      assertThat(sums).isEqualTo(expected.toString());
    }
    if (names.contains("SHA256SUMS")) {
      mirror.assertConsistent();
    }
    return files.size();
  }

  /** Removes a part of what is there, so that there is something to do; never only lists. */
  private void loseSomething(Random random) throws IOException {
    if (random.nextBoolean()) {
      Files.deleteIfExists(mirror.state().resolve("files.tsv"));
    }
    for (String list : List.of("SHA256SUMS", "manifest.json", "index.html")) {
      Files.deleteIfExists(mirror.destination().resolve(list));
    }
    List<String> names = new ArrayList<>(wanted.keySet());
    Collections.shuffle(names, random);
    for (String name : names.subList(0, names.size() / 2)) {
      Files.deleteIfExists(mirror.destination().resolve(name));
    }
  }
}
