package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gitsnapshot.cli.CommandFixture.DEMO;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gitsnapshot.cli.CommandFixture.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mirror as an operator meets it: codes, lines, and what is left on the disk. */
@Tag("one-jvm")
class MirrorCommandTest {
  /** The demo's v1.0 under the prefix that live-bootstrap's script gives the bundle. */
  private static final String SHORT = "cff1a81";

  @TempDir Path directory;
  private CommandFixture snapshot = new CommandFixture(Path.of("."));
  private String line = "";

  @BeforeEach
  void steps() throws IOException {
    snapshot = new CommandFixture(directory.resolve("home"));
    Path made = directory.resolve("made.tar.gz");
    String prefix = DEMO.getFileName() + "-" + SHORT + "/";
    Result archive =
        snapshot.run(
            "archive",
            "--repo",
            DEMO.toString(),
            "--commit",
            SHORT,
            "--prefix",
            prefix,
            "-o",
            made.toString());
    assertThat(archive.code()).as(archive.err()).isZero();
    String sha256 = archive.out().lines().toList().get(2).split(" +", -1)[2];
    line = "g " + DEMO + "~" + SHORT + " _ " + sha256 + " demo.tar.gz\n";
    step("demo-1", line);
    Files.writeString(
        directory.resolve("steps/manifest"),
        "build: demo-1\nimprove: get_network\nbuild: late-1\n");
  }

