package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gitsnapshot.cli.CommandFixture.DEMO;
import static org.gitsnapshot.cli.CommandFixture.DEMO_COMMIT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
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
  void equalBytesAreEqualAllTheSame() throws IOException {
    Files.copy(Path.of(foreign), directory.resolve("b.tar.zst"));
    snapshot.run(0, "compare", foreign, at("b.tar.zst"));
  }
}
