package org.gitsnapshot.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.gitsnapshot.cli.CommandFixture.DEMO;
import static org.gitsnapshot.cli.CommandFixture.DEMO_COMMIT;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gitsnapshot.cli.CommandFixture.Result;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.progress.Event;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log as an operator reads it: one line an event, whatever happens. */
class LogTest {
  private static final String LINE =
      "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z (error|warn|info|debug)"
          + " [a-z]+\\[\\d+\\.[0-9a-f]{4}\\] [a-z-]+"
          + "( [a-z0-9_-]+=([A-Za-z0-9._:/@+,~%^*-]+|\"(?:[^\"\\\\]++|\\\\.)*+\"))*";

  @TempDir Path directory;
  private CommandFixture snapshot = new CommandFixture(Path.of("."));
  private Path log = Path.of("log");

  @BeforeEach
  void ownHome() {
    snapshot = new CommandFixture(directory.resolve("home"));
    log = directory.resolve("log");
  }

  private Result logged(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--log-file", log.toString()));
    return snapshot.run(all.toArray(String[]::new));
  }

  private List<String> lines() throws IOException {
    List<String> lines = Files.readAllLines(log);
    assertThat(lines).allMatch(line -> line.matches(LINE));
    return lines;
  }

  private Path pins() throws IOException {
    return Files.writeString(
        directory.resolve("pins.toml"),
        "[[pin]]\nname = \"demo\"\nurl = \"%s\"\ncommit = \"%s\"\n".formatted(DEMO, DEMO_COMMIT));
  }

  @Test
  void aRunIsItsBeginWhatItDidAndItsEnd() throws IOException {
    String out = directory.resolve("out").toString();
    Result built = logged("build", pins().toString(), "-o", out);
    assertThat(built.code()).as(built.err()).isZero();
    String digest = built.out().lines().toList().get(2).strip().split(" +", -1)[1];
    List<String> lines = lines();
    assertThat(lines).hasSize(5).allMatch(line -> line.contains(" info build["));
    assertThat(lines.get(0)).contains(" start version=0", "arguments=\"build ", "--log-file");
    assertThat(lines.get(1)).contains(" acquired what=commit commit=" + DEMO_COMMIT, "url=");
    assertThat(lines.get(2)).contains(" pin name=demo outcome=built commit=" + DEMO_COMMIT);
    assertThat(lines.get(3)).contains(" file name=demo file=demo.tar.gz", "sha256=" + digest);
    assertThat(lines.get(4)).contains(" end exit=0 seconds=").endsWith(" built=1");
    logged("verify", pins().toString(), "--files", out);
    assertThat(lines()).hasSize(10).last().asString().contains(" info verify[", "same=1");
  }

  @Test
  void aFileThatWasMadeOfFilesIsThereWithItsDigest() throws IOException {
    String tar = directory.resolve("demo.tar.gz").toString();
    snapshot.run(
        0,
        "archive",
        "--repo",
        DEMO.toString(),
        "--commit",
        DEMO_COMMIT,
        "--prefix",
        "d/",
        "-o",
        tar);
    Path cleaned = directory.resolve("cleaned.tar.gz");
    logged("clean", tar, "-o", cleaned.toString(), "--remove", "src/hello");
    assertThat(lines())
        .anyMatch(line -> line.contains(" clean file=" + tar + " outcome=written"))
        .anyMatch(line -> line.contains(" file name=") && line.contains(digest(cleaned)))
        .anyMatch(line -> line.contains(" warn clean[") && line.contains(" note name="));
    logged(
        "recompress",
        tar,
        directory.resolve("absent").toString(),
        "--to",
        "xz",
        "-o",
        directory + "/xz/");
    Path xz = directory.resolve("xz/demo.tar.xz");
    assertThat(lines())
        .anyMatch(line -> line.contains(" recompress file=" + tar + " outcome=written"))
        .anyMatch(line -> line.contains(" file name=") && line.contains(digest(xz)))
        .anyMatch(line -> line.contains(" error recompress[") && line.contains("/absent"));
    logged("verify", "--derived-from", tar, cleaned.toString());
    logged("verify", "--derived-from", cleaned.toString(), tar);
    logged("verify", "--recompressed-from", tar, xz.toString());
    logged("verify", "--recompressed-from", tar, cleaned.toString());
    assertThat(lines())
        .anyMatch(l -> l.contains(" info ") && l.contains(" derivation ") && l.contains("=proved"))
        .anyMatch(l -> l.contains(" warn ") && l.contains("outcome=refused") && l.contains("why="))
        .anyMatch(l -> l.contains(" info ") && l.contains(" recompression ") && l.contains("=same"))
        .anyMatch(l -> l.contains(" warn ") && l.contains(" first_difference="));
    Path sums = directory.resolve("SHA256SUMS");
    Files.writeString(sums, digest(xz) + "  demo.tar.xz\n");
    Files.copy(xz, directory.resolve("demo.tar.xz"));
    logged("split", sums.toString(), "--size", "1MiB", "--tar", directory + "/media");
    Path medium = directory.resolve("media/medium-001.tar");
    assertThat(lines())
        .anyMatch(line -> line.contains(" split outcome=written media=1 files=1"))
        .anyMatch(line -> line.contains(" file file=medium") && line.contains(digest(medium)));
    Path torrent = directory.resolve("x.torrent");
    logged("torrent", xz.toString(), "-o", torrent.toString());
    logged("torrent", "--check", torrent.toString(), directory.resolve("xz").toString());
    Files.writeString(xz, "other");
    logged("torrent", "--check", torrent.toString(), directory.resolve("xz").toString());
    assertThat(lines())
        .anyMatch(line -> line.contains(" torrent file=") && line.contains(" infohash_v2="))
        .anyMatch(line -> line.contains(" file name=") && line.contains(digest(torrent)))
        .anyMatch(line -> line.contains(" check torrent=") && line.contains("complete=true"))
        .anyMatch(line -> line.contains(" error torrent[") && line.contains(" problem what="));
  }

