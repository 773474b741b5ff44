package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gitsnapshot.cli.CommandFixture.DEMO;
import static org.gitsnapshot.cli.CommandFixture.DEMO_COMMIT;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that programs compressed whose formats are not read here: every command says the same. */
class ForeignFormatsTest {
  @TempDir Path directory;
  private CommandFixture snapshot = new CommandFixture(Path.of("."));
  private String foreign = "";

  @BeforeEach
  void compress() throws IOException {
    snapshot = new CommandFixture(directory.resolve("home"));
    byte[] empty = HexFormat.of().parseHex("28b52ffd0400010000");
    foreign = Files.write(directory.resolve("a.tar.zst"), empty).toString();
  }

  private String at(String name) {
    return directory.resolve(name).toString();
  }

  private void refused(String... args) {
    assertThat(snapshot.run(3, args).err())
        .isEqualTo(
            "snapshot: "
                + foreign
                + " is compressed by zstd, which is not read here (unpack it with zstd first)\n");
  }

  @Test
  void theyCannotBeRead() {
    String tar = at("demo.tar");
    String repo = DEMO.toString();
    snapshot.run(0, "archive", "--repo", repo, "--commit", "v1.0", "-o", tar);
    refused("compare", tar, foreign);
    refused("compare", foreign, directory.toString());
    refused("compare", foreign, "--repo", repo, "--commit", "v1.0");
    refused("audit", foreign, "--repo", repo);
    refused("audit", foreign, "--commit", DEMO_COMMIT);
    refused("clean", foreign, "-o", at("b.tar"), "--remove", "x");
    refused("recompress", foreign, "--to", "xz");
    refused("verify", "--derived-from", tar, foreign);
    refused("verify", "--derived-from", foreign, tar);
    refused("verify", "--recompressed-from", tar, foreign);
  }

  @Test
  void whatIsPackedTwiceAndAZipAreCalledThat() throws IOException {
    String twice = at("twice.tar.gz");
    snapshot.run(
        0, "archive", "--repo", DEMO.toString(), "--commit", "v1.0", "-o", at("once.tar.gz"));
    byte[] once = Files.readAllBytes(directory.resolve("once.tar.gz"));
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(directory.resolve("twice.tar.gz")))) {
      out.write(once);
    }
    assertThat(snapshot.run(3, "audit", twice, "--repo", DEMO.toString()).err())
        .isEqualTo(
            "snapshot: "
                + twice
                + " is compressed twice, and what lies inside, of gzip, is not read"
                + " (unpack it once first)\n");
    assertThat(snapshot.run(3, "clean", twice, "-o", at("b.tar"), "--remove", "x").err())
        .startsWith("snapshot: " + twice + " is compressed twice");
    String zip = at("a.zip");
    Files.writeString(Path.of(zip), "PK\u0003\u0004 and the rest");
    assertThat(snapshot.run(3, "audit", zip, "--repo", DEMO.toString()).err())
        .startsWith("snapshot: " + zip + " is a zip archive, which is not read here");
  }

  @Test
  void equalBytesAreEqualAllTheSame() throws IOException {
    Files.copy(Path.of(foreign), directory.resolve("b.tar.zst"));
    snapshot.run(0, "compare", foreign, at("b.tar.zst"));
  }
}
