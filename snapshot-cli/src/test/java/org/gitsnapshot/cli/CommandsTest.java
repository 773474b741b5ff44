package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gitsnapshot.cli.CommandFixture.DEMO;
import static org.gitsnapshot.cli.CommandFixture.DEMO_COMMIT;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gitsnapshot.cli.CommandFixture.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as a user meets them: codes, lines, and what is left on the disk. */
class CommandsTest {
  private static final Path FILTERED = CommandFixture.ROOT.resolve("golden/conversions.bundle");

  @TempDir Path directory;
  private CommandFixture snapshot = new CommandFixture(Path.of("."));

  @BeforeEach
  void ownHome() {
    snapshot = new CommandFixture(directory.resolve("home"));
  }

  @Test
  void helpAndVersionAreDone() {
    assertThat(snapshot.run("--version").out()).matches("git-snapshot \\d+\\.\\d+.*\\n");
    for (String command : Commands.NAMES.subList(0, Commands.NAMES.indexOf("help"))) {
      Result help = snapshot.run(command, "--help");
      assertThat(help.code()).isZero();
      assertThat(help.out())
          .contains("Usage: snapshot " + command, "--json", "--limit", "--log-file", "--quiet");
      assertThat(snapshot.run("help", command).out()).isEqualTo(help.out());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--instead-of, build verify archive compare audit pin lint mirror",
    "--cache, build verify archive compare audit pin lint mirror",
    "--offline, build verify archive compare audit pin lint mirror fetch agree",
    "--timeout, build verify archive compare audit pin lint mirror fetch agree",
    "--threads, build verify archive compare audit pin clean mirror recompress torrent",
  })
  void anOptionIsThereWhereItHasAnEffect(String option, String commands) {
    assertThat(Commands.NAMES)
        .filteredOn(name -> !name.equals("help"))
        .filteredOn(
            name -> snapshot.run(name, "--help").out().matches("(?sm).*^ +" + option + "\\b.*"))
        .as(option)
        .containsExactlyInAnyOrder(commands.split(" ", -1));
  }

  @Test
  void buildThenVerifyIsTheSame() throws IOException {
    Path pins = pins("demo", "");
    Result built = snapshot.run("build", pins.toString(), "-o", out());
    assertThat(built.code()).as(built.err()).isZero();
    assertThat(built.out()).startsWith("demo: built\n").contains("demo.tar.gz");
    assertThat(list("out"))
        .containsExactlyInAnyOrder("demo.tar.gz", "demo.manifest.json", "SHA256SUMS");
    Result verified = snapshot.run("verify", pins.toString(), "--files", out());
    assertThat(verified.code()).isZero();
    assertThat(verified.out())
        .startsWith("demo: same (content same, raw tar same, compressed same)\n");
  }

  @Test
  void identitiesAreInTheManifestWhereTheyAreAskedFor() throws IOException {
    Path pins = pins("demo", "");
    Path manifest = directory.resolve("out").resolve("demo.manifest.json");
    assertThat(snapshot.run("build", pins.toString(), "-o", out()).code()).isZero();
    assertThat(manifest).content().doesNotContain("identities");
    Result built = snapshot.run("build", pins.toString(), "-o", out(), "--identities");
    assertThat(built.code()).as(built.err()).isZero();
    assertThat(manifest)
        .content()
        .contains("\"identities\": {", "\"swhidRevision\": \"swh:1:rev:" + DEMO_COMMIT);
    Result verified = snapshot.run("verify", pins.toString(), "--files", out());
    assertThat(verified.code()).isZero();
  }

