package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where {@code snapshot recompress} writes. */
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
        .endsWith(" (name another with -o)\n");
  }
}
