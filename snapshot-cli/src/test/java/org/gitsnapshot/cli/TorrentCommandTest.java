package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gitsnapshot.cli.CommandFixture.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorrentCommandTest {
  @TempDir Path directory;
  private CommandFixture snapshot = new CommandFixture(Path.of("."));
  private Path files = Path.of(".");
  private String torrent = "";

  @BeforeEach
  void write() throws IOException {
    snapshot = new CommandFixture(directory.resolve("home"));
    files = Files.createDirectories(directory.resolve("files"));
    Files.write(files.resolve("a.tar"), new byte[20_000]);
    Files.writeString(files.resolve("b"), "b\n");
    Files.writeString(files.resolve("SHA256SUMS"), "a list");
    torrent = directory.resolve("x.torrent").toString();
  }

  @Test
  void aTorrentIsMadeAndChecked() throws IOException {
    Path list =
        Files.writeString(
            directory.resolve("mirrors.toml"), "[[mirror]]\nurl = \"https://m.example/distfiles\"");
    Result made =
        snapshot.run(
            "torrent",
            files.toString(),
            "-o",
            torrent,
            "--mirrors",
            list.toString(),
            "--tracker",
            "udp://t.example:1/a,udp://u.example:1/a");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out())
        .startsWith(torrent + ": 2 files, 20002 bytes in 3 pieces of 16384\ninfohash v1 ")
        .contains(
            "\nweb seed https://m.example/, asked for https://m.example/distfiles/a.tar\n",
            "\nleft out: SHA256SUMS\nmagnet:?xt=urn:btih:",
            "&dn=distfiles&tr=udp%3A%2F%2Ft.example%3A1%2Fa&tr=udp%3A%2F%2Fu.example%3A1%2Fa"
                + "&ws=https%3A%2F%2Fm.example%2F\n");
    Result good = snapshot.run("torrent", "--check", torrent, files.toString());
    assertThat(good.code()).isZero();
    assertThat(good.out())
        .endsWith("2 files: 2 good, 0 different, 0 missing, 0 not proved; 0 more\n");
    Files.writeString(files.resolve("b"), "c\n");
    Result bad = snapshot.run("torrent", "--check", torrent, files.toString());
    assertThat(bad.code()).isEqualTo(1);
    assertThat(bad.out()).startsWith("b: different, bytes 0-1\n");
    Result json = snapshot.run("torrent", "--check", torrent, files.toString(), "--json");
    assertThat(json.out())
        .contains("\"outcome\" : \"different\"", "\"to\" : 2", "\"exitCode\" : 1");
    Result again = snapshot.run("torrent", files.toString(), "--json", "--v1", "-o", torrent);
    assertThat(again.out()).contains("\"infohashV1\"", "\"padding\" : 0").doesNotContain("V2");
  }

  /** Nobody chose the name, and each two files would get the same. */
  @Test
  void aTorrentOfOtherFilesIsNotReplacedUnlessItIsNamed() throws IOException {
    String name = "of-" + directory.getFileName();
    Path made = Path.of(name + ".torrent");
    String a = Files.writeString(directory.resolve("one"), "one").toString();
    String b = Files.writeString(directory.resolve("two"), "two").toString();
    String c = Files.writeString(directory.resolve("three"), "three").toString();
    try {
      snapshot.run(0, "torrent", a, b, "--name", name);
      String seed = "https://mirror.example.org/";
      snapshot.run(0, "torrent", a, b, "--name", name, "--web-seed", seed);
      byte[] before = Files.readAllBytes(made);
      assertThat(snapshot.run(3, "torrent", a, c, "--name", name).err())
          .contains(made + " is there already, and no torrent of these files");
      assertThat(made).hasBinaryContent(before);
      snapshot.run(0, "torrent", a, c, "--name", name, "-o", made.toString());
      Files.writeString(made, "no torrent");
      snapshot.run(3, "torrent", a, b, "--name", name);
      Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of(a));
      assertThat(snapshot.run(2, "torrent", a, b, "-o", link.toString()).err())
          .contains("the torrent would replace one of its files");
      assertThat(Path.of(a)).hasContent("one");
    } finally {
      Files.deleteIfExists(made);
    }
  }

  @Test
  void wrongUsageIsTold() throws IOException {
    Path bad = Files.writeString(directory.resolve("bad.torrent"), "d1:a");
    String here = files.toString();
    String[][] commands = {
      {"torrent"},
      {"torrent", "--check"},
      {"torrent", directory.resolve("none").toString()},
      {"torrent", here, "--piece-size", "1000"},
      {"torrent", here, "--tracker", "x"},
      {"torrent", here, "--tracker", ","},
      {"torrent", here, "--web-seed", "ftp://x/"},
      {"torrent", here, "--name", "a/b"},
      {"torrent", here, "--include", "none"},
      {"torrent", here, "--mirrors", "none.toml"},
      {"torrent", files.resolve("b").toString(), "--pad-files"},
      {"torrent", "--check", bad.toString(), here},
      {"torrent", "--check", bad.toString(), here, here},
      {"torrent", "--check", directory.resolve("none").toString()},
    };
    for (String[] command : commands) {
      Result result = snapshot.run(command);
      assertThat(result.code()).as(String.join(" ", command) + result.out()).isEqualTo(2);
      assertThat(result.err().lines()).as(result.err()).hasSize(1);
    }
  }
}
