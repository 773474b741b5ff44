package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.gitsnapshot.cli.CommandFixture.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where {@code snapshot recompress} writes, and what it leaves alone. */
@Tag("one-jvm")
class RecompressCommandTest {
  @TempDir Path directory;
  private CommandFixture snapshot = new CommandFixture(Path.of("."));

  @BeforeEach
  void files() throws IOException {
    snapshot = new CommandFixture(directory.resolve("home"));
    Files.writeString(directory.resolve("a.patch"), "a\n");
    Files.writeString(directory.resolve("b.patch"), "b\n");
  }

  private String at(String name) {
    return directory.resolve(name).toString();
  }

  @Test
  void aDirectoryIsMadeWhereThereMustBeOne() {
    snapshot.run(0, "recompress", at("a.patch"), "--to", "gnu-gzip", "-o", at("deep/gz") + "/");
    assertThat(directory.resolve("deep/gz/a.patch.gz")).isRegularFile();
    snapshot.run(0, "recompress", at("a.patch"), at("b.patch"), "--to", "xz", "-o", at("xz"));
    assertThat(directory.resolve("xz/b.patch.xz")).isRegularFile();
    snapshot.run(0, "recompress", at("a.patch"), "--to", "xz", "-o", at("c.patch.xz"));
    assertThat(directory.resolve("c.patch.xz")).isRegularFile();
  }

  @Test
  void aFileIsNoDirectory() {
    assertThat(
            snapshot
                .run(3, "recompress", at("a.patch"), "--to", "xz", "-o", at("b.patch") + "/")
                .err())
        .startsWith("snapshot: cannot make the directory " + at("b.patch") + ": ")
        .endsWith(" (choose another name with -o)\n");
  }

  @Test
  void whereNothingCanBeMadeThereIsNoDirectoryEither() throws IOException {
    snapshot.run(3, "recompress", at("absent"), "--to", "xz", "-o", at("new") + "/");
    snapshot.run(3, "recompress", at("absent"), at("absent2"), "--to", "xz", "-o", at("new"));
    snapshot.run(2, "recompress", at("a.patch"), "--to", "xz", "--publish", "-o", at("new") + "/");
    assertThat(directory.resolve("new")).doesNotExist();
    String pin = "[[pin]]\nname = \"demo\"\nurl = \"%s\"\ncommit = \"%s\"\n";
    Path pins =
        Files.writeString(
            directory.resolve("pins.toml"),
            pin.formatted(CommandFixture.DEMO, CommandFixture.DEMO_COMMIT));
    snapshot.run(0, "mirror", "--pins", pins.toString(), at("m"));
    String[] below = {
      "recompress", at("m/demo.tar.gz"), "--to", "bzip2", "--publish", "-o", at("m/sub") + "/"
    };
    assertThat(snapshot.run(2, below).err())
        .startsWith("snapshot: " + at("m/sub") + " is not the mirror " + at("m"));
    assertThat(directory.resolve("m/sub")).doesNotExist();
  }

  @Test
  void twoFilesOfOneRunDoNotGetOneName() throws IOException {
    Path other = Files.createDirectory(directory.resolve("other"));
    Files.writeString(other.resolve("a.patch"), "another\n");
    Path out = Files.createDirectory(directory.resolve("out"));
    String[] both = {
      "recompress", at("a.patch"), other + "/a.patch", "--to", "xz", "-o", out + "/", "--replace"
    };
    assertThat(snapshot.run(3, both).err())
        .contains("a.patch.xz was just made of another file, and two cannot have one name");
    snapshot.run(0, "verify", "--recompressed-from", at("a.patch"), out + "/a.patch.xz");
    both[2] = at("a.patch");
    snapshot.run(0, both);
  }

  @Test
  void aProofOfSeveralGoesOnAfterOneThatCannotBeRead() throws IOException {
    snapshot.run(0, "recompress", at("a.patch"), "--to", "gnu-gzip");
    byte[] whole = Files.readAllBytes(directory.resolve("a.patch.gz"));
    Files.write(directory.resolve("cut.gz"), Arrays.copyOf(whole, whole.length / 2));
    String[] proof = {
      "verify", "--recompressed-from", at("a.patch"), at("cut.gz"), at("b.patch"), at("a.patch.gz")
    };
    Result told = snapshot.run(3, proof);
    assertThat(told.out())
        .contains(at("b.patch") + ": the raw bytes differ from byte 0 on\n")
        .contains(at("a.patch.gz") + ": the same raw bytes\n");
    assertThat(told.err()).hasLineCount(1).startsWith("snapshot: " + at("cut.gz"));
    Result json =
        snapshot.run(
            3, Stream.concat(Stream.of(proof), Stream.of("--json")).toArray(String[]::new));
    assertThat(json.out())
        .contains("\"error\" : ", "\"same\" : false", "\"same\" : true", "\"exitCode\" : 3");
    proof[3] = at("a.patch");
    snapshot.run(1, proof);
  }

  /** It is the documented example, and a small tar is smallest as gzip. */
  @Test
  void theSmallestThatWouldReplaceWhatIsReadIsTold() throws IOException {
    String file = directory.resolve("x.tar.gz").toString();
    String engine = "gnu-gzip -1";
    String[] archive = {
      "archive", "--repo", CommandFixture.DEMO.toString(), "--commit", "v1.0", "-o", file
    };
    snapshot.run(
        0, Stream.concat(Stream.of(archive), Stream.of("--engine", engine)).toArray(String[]::new));
    byte[] before = Files.readAllBytes(Path.of(file));
    Result told = snapshot.run(3, "recompress", file, "--smallest");
    assertThat(told.out()).contains("gnu-gzip -9", "xz -6e", "(as it is)", "nothing was written");
    assertThat(told.err())
        .matches(
            "snapshot: .*x.tar.gz is what is read, and (zlib|gnu-gzip) -9, the smallest with \\d+"
                + " bytes, would replace it \\(name another file or directory with -o\\)\n");
    Result json = snapshot.run(3, "recompress", file, "--smallest", "--json");
    assertThat(json.out())
        .contains("\"outcome\" : \"blocked\"", "\"hint\" : \"name another", "\"exitCode\" : 3");
    assertThat(Path.of(file)).hasBinaryContent(before);
    Path other = Files.createDirectories(directory.resolve("other"));
    snapshot.run(0, "recompress", file, "--smallest", "-o", other.toString());
    assertThat(other.resolve("x.tar.gz")).exists();
  }
}