  private static String digest(Path file) {
    try {
      return HexFormat.of()
          .formatHex(DigestAlgorithm.SHA256.newMessageDigest().digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void argumentsThatCannotBeReadAreThere() throws IOException {
    assertThat(logged("build").code()).isEqualTo(2);
    assertThat(lines()).hasSize(3);
    assertThat(lines().get(0)).contains(" start ", "arguments=\"build --log-file ");
    assertThat(lines().get(1)).contains(" failed ", "Missing required parameter");
    assertThat(lines().get(2)).contains(" end exit=2");
    assertThat(logged("build", "x", "--log-level", "loud").code()).isEqualTo(2);
    assertThat(lines().get(4)).contains(" failed ", "no level of logs is called loud");
  }

  @Test
  void onStandardErrorItIsBetweenTheMessages() {
    log = Path.of("/dev/stderr");
    assertThat(logged("build", directory.resolve("absent.toml").toString()).err().lines())
        .hasSize(4)
        .anyMatch(line -> line.startsWith("snapshot: "))
        .last()
        .asString()
        .contains(" end exit=2");
  }

  @Test
  void theLevelSaysHowMuch() throws IOException {
    String out = directory.resolve("out").toString();
    logged("build", pins().toString(), "-o", out, "--log-level", "error");
    assertThat(lines()).singleElement().asString().contains(" end exit=0");
    logged("build", pins().toString(), "-o", out, "--log-level", "debug");
    assertThat(lines())
        .anyMatch(line -> line.contains(" debug build[") && line.contains(" stage "));
    Result wrong = logged("build", pins().toString(), "--log-level", "warning");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("no level of logs is called warning", "did you mean \"warn\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"build", "mirror", "serve", "fetch", "agree"})
  void anUnknownLevelIsRefusedWithoutALogToo(String command) {
    Result wrong = snapshot.run(command, "absent", "--log-level", "foo");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).startsWith("snapshot: no level of logs is called foo").hasLineCount(1);
  }

  @Test
  void aStackTraceIsOnlyThereForDetailsAndInOneLine() throws IOException {
    String absent = directory.resolve("absent.toml").toString();
    assertThat(logged("build", absent).code()).isEqualTo(2);
    assertThat(lines().get(1))
        .contains(" error build[", " failed kind=InvalidInputException why=", "no such file")
        .doesNotContain("trace=");
    assertThat(lines().get(2)).contains(" error build[", " end exit=2");
    Result detailed = logged("build", absent, "--log-level", "debug");
    assertThat(detailed.err()).doesNotContain("at org.gitsnapshot");
    assertThat(lines().get(4)).contains("trace=\"", "\\n\\tat org.gitsnapshot.pin.PinFile.read(");
  }

  @Test
  void passwordsAndSignaturesAreNotThere() throws IOException {
    logged(
        "archive",
        "--offline",
        "--repo",
        "https://user:hunter2@host.invalid/x.git",
        "--repo",
        "https://ghp_hunter2@host.invalid/y.git?sig=hunter2",
        "--repo",
        "ssh://git:hunter2@host.invalid/z.git",
        "--instead-of",
        "https://u:hunter2@base.invalid/=https://other.invalid/",
        "--commit",
        DEMO_COMMIT,
        "--log-level",
        "debug",
        "-o",
        directory.resolve("x.tar").toString());
    assertThat(lines()).hasSizeGreaterThan(3).noneMatch(line -> line.contains("hunter2"));
    assertThat(lines().get(0))
        .contains("https://host.invalid/x.git", "ssh://git@host.invalid/z.git");
  }

  @Test
  void anEventIsOneLineWhateverIsInIt() {
    String line =
        LogLine.of(
            Clock.systemUTC().instant(),
            "test[1.0000]",
            Event.warn("note")
                .with("a", "two\nlines\r\tand \u001b[31m red \u2028 \u202e \"quoted\" \\")
                .with("b", "")
                .with("c", "é 漢 \ud83d\ude00")
                .with("d", "x".repeat(100_000)));
    assertThat(line).hasSizeLessThan(20_000).endsWith("\n");
    assertThat(line.strip().lines()).hasSize(1);
    assertThat(line)
        .contains(
            "a=\"two\\nlines\\u000d\\tand \\u001b[31m red \\u2028 \\u202e \\\"quoted\\\" \\\\\"")
        .contains(" b=\"\" c=\"é 漢 \ud83d\ude00\" d=\"xxx");
  }

  @Test
  void aLogThatCannotBeWrittenIsSaidOnceAndTheRunGoesOn() throws IOException {
    for (Path bad : List.of(directory, Path.of("/dev/full"), directory.resolve("no/such/log"))) {
      log = bad;
      Result built = logged("build", pins().toString(), "-o", directory.resolve("out").toString());
      assertThat(built.code()).as(built.err()).isZero();
      assertThat(built.err().lines()).singleElement().asString().contains("cannot write the log ");
    }
  }

  @Test
  void aFileThatIsRenamedOrComesLaterIsTaken() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    log = directory.resolve("later/log");
    RunLog run = new RunLog(new PrintStream(err, true, UTF_8), Clock.systemUTC());
    run.open(log, Event.Level.INFO, "test", Event.info("start"));
    run.event(Event.info("one"));
    assertThat(err.toString(UTF_8).lines()).hasSize(1);
    Files.createDirectory(log.getParent());
    run.event(Event.info("two"));
    assertThat(lines()).hasSize(2);
    assertThat(lines().get(0)).contains(" warn test[").endsWith(" lost events=2");
    Files.move(log, directory.resolve("later/log.1"));
    run.event(Event.info("three"));
    assertThat(lines()).singleElement().asString().endsWith(" three");
    run.end(3);
    run.stopped();
    assertThat(lines()).hasSize(2).last().asString().contains(" error test[", " end exit=3");
  }

  @Test
  void aClockThatJumpsDoesNotChangeHowLongARunTook() throws IOException {
    for (Duration jump : List.of(Duration.ofDays(-400), Duration.ofDays(400))) {
      Instant[] now = {Instant.parse("2026-11-28T03:12:07Z")};
      InstantSource source = () -> now[0];
      RunLog run = new RunLog(System.err, source.withZone(ZoneOffset.UTC));
      run.open(log, Event.Level.INFO, "test", Event.info("start"));
      now[0] = now[0].plus(jump);
      run.end(0);
      assertThat(lines()).last().asString().matches(".* end exit=0 seconds=\\d{1,2}\\.\\d{3}");
    }
  }

  @Test
  void severalProcessesWriteWholeLines() throws Exception {
    int processes = 3;
    int lines = 400;
    List<Process> running = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      running.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  AppendMain.class.getName(),
                  log.toString(),
                  String.valueOf(lines))
              .inheritIO()
              .start());
    }
    for (Process process : running) {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
    List<String> written = lines();
    assertThat(written).hasSize(processes * (lines + 2));
    assertThat(written.stream().map(line -> line.split(" ", -1)[2]).distinct()).hasSize(processes);
  }

  /** Lines of a log in it would spoil a file, also one that is only made later. */
  @Test
  void aFileThatTheCommandReadsOrWritesTakesNoLog() throws IOException {
    Path bundle = Files.copy(CommandFixture.DEMO, directory.resolve("copy.bundle"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), bundle);
    String out = directory.resolve("x.tar").toString();
    String[] archive = {
      "archive", "--repo", bundle.toString(), "--commit", "v1.0", "-o", out, "--log-file", ""
    };
    for (Path log : List.of(bundle, link, Path.of(out))) {
      archive[archive.length - 1] = log.toString();
      assertThat(snapshot.run(2, archive).err()).contains(log + " cannot take the log");
    }
    snapshot.run(2, "build", bundle.toString(), "--log-file", bundle.toString());
    snapshot.run(2, "compare", link.toString(), out, "--log-file", bundle.toString());
    assertThat(bundle).hasSameBinaryContentAs(CommandFixture.DEMO);
    assertThat(Path.of(out)).doesNotExist();
  }

  /** Most files that a command finds or makes are not named among its arguments. */
  @Test
  void aFileThatHoldsSomethingElseTakesNoLog() throws IOException {
    Path out = directory.resolve("out");
    snapshot.run(0, "build", pins().toString(), "-o", out.toString());
    Files.write(directory.resolve("note"), new byte[] {'\n', 0, 1, 2});
    for (String name : List.of("SHA256SUMS", "demo.tar.gz", "demo.manifest.json", "../note")) {
      log = out.resolve(name);
      byte[] before = Files.readAllBytes(log);
      Result refused = logged("build", pins().toString(), "-o", out.toString());
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err()).contains(log + " cannot take the log: ");
      assertThat(logged("build", "--no-such-option").code()).isEqualTo(2);
      assertThat(log).hasBinaryContent(before);
    }
    Path later = directory.resolve("later");
    log = later.resolve("SHA256SUMS");
    assertThat(logged("build", pins().toString(), "-o", later.toString()).code()).isEqualTo(2);
    assertThat(later).doesNotExist();
  }