  private void step(String name, String text) throws IOException {
    Path file = directory.resolve("steps/" + name + "/sources");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Result mirror(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "mirror",
                "--sources",
                directory.resolve("steps").toString(),
                directory.resolve("out").toString()));
    args.addAll(List.of(more));
    return snapshot.run(args.toArray(String[]::new));
  }

  @Test
  void theFirstRunMakesAndTheSecondDoesNothing() throws IOException {
    Result first = mirror();
    assertThat(first.code()).as(first.err() + first.out()).isZero();
    assertThat(first.out())
        .isEqualTo("demo.tar.gz: made, " + DEMO + "~" + SHORT + "\n1 file: 1 made\n");
    assertThat(mirror().out()).isEqualTo("1 file: 1 good\n");
    assertThat(directory.resolve("out/manifest.json")).exists();
    assertThat(directory.resolve("out.state/files.tsv")).exists();
  }

  @Test
  void aStateThatWouldBePublishedIsRefused() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
    for (String state : List.of("out", "out/", "out/.state", "x/../out/state", "link/out/state")) {
      Result refused = mirror("--state", directory + "/" + state);
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err())
          .startsWith("snapshot: the state " + directory.resolve(state) + " is in ")
          .endsWith("(name a directory that is not in the mirror with --state)\n");
      assertThat(directory.resolve("out")).doesNotExist();
    }
    assertThat(mirror("--state", link.resolve("outer").toString()).code()).isZero();
    assertThat(mirror("--state", directory.resolve("out/state").toString()).code()).isEqualTo(2);
  }

  @Test
  void aDamagedManifestIsMadeAnewAndTold() throws IOException {
    mirror();
    Path manifest = directory.resolve("out/manifest.json");
    String whole = Files.readString(manifest);
    for (String damaged : List.of("junk\n", whole.substring(0, whole.length() / 2))) {
      Files.writeString(manifest, damaged);
      Result mended = mirror();
      assertThat(mended.code()).as(mended.err()).isZero();
      assertThat(mended.out()).contains("note: ", manifest + ":").endsWith("1 file: 1 good\n");
      assertThat(manifest).content().isEqualTo(whole);
    }
  }

  @Test
  void whatFailsIsInATableAndTheCodeSaysHow() throws IOException {
    step("late-1", line.replace("demo.tar.gz", "late.tar.gz").replace("~" + SHORT, "~v9"));
    Result failed = mirror();
    assertThat(failed.code()).isEqualTo(3);
    assertThat(failed.out())
        .contains(
            "What failed, and why:\n  failed   late.tar.gz  ", "v9", "2 files: 1 made, 1 failed");
    step("late-1", line.replace("demo.tar.gz", "late.tar.gz").replaceFirst("_ ....", "_ 0000"));
    Result wrong = mirror();
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.out())
        .contains(
            "  wrong    late.tar.gz  " + DEMO + "~" + SHORT + ": tar.gz: expected sha256:0000")
        .contains(
            " (see " + directory.resolve("steps/late-1/sources") + ":1:1: its digest, what its ")
        .contains("; what was made is not kept)\n");
    Result json = mirror("--json");
    assertThat(json.out().replaceAll("\\s+", ""))
        .startsWith(
            "{\"command\":\"mirror\",\"files\":[{\"name\":\"demo.tar.gz\",\"outcome\":\"good\",")
        .contains("\"outcome\":\"wrong\"", "\"complete\":false")
        .endsWith("\"exitCode\":1}");
  }

  @Test
  void redirectsOfDownloadsAreBounded() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.add(path);
          exchange.getResponseHeaders().set("Location", path + "x");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    step("late-1", "f " + url + "/late.gz " + "0".repeat(64) + "\n");
    Result failed = mirror("--limit", "redirects=2");
    server.stop(0);
    assertThat(failed.code()).as(failed.out()).isEqualTo(3);
    assertThat(failed.out())
        .contains(
            "more than 2 redirects, the last to " + url + "/late.gzxx; give the URL where the file",
            "--limit redirects=N");
    assertThat(asked).containsExactly("/late.gz", "/late.gzx", "/late.gzxx");
  }

  @Test
  void externalSourcesSaysWhetherItIsComplete() throws IOException {
    step("late-1", line.replace("demo.tar.gz", "late.tar.gz"));
    Result nothing = mirror("--external-sources", "--check-only");
    assertThat(nothing.code()).isEqualTo(1);
    assertThat(nothing.out())
        .contains("missing  demo.tar.gz", "not complete: missing or wrong: 2 files");
    assertThat(directory.resolve("out")).doesNotExist();
    assertThat(mirror("--sources-set", "pre-network").out()).contains("1 file: 1 made");
    assertThat(mirror("--external-sources").out()).contains("complete: 2 files, ");
    assertThat(mirror("--external-sources", "--check-only").code()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "--shard 3/2,not a shard: 3/2",
    "--sources-set some,no set of sources is called some",
    "--external-sources --sources-set pre-network,--external-sources is the set all",
    "--prefer nobody,--prefer is mirrors or upstream",
    "--per-host 0,--per-host is at least 1",
    "--mirror ftp://x.org/,not a URL of http or https",
    "--sign-key absent,cannot read the key absent",
    "--jobs 0,--jobs is at least 1",
  })
  void wrongUsageIsOneLine(String options, String message) {
    Result result = mirror(options.split(" ", -1));
    assertThat(result.code()).isIn(2, 3);
    assertThat(result.err()).contains(message).hasLineCount(1);
  }

  @Test
  void malformedSourcesNameTheirPlaceAndNothingIsBegun() throws IOException {
    step("late-1", "f http://x.org/a\n");
    Result result = mirror();
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("steps/late-1/sources:1:17: the SHA-256 is missing");
    assertThat(directory.resolve("out")).doesNotExist();
    assertThat(snapshot.run("mirror", directory.toString()).err()).contains("nothing is wanted");
  }

  @Test
  void pinsHaveNoSteps() throws IOException {
    String pin = snapshot.run(0, "pin", DEMO.toString(), "v1.0").out();
    String pins = Files.writeString(directory.resolve("pins.toml"), pin).toString();
    String out = directory.resolve("out").toString();
    assertThat(snapshot.run(2, "mirror", "--pins", pins, "--external-sources", out).err())
        .contains("--external-sources needs the files of sources", "--sources 'steps/*/sources'");
    assertThat(snapshot.run(2, "mirror", "--pins", pins, "--sources-set", "all", out).err())
        .contains("--sources-set needs the files of sources");
  }
}
