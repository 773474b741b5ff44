package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.gitsnapshot.cli.CommandFixture.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanCommandTest {
  @TempDir Path directory;
  private CommandFixture snapshot = new CommandFixture(Path.of("."));
  private String whole = "";

  @BeforeEach
  void archive() {
    snapshot = new CommandFixture(directory.resolve("home"));
    whole = at("demo-1.0.tar.gz");
    run(
        0,
        "archive",
        "--repo",
        CommandFixture.DEMO.toString(),
        "--commit",
        "v1.0",
        "--prefix",
        "demo-1.0/",
        "-o",
        whole);
  }

  private String at(String name) {
    return directory.resolve(name).toString();
  }

  private Result run(int code, String... args) {
    return snapshot.run(code, args);
  }

  private String pins(String... clean) throws IOException {
    Path file = directory.resolve("pins.toml");
    Files.writeString(
        file,
        """
        [[pin]]
        name    = "demo-1.0"
        url     = "%s"
        commit  = "%s"
        formats = ["tar", "tar.gz"]

        [pin.clean]
        %s
        """
            .formatted(CommandFixture.DEMO, CommandFixture.DEMO_COMMIT, String.join("\n", clean)));
    return file.toString();
  }

  @Test
  void aPipeIsCleanedAsTheFileIs() throws Exception {
    String pipe = at("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
    Process writer = new ProcessBuilder("sh", "-c", "cat \"$0\" >\"$1\"", whole, pipe).start();
    try {
      assertThat(run(0, "clean", pipe, "-o", at("a.tar"), "--remove", "README").out())
          .startsWith(pipe + " minus 1 file\n");
      assertThat(writer.waitFor()).isZero();
    } finally {
      writer.destroy();
    }
    run(0, "clean", whole, "-o", at("b.tar"), "--remove", "README");
    assertThat(Path.of(at("a.tar"))).hasSameBinaryContentAs(Path.of(at("b.tar")));
  }

  @Test
  void aTarballIsCleanedAndProved() throws IOException {
    String cleaned = at("clean.tar.xz");
    Result made = run(0, "clean", whole, "-o", cleaned, "--remove", "src/hello");
    assertThat(made.out())
        .startsWith(whole + " minus 1 file\n")
        .containsPattern("\nremoved:\n  [0-9a-f]{64}  demo-1.0/src/hello\n$");
    assertThat(made.err())
        .isEqualTo("warning: demo-1.0/hello is a symbolic link to src/hello, which is removed\n");
    String manifest = at("clean.manifest.json");
    Result proof = run(0, "verify", "--derived-from", whole, cleaned, "--manifest", manifest);
    assertThat(proof.out())
        .startsWith(
            "proved: " + cleaned + " is " + whole + " minus 1 file, exactly those asked for\n");
    assertThat(run(0, "verify", "--derived-from", whole, cleaned, "--json").out())
        .contains("\"verdict\" : \"proved\"", "\"listed\" : false");
    Result refused = run(1, "verify", "--derived-from", whole, cleaned, "--remove", "README");
    assertThat(refused.out())
        .startsWith("refused: ")
        .containsPattern("  at byte \\d+: demo-1.0/README: it must be missing, and is there");
    assertThat(run(1, "verify", "--derived-from", cleaned, whole, "--json").out())
        .contains("\"verdict\" : \"refused\"", "it is not in the original: it was added");

    byte[] raw = run(0, "clean", whole, "-o", "-", "--remove", "src/hello").bytes().toByteArray();
    run(0, "clean", whole, "-o", at("both"), "--format", "tar,tar.gz", "--remove", "src/hello");
    assertThat(directory.resolve("both.tar")).hasBinaryContent(raw);
    assertThat(directory.resolve("both.tar.gz")).exists();
    Files.writeString(directory.resolve("patterns"), "# a comment\r\n\n/src/*\r\n!/src/none\n");
    Result bad = run(2, "clean", whole, "-o", at("x.tar"), "--patterns", at("patterns"));
    assertThat(bad.err())
        .startsWith(
            "snapshot: " + at("patterns") + ":4:1: the pattern \"!/src/none\" matches nothing (");
    assertThat(directory.resolve("x.tar")).doesNotExist();
  }

  @Test
  void aListHasExactFiles() throws IOException {
    String sum = run(0, "clean", whole, "-o", at("a.tar"), "--remove", "README").out();
    String digest = sum.substring(sum.indexOf("removed:\n") + 11).substring(0, 64);
    Path list = Files.writeString(directory.resolve("list"), digest + "  README\n");
    run(0, "clean", whole, "-o", at("b.tar"), "--list", list.toString());
    assertThat(Files.mismatch(directory.resolve("a.tar"), directory.resolve("b.tar")))
        .isEqualTo(-1);
    Files.writeString(list, digest + "  hello\n");
    Result other = run(1, "clean", whole, "-o", at("c.tar"), "--list", list.toString());
    assertThat(other.err())
        .startsWith("snapshot: hello is not the listed file: expected sha256:" + digest)
        .endsWith("(nothing was written)\n");
    assertThat(run(1, "clean", whole, "-o", at("c.tar"), "--list", list.toString(), "--json").out())
        .contains("\"faults\" : [\n    \"hello is not the listed file", "\"files\" : [ ]");
    assertThat(run(1, "clean", whole, "-o", "-", "--list", list.toString()).err())
        .endsWith("(what went to standard output is not to be used)\n");
    Files.writeString(list, digest + "  none\n");
    assertThat(run(2, "clean", whole, "-o", at("c.tar"), "--list", list.toString()).err())
        .contains("list:1:1: there is no file none to remove");
    assertThat(directory.resolve("c.tar")).doesNotExist();
    assertThat(directory.resolve("c.manifest.json")).doesNotExist();
  }

  @Test
  void aPinIsBuiltCleanVerifiedAndFoundAgain() throws IOException {
    String pins = pins("remove = [\"READ*\", \"/hello\"]");
    Result built = run(0, "build", pins, "-o", at("out"));
    assertThat(built.err()).contains("cleaned: minus 2 files of the raw tar with sha256:");
    run(0, "verify", pins, "--files", at("out"));
    String cleaned = at("out/demo-1.0.tar.gz");
    run(0, "clean", whole, "-o", at("same.tar.gz"), "--remove", "READ*", "--remove", "/hello");
    assertThat(Files.mismatch(directory.resolve("same.tar.gz"), Path.of(cleaned))).isEqualTo(-1);
    run(
        0,
        "verify",
        "--derived-from",
        whole,
        cleaned,
        "--manifest",
        at("out/demo-1.0.manifest.json"));

    String repo = CommandFixture.DEMO.toString();
    Result known = run(0, "audit", cleaned, "--repo", repo, "--pin", at("known.toml"));
    assertThat(known.out())
        .startsWith("reproduced: demo-1.0 minus 2 files, commit cff1a813e6e3 (v1.0), tar git")
        .contains("remove = [\"READ*\", \"/hello\"]");
    Files.delete(directory.resolve("out/demo-1.0.manifest.json"));
    Result found = run(0, "audit", cleaned, "--repo", repo, "--pin", at("found.toml"));
    assertThat(found.out())
        .startsWith("reproduced: demo-1.0 minus 2 files, commit cff1a813e6e3 (v1.0), tar git")
        .contains("[[pin.clean.file]]\npath   = \"README\"\n");
    run(0, "verify", at("known.toml"));
    run(0, "verify", at("found.toml"), "--files", at("out"));
  }

  @Test
  void faultsOfAPinSayWhere() throws IOException {
    String[][] cases = {
      {"remove = [\"*.info\"]", "8:11: the pattern \"*.info\" matches nothing"},
      {"remove = [\"*.yml\", \"#x\"]", "8:20: \"#x\" is no pattern"},
      {"remove = \"*.yml\"", "8:10: "},
      {"remov = [\"*.yml\"]", "8:1: unknown key \"clean.remov\""},
      {"[[pin.clean.file]]\npath = \"README\"", "9:8: a file of clean has no sha256"},
      {
        "[[pin.clean.file]]\npath = \"none\"\nsha256 = \"" + "0".repeat(64) + "\"",
        "9:8: there is no file none to remove"
      },
    };
    for (String[] each : cases) {
      Result result = snapshot.run("build", pins(each[0]), "-o", at("out"));
      assertThat(result.code()).as(each[1]).isIn(2, 3);
      assertThat(result.err() + result.out()).as(each[0]).contains(each[1]);
    }
    String other =
        pins("[[pin.clean.file]]", "path = \"README\"", "sha256 = \"" + "0".repeat(64) + "\"");
    assertThat(run(1, "build", other, "-o", at("out")).out())
        .contains("README is not the listed file: expected sha256:000");
    assertThat(directory.resolve("out/demo-1.0.tar")).doesNotExist();
  }

  @Test
  void wrongUsageAndBadFilesAreTold() throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(whole));
    Files.write(directory.resolve("cut.tar.gz"), Arrays.copyOf(bytes, bytes.length / 2));
    Files.write(directory.resolve("empty"), new byte[0]);
    Files.writeString(directory.resolve("text"), "no tar, only text\n".repeat(99));
    Files.write(directory.resolve("zeros.tar"), new byte[10240]);
    Files.createSymbolicLink(directory.resolve("link.tar.gz"), Path.of(whole));
    String out = at("o.tar");
    Object[][] cases = {
      {2, "clean", whole, "-o", out},
      {2, "clean", whole},
      {3, "clean", at("none.tar"), "-o", out, "--remove", "x"},
      {2, "clean", directory.toString(), "-o", out, "--remove", "x"},
      {2, "clean", whole, "-o", whole, "--remove", "README"},
      {2, "clean", whole, "-o", at("link.tar.gz"), "--remove", "README"},
      {2, "clean", whole, "-o", out, "--manifest", whole, "--remove", "README"},
      {2, "clean", whole, "-o", out, "--manifest", out, "--remove", "README"},
      {2, "clean", at("empty"), "-o", out, "--remove", "x"},
      {2, "clean", at("text"), "-o", out, "--remove", "x"},
      {2, "clean", at("zeros.tar"), "-o", out, "--remove", "x"},
      {3, "clean", at("cut.tar.gz"), "-o", out, "--remove", "README"},
      {3, "clean", whole, "-o", at("none/o.tar"), "--remove", "README"},
      {2, "clean", whole, "-o", out, "--remove", "#x"},
      {2, "clean", whole, "-o", out, "--remove", "!README"},
      {2, "clean", whole, "-o", out, "--list", at("none")},
      {2, "clean", whole, "-o", out, "--list", at("text")},
      {2, "clean", whole, "-o", out, "--patterns", at("none")},
      {2, "clean", whole, "-o", at("o.zip"), "--format", "zip", "--remove", "README"},
      {2, "clean", whole, "-o", at("o.zip"), "--remove", "README"},
      {2, "clean", whole, "-o", at("o.tar.gz"), "--engine", "xz -6", "--remove", "README"},
      {2, "clean", whole, "-o", "-", "--format", "tar,tar.gz", "--remove", "README"},
      {2, "clean", whole, "-o", "-", "--json", "--remove", "README"},
      {2, "verify", "--derived-from", whole, whole, whole},
      {2, "verify", "--derived-from", whole, at("text")},
      {2, "verify", "--derived-from", at("text"), whole},
      {3, "verify", "--derived-from", at("none"), whole},
      {3, "verify", "--derived-from", whole, at("cut.tar.gz"), "--remove", "README"},
      {3, "verify", "--derived-from", at("cut.tar.gz"), whole},
      {2, "verify", "--derived-from", whole, whole, "--manifest", at("text")},
      {2, "verify", "--derived-from", whole, whole, "--remove", "*.info"},
      {2, "verify", whole, "--remove", "README"},
    };
    for (Object[] each : cases) {
      String[] args = Arrays.copyOfRange(each, 1, each.length, String[].class);
      Result result = run((int) each[0], args);
      assertThat(result.err().lines()).as(result.err()).hasSize(1);
    }
    assertThat(directory.resolve("o.tar")).doesNotExist();
    assertThat(directory.resolve("o.manifest.json")).doesNotExist();
    assertThat(Path.of(whole)).hasBinaryContent(bytes);
  }

  /** They are the only record of what was decided. */
  @Test
  void listsAndPatternsAreNotReplaced() throws IOException {
    Path patterns = Files.writeString(directory.resolve("patterns"), "README\n");
    Path link = Files.createSymbolicLink(directory.resolve("link"), patterns);
    String[][] outputs = {
      {"-o", at("patterns"), "--format", "tar"},
      {"-o", link.toString(), "--format", "tar"},
      {"-o", at("o.tar"), "--manifest", at("patterns")},
    };
    for (String[] output : outputs) {
      String[] clean = {"clean", whole, "--patterns", at("patterns")};
      assertThat(run(2, with(clean, output)).err())
          .contains("is what is read, and would be replaced", "it says what is removed");
    }
    assertThat(patterns).hasContent("README\n");
    String entry = "0".repeat(64) + "  README\n";
    Path list = Files.writeString(directory.resolve("list"), entry);
    run(2, "clean", whole, "--list", list.toString(), "-o", list.toString(), "--format", "tar");
    assertThat(list).hasContent(entry);
  }

  @Test
  void aListedFileThatIsNotThereIsNoPattern() throws IOException {
    Path list = Files.writeString(directory.resolve("list"), "0".repeat(64) + "  none\n");
    assertThat(run(2, "clean", whole, "-o", at("o.tar"), "--list", list.toString()).err())
        .contains("list:1:1: there is no file none to remove (listed paths are those below")
        .doesNotContain("gitignore");
    assertThat(run(2, "clean", whole, "-o", at("o.tar"), "--remove", "none").err())
        .contains("gitignore");
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void theManifestOfTheSnapshotIsNotReplaced() throws IOException {
    run(0, "build", pins("remove = [\"hello\"]"), "-o", at("out"));
    Path manifest = directory.resolve("out/demo-1.0.manifest.json");
    String before = Files.readString(manifest);
    String[] clean = {
      "clean", at("out/demo-1.0.tar.gz"), "-o", at("out/demo-1.0.tar.xz"), "--remove", "README"
    };
    assertThat(run(2, clean).err())
        .contains(
            manifest + " is the manifest of one snapshot, and would be replaced (name another");
    assertThat(manifest).hasContent(before);
    assertThat(directory.resolve("out/demo-1.0.tar.xz")).doesNotExist();
  }
}