  @Test
  void aLogWhoseFirstLineWasCutOffIsOne() throws IOException {
    for (String begin : List.of("", "\n", "2026-11-28T03:12", "2026-11-28\n", "two\nlines\n")) {
      Files.writeString(log, begin);
      int code = begin.startsWith("two") ? 2 : 0;
      assertThat(logged("lint", pins().toString()).code()).as(begin).isEqualTo(code);
    }
    assertThat(log).hasContent("two\nlines\n");
  }

  @Test
  void whatTakesThePlaceOfALogAndIsNoneStaysAsItIs() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    RunLog run = new RunLog(new PrintStream(err, true, UTF_8), Clock.systemUTC());
    run.open(log, Event.Level.INFO, "test", Event.info("start"));
    Files.move(log, directory.resolve("log.1"));
    Files.writeString(log, "something else\n");
    run.event(Event.info("one"));
    run.end(0);
    assertThat(log).hasContent("something else\n");
    assertThat(err.toString(UTF_8))
        .hasLineCount(1)
        .contains("cannot write the log " + log, "it holds something else than a log");
  }

  @Test
  void aMirrorSaysOfEachDownloadWhereFromAndWhyNot() throws IOException {
    byte[] content = "a file\n".getBytes(UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean there = !exchange.getRequestURI().getPath().endsWith("/absent.tar");
          exchange.sendResponseHeaders(there ? 200 : 404, there ? content.length : -1);
          if (there) {
            exchange.getResponseBody().write(content);
          }
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      String sha256 =
          HexFormat.of().formatHex(DigestAlgorithm.SHA256.newMessageDigest().digest(content));
      Path sources = directory.resolve("sources");
      Files.writeString(
          sources,
          "f %sgood.tar %s\nf %sabsent.tar %s\nf %sother.tar %s\n"
              .formatted(url, sha256, url, sha256, url, "0".repeat(64)));
      Result result =
          logged("mirror", "--sources", sources.toString(), directory.resolve("mirror").toString());
      assertThat(result.code()).isEqualTo(3);
      assertThat(lines())
          .anyMatch(l -> l.contains(" info ") && l.contains(" download file=good.tar url=" + url))
          .anyMatch(l -> l.contains(" warn ") && l.contains(" download-failed file=absent.tar"))
          .anyMatch(l -> l.contains(" error ") && l.contains(" wrong-bytes file=other.tar"))
          .anyMatch(l -> l.contains(" mirror-file file=good.tar outcome=downloaded bytes=7"))
          .anyMatch(l -> l.contains(" mirror complete=false"));
      assertThat(lines().get(lines().size() - 1))
          .contains("exit=3", "downloaded=1 failed=1 wrong=1");
    } finally {
      server.stop(0);
    }
  }
}
