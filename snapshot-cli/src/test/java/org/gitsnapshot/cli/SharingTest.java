package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many processes of the program on one cache and one output, of which some are killed. With {@code
 * -Dsnapshot.long=true} 24 at once, a hundred times.
 */
@Tag("one-jvm")
class SharingTest {
  private static final boolean LONG = Boolean.getBoolean("snapshot.long");
  private static final int PROCESSES = LONG ? 24 : 6;
  private static final int ROUNDS = LONG ? 100 : 1;

  @TempDir Path directory;
  private final Random random = new Random(Long.getLong("snapshot.seed", 42));
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<Long, Path> logs = new TreeMap<>();
  private HttpServer server;
  private Path pins = Path.of("");

  /** What must be in the output and the mirror. */
  private Map<String, byte[]> expected = Map.of();

  @BeforeEach
  void buildAlone() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      text.append(
          """
          [[pin]]
          name = "demo-%d"
          url = "%s"
          commit = "%s"
          prefix = "demo-%d/"
          formats = ["tar", "tar.gz"]
          """
              .formatted(i, CommandFixture.DEMO, CommandFixture.DEMO_COMMIT, i));
    }
    pins = Files.writeString(directory.resolve("pins.toml"), text);
    run("mirror", "--pins", pins.toString(), "--cache", at("alone-cache"), at("alone"));
    expected = read(directory.resolve("alone"));
    assertThat(expected).containsKeys("demo-0.tar", "demo-3.tar.gz", "manifest.json");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = expected.get(exchange.getRequestURI().getPath().substring(1));
          exchange.sendResponseHeaders(
              bytes == null ? 404 : 200, bytes == null ? -1 : bytes.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes == null ? new byte[0] : bytes);
          }
        });
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void manyOnOneCacheAndOneOutputSomeOfThemKilledLeaveWhatOneAloneMakes() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      List<Process> killed = new ArrayList<>();
      List<Process> ending = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        (i % 3 == 2 ? killed : ending).add(start(command(i / 2 % 3)));
      }
      for (Process process : killed) {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(1500));
        process.destroyForcibly();
      }
      for (Process process : ending) {
        assertThat(process.waitFor()).as(Files.readString(log(process))).isZero();
      }
      for (Process process : killed) {
        int unused = process.waitFor();
      }
      // The next of each finds what the killed ones left.
      for (int kind = 0; kind < 3; kind++) {
        Process next = start(command(kind));
        assertThat(next.waitFor()).as(Files.readString(log(next))).isZero();
      }
      assertRight(read(directory.resolve("mirror")), expected);
      Map<String, byte[]> files = new TreeMap<>(expected);
      files.keySet().removeIf(name -> !name.startsWith("demo-") || name.endsWith(".json"));
      assertRight(read(directory.resolve("fetched")), files);
      Map<String, byte[]> out = read(directory.resolve("out"));
      expected.forEach(
          (name, bytes) -> {
            if (!name.equals("manifest.json") && !name.equals("index.html")) {
              assertThat(out.get(name)).as(name).isEqualTo(bytes);
            }
          });
      assertThat(out).hasSize(expected.size() - 2);
      assertThat(leftovers(directory.resolve("cache"))).isEmpty();
      for (String name : List.of("mirror", "out", "fetched")) {
        delete(directory.resolve(name));
      }
      if (round % 2 == 0) {
        delete(directory.resolve("cache"));
      }
    }
  }

  private static void assertRight(Map<String, byte[]> actual, Map<String, byte[]> right) {
    assertThat(actual.keySet()).isEqualTo(right.keySet());
    right.forEach((name, bytes) -> assertThat(actual.get(name)).as(name).isEqualTo(bytes));
  }

  private List<String> command(int kind) {
    return switch (kind) {
      case 0 ->
          List.of("build", pins.toString(), "-o", at("out"), "--cache", at("cache"), "--jobs", "2");
      case 1 -> List.of("mirror", "--pins", pins.toString(), "--cache", at("cache"), at("mirror"));
      default ->
          List.of(
              "fetch",
              "--all",
              "--mirror",
              "http://127.0.0.1:" + server.getAddress().getPort() + "/",
              "--manifest",
              at("alone/manifest.json"),
              "-o",
              at("fetched"));
    };
  }

  private String at(String name) {
    return directory.resolve(name).toString();
  }

  private void run(String... arguments) throws IOException {
    OutputStream err = Files.newOutputStream(directory.resolve("alone.log"));
    int code =
        Main.run(
            arguments, OutputStream.nullOutputStream(), err, Map.of("HOME", at("home")), false);
    assertThat(code).as(Files.readString(directory.resolve("alone.log"))).isZero();
  }

  private Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    Path log = Files.createTempFile(directory, "run", ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    logs.put(process.pid(), log);
    return process;
  }

  private Path log(Process process) {
    return logs.getOrDefault(process.pid(), Path.of(""));
  }

  private static Map<String, byte[]> read(Path directory) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> list = Files.list(directory)) {
      for (Path file : list.toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static List<String> leftovers(Path cache) throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(
              name ->
                  name.startsWith("incoming_")
                      || name.endsWith(".keep")
                      || (name.endsWith(".lock") && !name.endsWith(".git.lock")))
          .toList();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