  @Test
  void anEngineMayHaveAGzipHeader() throws IOException {
    Path file = directory.resolve("x.tar.gz");
    String[] archive = {
      "archive",
      "--repo",
      DEMO.toString(),
      "--commit",
      "v1.0",
      "-o",
      file.toString(),
      "--engine",
      "gnu-gzip name=\"a, b.tar\" mtime=5",
      "--level",
      "9",
      "--json"
    };
    Result made = snapshot.run(archive);
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out()).contains("| gnu-gzip -9 name=\\\"a, b.tar\\\" mtime=5");
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .startsWith("\u001f\u008b\b\b\u0005\0\0\0\u0002\u0003a, b.tar\0");
  }

  @Test
  void aWrongDigestIsADifferenceAndLeavesNoFile() throws IOException {
    Path pins = pins("demo", "[pin.sha256]\n\"tar.gz\" = \"" + "0".repeat(64) + "\"\n");
    Result result = snapshot.run("build", pins.toString(), "-o", out());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains("demo: different", "compressed different", "expected sha256:0");
    assertThat(list("out")).isEmpty();
  }

  @Test
  void oneJobTakesPinsInTheirOrder() throws IOException {
    List<String> names = IntStream.range(0, 20).mapToObj(i -> "p" + i).toList();
    Path file = directory.resolve("pins.toml");
    Files.writeString(
        file,
        // Every other one fails, and so sooner than those that wait for the disk.
        names.stream()
            .map(name -> pin(name, name.matches(".*[02468]") ? DEMO_COMMIT : "1".repeat(40), ""))
            .collect(Collectors.joining()));
    Result result = snapshot.run("build", file.toString(), "-o", out(), "--jobs", "1");
    assertThat(result.code()).isEqualTo(3);
    assertThat(
            result
                .out()
                .lines()
                .filter(line -> line.startsWith("p"))
                .map(line -> line.substring(0, line.indexOf(':'))))
        .containsExactlyElementsOf(names);
  }

  @Test
  void aPinThatFailsDoesNotStopTheOthers() throws IOException {
    Path file = directory.resolve("pins.toml");
    Files.writeString(
        file,
        pin("bad", "1".repeat(40), "") + pin("good", DEMO_COMMIT, ""),
        StandardCharsets.UTF_8);
    Result result = snapshot.run("build", file.toString(), "-o", out(), "--jobs", "1");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out().lines().filter(line -> !line.startsWith(" ")))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("bad: failed: ").contains("1".repeat(40)),
            line -> assertThat(line).isEqualTo("good: built"),
            line -> assertThat(line).isEqualTo("2 pins: 1 built, 1 failed"));
    assertThat(list("out")).contains("good.tar.gz").doesNotContain("bad.tar.gz");
  }

  @Test
  void onlyChoosesAmongThePins() throws IOException {
    Path file = directory.resolve("pins.toml");
    Files.writeString(file, pin("bad", "1".repeat(40), "") + pin("good", DEMO_COMMIT, ""));
    assertThat(snapshot.run("build", file.toString(), "-o", out(), "--only", "good").code())
        .isZero();
    Result unknown = snapshot.run("build", file.toString(), "-o", out(), "--only", "other");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("no pin is called other");
  }

  @Test
  void twoFilesCannotHavePinsOfOneName() throws IOException {
    Path first = pins("demo", "");
    Path second = Files.writeString(directory.resolve("b.toml"), pin("DEMO", DEMO_COMMIT, ""));
    Result result = snapshot.run("build", first.toString(), second.toString(), "-o", out());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("b.toml:1:1", "another pin is called demo");
  }

  @Test
  void aTypoInAKeyNamesItsPlace() throws IOException {
    Path file = Files.writeString(directory.resolve("p.toml"), "[[pin]]\nnmae = \"x\"\n");
    Result result = snapshot.run("verify", file.toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("p.toml:2:1: unknown key \"nmae\"", "did you mean \"name\"?");
    assertThat(result.err().lines()).hasSize(1);
  }

  @Test
  void verifyWithNothingToCompareFails() throws IOException {
    Result result = snapshot.run("verify", pins("demo", "").toString());
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out()).contains("demo: failed: the pin gives no digest");
  }

  @Test
  void jsonIsOneObjectWithTheThreeAnswers() throws IOException {
    String digest = "[pin.sha256]\n\"tar.gz\" = \"" + "0".repeat(64) + "\"\n";
    Result result = snapshot.run("verify", pins("demo", digest).toString(), "--json");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).isEmpty();
    assertThat(result.out().replaceAll("\\s+", ""))
        .startsWith(
            "{\"command\":\"verify\",\"pins\":[{\"name\":\"demo\",\"verdict\":\"different\","
                + "\"content\":\"unknown\",\"rawTar\":\"unknown\",\"compressed\":\"different\",")
        .endsWith("\"exitCode\":1}");
  }

  @Test
  void jsonTellsFailuresToo() {
    Result result =
        snapshot.run(
            "archive", "--repo", DEMO.toString(), "--commit", "v9", "-o", out() + ".tar", "--json");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out()).contains("\"error\"", "has no tag or branch v9", "\"exitCode\" : 3");
  }

  @Test
  void archiveWritesToAFileAndToAStreamTheSame() throws IOException {
    String file = directory.resolve("a.tar.gz").toString();
    Result toFile =
        snapshot.run("archive", "--repo", DEMO.toString(), "--commit", "v1.0", "-o", file);
    assertThat(toFile.code()).as(toFile.err()).isZero();
    assertThat(toFile.out()).contains("commit " + DEMO_COMMIT, "a.tar.gz", "the raw tar");
    Result toStream =
        snapshot.run(
            "archive",
            "--repo",
            DEMO.toString(),
            "--commit",
            "v1.0",
            "--format",
            "tar.gz",
            "-o",
            "-");
    assertThat(toStream.bytes().toByteArray()).isEqualTo(Files.readAllBytes(Path.of(file)));
  }

  @Test
  void archiveMakesSeveralFormatsAtOnce() throws IOException {
    String stem = directory.resolve("x").toString();
    Result result =
        snapshot.run(
            "archive",
            "--repo",
            DEMO.toString(),
            "--commit",
            DEMO_COMMIT,
            "--format",
            "tar,tar.gz,tar.xz",
            "--engine",
            "zlib -9,xz-java -1",
            "-o",
            stem + ".tar.gz");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(list("")).contains("x.tar", "x.tar.gz", "x.tar.xz");
  }

  @Test
  void aNameSaysWhatIsInTheFileUnlessItIsSaid() throws IOException {
    String[][] cases = {
      {"x.TAR.GZ", "1f8b"},
      {"x.tgz", "1f8b"},
      {"x.gz", "1f8b"},
      {"x.txz", "fd37"},
      {"x.tbz", "425a"},
      {"x-1.0", "7061"},
      {"x.zip", "7061", "--format", "tar"},
      {"x.zst", "1f8b", "--engine", "gnu-gzip -6", "--level", "6"},
    };
    for (String[] each : cases) {
      Path file = directory.resolve(each[0]);
      String[] first = {"archive", "--repo", DEMO.toString(), "--commit", "v1.0", "-o"};
      Stream<String> rest = Stream.concat(Stream.of(file.toString()), Stream.of(each).skip(2));
      snapshot.run(0, Stream.concat(Stream.of(first), rest).toArray(String[]::new));
      byte[] head = Arrays.copyOf(Files.readAllBytes(file), 2);
      assertThat(HexFormat.of().formatHex(head)).as(each[0]).isEqualTo(each[1]);
    }
  }

  @Test
  void anArchiveReplacesNothingThatItIsMadeFrom() throws IOException {
    Path bundle = Files.copy(DEMO, directory.resolve("copy.bundle"));
    Path mailmap = Files.writeString(directory.resolve("mailmap"), "A <a@example.org>\n");
    for (Path read : List.of(bundle, mailmap)) {
      assertThat(
              snapshot
                  .run(
                      2,
                      "archive",
                      "--repo",
                      bundle.toString(),
                      "--commit",
                      "v1.0",
                      "--mailmap",
                      mailmap.toString(),
                      "--format",
                      "tar",
                      "-o",
                      read.toString())
                  .err())
          .contains(read + " is what is read, and would be replaced");
    }
    assertThat(bundle).hasSameBinaryContentAs(DEMO);
    assertThat(mailmap).hasContent("A <a@example.org>");
  }

  @Test
  void pinPrintsWhatBuildTakes() throws IOException {
    Result pin =
        snapshot.run("pin", DEMO.toString(), "v1.0", "--name", "app", "--prefix", "app-1.0/");
    assertThat(pin.code()).as(pin.err()).isZero();
    Path file = Files.writeString(directory.resolve("own.toml"), pin.out());
    Result built = snapshot.run("build", file.toString(), "-o", out());
    assertThat(built.out()).startsWith("app: same");
    Result json = snapshot.run("pin", DEMO.toString(), "v1.0", "--name", "app", "--json");
    assertThat(json.out()).contains("\"commit\" : \"" + DEMO_COMMIT + "\"", "\"toml\" : \"[[pin]]");
  }

  @Test
  void aPinWithAUmaskBuildsAndVerifies() throws IOException {
    String[] asked = {"pin", DEMO.toString(), "v1.0", "--name", "app", "--umask", "022"};
    String pin = snapshot.run(0, asked).out();
    assertThat(pin).contains("\numask   = \"0022\"\n");
    Path file = Files.writeString(directory.resolve("umask.toml"), pin);
    String out = directory.resolve("out").toString();
    snapshot.run(0, "build", file.toString(), "-o", out);
    snapshot.run(0, "verify", file.toString(), "--files", out);
    assertThat(Files.readString(directory.resolve("out/app.manifest.json")))
        .contains("\"tar git prefix=\\\"\\\" umask=0022\"");
    Files.writeString(file, pin.replace("umask   = \"0022\"\n", ""));
    assertThat(snapshot.run(1, "verify", file.toString()).out()).contains("app: ");
  }

  @Test
  void notesAreOnStandardErrorOrInTheJson() {
    String[] archive = {
      "archive", "--repo", FILTERED.toString(), "--commit", "lfs", "-o", directory + "/a.tar"
    };
    String note = "filter=lfs: 2 files are archived as stored, such as images/a.png";
    Result text = snapshot.run(archive);
    assertThat(text.code()).as(text.err()).isZero();
    assertThat(text.err()).isEqualTo("note: " + note + "\n");
    assertThat(snapshot.run("pin", FILTERED.toString(), "lfs", "--name", "p").err())
        .isEqualTo("note: " + note + "\n");
    assertThat(snapshot.run("pin", FILTERED.toString(), "lfs", "--name", "p", "--json").out())
        .contains("\"notes\" : [\n    \"" + note + "\"\n  ]");
  }

  @Test
  void unwritableOutputLeavesNothing() throws IOException {
    Path file = Files.writeString(directory.resolve("a-file"), "x");
    Result result = snapshot.run("build", pins("demo", "").toString(), "-o", file.toString());
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out()).contains("cannot make the directory", "a file has that name");
    assertThat(file).hasContent("x");
  }

  @Test
  void progressIsDrawnOnATerminalOnly() throws IOException {
    String[] args = {"build", pins("demo", "").toString(), "-o", out()};
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(args, out, err, Map.of("HOME", directory.toString()), true);
    assertThat(code).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("demo: ").endsWith("\u001b[K");
    assertThat(snapshot.run(args).err()).isEmpty();
  }

  private String out() {
    return directory.resolve("out").toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a\\b", "a\tb", ".x", "-x", "x.", " x", "x "})
  void aNameThatAPinCannotHaveIsRefused(String name) {
    Result refused = snapshot.run(2, "pin", DEMO.toString(), "v1.0", "--name=" + name);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .contains("the name ", "it is the base name of the pin's files, such as");
  }

  @Test
  void aPrefixThatAPinCannotHaveIsRefused() {
    Result refused =
        snapshot.run(2, "pin", DEMO.toString(), "v1.0", "--name", "x", "--prefix", "x ");
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("the prefix ends in white space: \"x \"");
  }

  @Test
  void noNameIsMadeOfAPrefixThatGivesNone() {
    for (String prefix : List.of("x./", "x".repeat(201) + "/")) {
      assertThat(snapshot.run(2, "pin", DEMO.toString(), "v1.0", "--prefix", prefix).err())
          .contains("no file name can be made from", "--name");
    }
  }

  @Test
  void aMailmapWithANulIsRefused() throws IOException {
    Path mailmap = Files.writeString(directory.resolve("nul"), "A\0 <a@b> <n@example.org>\n");
    for (String command : List.of("archive", "lint")) {
      List<String> arguments = new ArrayList<>(List.of(command, "--repo", DEMO.toString()));
      arguments.addAll(List.of("--commit", "v1.0", "--mailmap", mailmap.toString()));
      if (command.equals("archive")) {
        arguments.addAll(List.of("-o", directory.resolve("a.tar").toString()));
      }
      assertThat(snapshot.run(2, arguments.toArray(String[]::new)).err())
          .contains(mailmap + ": a mailmap has no NUL here");
    }
    assertThat(directory.resolve("a.tar")).doesNotExist();
  }

  private Path pins(String name, String digests) throws IOException {
    return Files.writeString(directory.resolve(name + ".toml"), pin(name, DEMO_COMMIT, digests));
  }

  private static String pin(String name, String commit, String digests) {
    return "[[pin]]\nname = \"%s\"\nurl = \"%s\"\ncommit = \"%s\"\n%s\n"
        .formatted(name, DEMO, commit, digests);
  }

  private List<String> list(String name) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(name))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
