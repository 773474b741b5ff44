package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.gitsnapshot.cli.CommandFixture.Result;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorLists;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.manifest.ScannedFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** serve, fetch and agree as a user meets them, a server in a process of its own. */
@Timeout(60)
@Tag("one-jvm")
class MirrorCommandsTest {
  private static final byte[] CONTENT = new byte[300_000];

  static {
    new Random(1).nextBytes(CONTENT);
  }

  @TempDir Path directory;
  private final List<Process> processes = new ArrayList<>();
  private CommandFixture snapshot = new CommandFixture(Path.of("."));
  private Path mirror = Path.of(".");

  @BeforeEach
  void make() throws IOException {
    snapshot = new CommandFixture(directory.resolve("home"));
    mirror = mirror("mirror", CONTENT);
  }

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
  }

  private Path mirror(String name, byte[] content) throws IOException {
    Path made = Files.createDirectories(directory.resolve(name));
    Files.write(made.resolve("a.tar.gz"), content);
    Origin origin = new Origin.Download("http://u.example/a", Optional.empty(), Optional.empty());
    MirrorFile file = MirrorFile.of("a.tar.gz", ScannedFile.of(made.resolve("a.tar.gz")), origin);
    MirrorLists.write(made, MirrorManifest.of(List.of(file)));
    return made;
  }

  /** Starts a server and returns its URL. */
  private String serve(Path served) throws IOException {
    return serve(served, "exec \"$@\"", ProcessBuilder.Redirect.INHERIT);
  }

  /** Starts a server by a shell's script, whose arguments are its command line. */
  private String serve(Path served, String script, ProcessBuilder.Redirect err) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                script,
                "sh",
                java,
                "-cp",
                System.getProperty("java.class.path"),
                "org.gitsnapshot.cli.Main",
                "serve",
                served.toString(),
                "--port",
                "0",
                "--access-log",
                directory.resolve("access.log").toString())
            .redirectError(err)
            .start();
    processes.add(process);
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = String.valueOf(out.readLine());
    assertThat(line).matches("serving 1 file of .* at http://127\\.0\\.0\\.1:\\d+/");
    return line.replaceFirst(".* at ", "");
  }

  @Test
  void whatIsServedIsFetchedAndTheServerEndsWell() throws Exception {
    String url = serve(mirror);
    Result result = snapshot.run("fetch", "--all", "--mirror", url, "-o", out());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .isEqualTo(
            "a.tar.gz: fetched\n1 file: 1 fetched, 0 there already, 0 failed;"
                + " trusted: the word of one mirror alone, which nothing confirms\n");
    assertThat(directory.resolve("out/a.tar.gz")).hasBinaryContent(CONTENT);
    processes.get(0).destroy();
    assertThat(processes.get(0).waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(processes.get(0).exitValue()).isZero();
    assertThat(Files.readString(directory.resolve("access.log")))
        .contains("\"GET /a.tar.gz HTTP/1.1\" 200 300000");
  }

  @Test
  void idleClientsDoNotKeepOthersOutWhereDescriptorsAreFew() throws Exception {
    Path err = directory.resolve("err");
    String url =
        serve(mirror, "ulimit -n 100; exec \"$@\"", ProcessBuilder.Redirect.to(err.toFile()));
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 120; i++) {
        idle.add(new Socket(InetAddress.getLoopbackAddress(), URI.create(url).getPort()));
      }
      // The limit of time for a header, after which the idle ones would be closed anyway, is
      // longer.
      Result result =
          assertTimeoutPreemptively(
              Duration.ofSeconds(20),
              () -> snapshot.run("fetch", "--all", "--mirror", url, "-o", out()));
      assertThat(result.code()).as(result.err()).isZero();
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
    assertThat(Files.readAllLines(err))
        .filteredOn(line -> line.contains("cannot accept connections"))
        .singleElement()
        .asString()
        .endsWith(
            ": Too many open files"
                + " (raise the limit (ulimit -n), or set a smaller --max-connections)");
  }

  @Test
  void theMirrorThatLiesIsNamed() throws Exception {
    byte[] lie = CONTENT.clone();
    lie[10] ^= 1;
    Path liar = mirror("liar", lie);
    String bad = serve(liar);
    String good = serve(mirror);
    Path list =
        Files.writeString(
            directory.resolve("mirrors.toml"),
            "[[mirror]]\nurl = \"" + bad + "\"\n[[mirror]]\nurl = \"" + good + "\"\n");
    String sums = mirror.resolve("SHA256SUMS").toString();
    Result result =
        snapshot.run(
            "fetch", "a.tar.gz", "--mirrors", list.toString(), "--manifest", sums, "-o", out());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("a.tar.gz: fetched\n  mirror " + bad + ": wrong bytes: sent wrong bytes of");
    Result disputed =
        snapshot.run("fetch", "--all", "--mirrors", list.toString(), "-o", out() + "2", "--json");
    assertThat(disputed.code()).isEqualTo(3);
    assertThat(disputed.out()).contains("do not agree on a.tar.gz", "\"exitCode\" : 3");
    Result agree = snapshot.run("agree", bad, good, mirror.toString(), "--require", "3");
    assertThat(agree.code()).isEqualTo(1);
    assertThat(agree.out())
        .contains("a.tar.gz: compressed 2/3\n  outlier in compressed: " + bad + " has ")
        .endsWith("3 manifests, 1 file: 1 with contradictions, 1 below 3\n");
    assertThat(snapshot.run("agree", good, mirror.toString(), "--require", "2").code()).isZero();
  }

  @Test
  void shardsAreJoined() throws IOException {
    Path joined = Files.createDirectories(directory.resolve("joined")).resolve("manifest.json");
    Path copy = mirror("copy", CONTENT);
    Result result =
        snapshot.run("agree", mirror.toString(), copy.toString(), "--merge", joined.toString());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(joined).hasSameBinaryContentAs(mirror.resolve("manifest.json"));
    assertThat(joined.resolveSibling("SHA256SUMS")).exists();
    Path other = mirror("other", new byte[3]);
    Files.delete(joined);
    Result refused =
        snapshot.run("agree", mirror.toString(), other.toString(), "--merge", joined.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(joined).doesNotExist();
  }

  @Test
  void aMirrorIsCheckedBeforeTheNetworkIsCut() throws IOException {
    Result whole = snapshot.run("serve", mirror.toString(), "--check");
    assertThat(whole.code()).isZero();
    assertThat(whole.out()).isEqualTo("1 file: complete\n");
    Files.delete(mirror.resolve("a.tar.gz"));
    Result part = snapshot.run("serve", mirror.toString(), "--check", "--json");
    assertThat(part.code()).isEqualTo(1);
    assertThat(part.out()).contains("a.tar.gz: missing");
  }

  @Test
  void wrongUsageIsTold() {
    String[][] commands = {
      {"serve", directory.resolve("none").toString()},
      {"serve", directory.toString()},
      {"serve", mirror.toString(), "--port", "70000"},
      {"serve", mirror.toString(), "--tls-cert", "x"},
      {"serve", mirror.toString(), "--port", "0", "--wanted", "SHA256SUMS"},
      {"serve", mirror.toString(), "--bind", ""},
      {"fetch", "a"},
      {"fetch", "--mirror", "http://a/"},
      {"fetch", "a", "--all", "--mirror", "http://a/"},
      {"fetch", "a", "--mirror", "ftp://a/"},
      {"fetch", "a", "--mirror", "http://a/", "--spot-check", "lots"},
      {"fetch", "a", "--mirror", "http://a/", "--spot-check", "101%"},
      {"fetch", "a", "--mirror", "http://a/", "--sha256", "123"},
      {"fetch", "a", "b", "--mirror", "http://a/", "--sha256", "0".repeat(64)},
      {"fetch", "a", "--mirrors", "none.toml"},
      {"agree", "none.json"},
      {"agree", mirror.toString(), "--require", "0"},
    };
    for (String[] command : commands) {
      Result result = snapshot.run(command);
      assertThat(result.code()).as(String.join(" ", command) + result.out()).isEqualTo(2);
      assertThat(result.err().lines()).as(result.err()).hasSize(1);
    }
    assertThat(snapshot.run("fetch", "a", "--mirror", "http://a/", "--offline").code())
        .isEqualTo(3);
  }

  private String out() {
    return directory.resolve("out").toString();
  }
}
