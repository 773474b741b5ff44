package org.gitsnapshot.torrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.TorrentReport;
import org.gitsnapshot.report.TorrentReport.Identity;
import org.gitsnapshot.request.TorrentRequest;
import org.gitsnapshot.request.TorrentRequest.Form;
import org.gitsnapshot.testing.TestMirror;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Torrents beside those that libtorrent makes of the same files. */
@Tag("one-jvm")
class MakeTorrentTest {
  private static final int[] SIZES = {
    0, 1, 5, 16383, 16384, 16385, 32767, 32768, 32769, 49152, 65535, 65536, 65537, 131072, 200_001
  };
  private static final String[] NAMES = {
    "a", "a-b", "a.b", "a b", "z", "Z", "é", "日本", "𝄞.tar.gz", "ﬁ", "0", "#?&[]+%41", "a~"
  };

  @TempDir Path directory;

  private static TorrentReport make(TorrentRequest request) throws IOException {
    return new MakeTorrent(2, Progress.NONE).run(request);
  }

  private TorrentRequest request(Path input, String name, Form form, int pieceLength) {
    return new TorrentRequest(
        List.of(input),
        List.of(),
        Optional.of(name),
        form,
        Optional.of((long) pieceLength),
        List.of(),
        List.of(),
        Optional.of(directory.resolve("ours.torrent")),
        false);
  }

  private static void fill(Path at, Random random, int depth) throws IOException {
    Files.createDirectories(at);
    for (String name : NAMES) {
      int choice = random.nextInt(6);
      if (choice < 2) {
        byte[] content = new byte[SIZES[random.nextInt(SIZES.length)]];
        random.nextBytes(content);
        Files.write(at.resolve(name), content);
      } else if (choice == 2 && depth < 2) {
        fill(at.resolve(name), random, depth + 1);
      }
    }
    Files.write(at.resolve("last" + depth), new byte[] {1, 2, 3});
  }

  @Test
  void theInfohashesAreLibtorrents() throws IOException {
    Random random = new Random(8);
    List<Libtorrent.Job> jobs = new ArrayList<>();
    List<List<String>> ours = new ArrayList<>();
    for (int round = 0; round < 24; round++) {
      int pieceLength = 16384 << random.nextInt(4);
      Path root = directory.resolve("r" + round).resolve("files");
      if (round % 4 == 3) {
        byte[] content = new byte[Math.max(1, SIZES[random.nextInt(SIZES.length)])];
        random.nextBytes(content);
        Files.createDirectories(root);
        root = Files.write(root.resolve("a b.tar.gz"), content);
      } else {
        fill(root, random, 0);
      }
      jobs.add(
          new Libtorrent.Job(root, pieceLength, "hybrid", directory.resolve(round + ".torrent")));
      String name = String.valueOf(root.getFileName());
      Identity identity = make(request(root, name, Form.HYBRID, pieceLength)).identity();
      ours.add(List.of(identity.v1().orElseThrow(), identity.v2().orElseThrow()));
      // What is outside of the infohash is the same as well, but for the date and the client.
      Metainfo made = MetainfoReader.read(directory.resolve("ours.torrent"));
      assertThat(made.identity()).isEqualTo(identity);
    }
    assertThat(ours).isEqualTo(Libtorrent.make(jobs));
    for (Libtorrent.Job job : jobs) {
      assertThat(new CheckTorrent(2, Progress.NONE).run(job.out(), Optional.of(job.root())).good())
          .isTrue();
    }
  }

  @Test
  void nothingButTheFilesDecidesTheInfohash() throws IOException {
    TestMirror one = new TestMirror(directory.resolve("one"));
    TestMirror two = new TestMirror(directory.resolve("two"));
    for (int i = 0; i < 9; i++) {
      one.add("f" + i, TestMirror.random(i, 9000 * i), "http://a.example/");
      two.add("f" + (8 - i), TestMirror.random(8 - i, 9000 * (8 - i)), "http://b.example/");
    }
    Files.setLastModifiedTime(two.directory().resolve("f3"), FileTime.fromMillis(0));
    Files.writeString(two.directory().resolve("SHA256SUMS.sig"), "theirs alone");
    Files.writeString(two.directory().resolve("not in the manifest"), "x");
    TorrentReport first = make(TorrentRequest.of(one.directory()));
    assertThat(first.file()).isEqualTo(one.directory().resolve("distfiles.torrent"));
    TorrentReport second =
        make(
            new TorrentRequest(
                List.of(two.directory()),
                List.of(),
                Optional.empty(),
                Form.HYBRID,
                Optional.empty(),
                List.of("https://b.example/x"),
                List.of(List.of("udp://t.example:1/announce", "http://t.example/announce")),
                Optional.empty(),
                false));
    assertThat(second.identity()).isEqualTo(first.identity());
    // A copy without the manifest, and its files in another order by name.
    List<Path> files = new ArrayList<>();
    for (int i : new int[] {3, 0, 8, 1, 7, 2, 6, 4, 5}) {
      files.add(two.directory().resolve("f" + i));
    }
    Path elsewhere = directory.resolve("x.torrent");
    TorrentRequest named =
        new TorrentRequest(
            files,
            List.of(),
            Optional.empty(),
            Form.HYBRID,
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.of(elsewhere),
            false);
    assertThat(make(named).identity()).isEqualTo(first.identity());
    assertThat(elsewhere).hasSameBinaryContentAs(first.file());
    Files.delete(one.directory().resolve("manifest.json"));
    Files.createSymbolicLink(one.directory().resolve("distfiles"), Path.of("."));
    TorrentReport copy = make(TorrentRequest.of(one.directory()).withOutput(elsewhere));
    assertThat(copy.identity()).isEqualTo(first.identity());
    assertThat(copy.leftOut())
        .containsExactly("SHA256SUMS", "distfiles", "distfiles.torrent", "index.html");
    Files.write(one.directory().resolve("f8"), TestMirror.random(80, 72_000));
    assertThat(make(TorrentRequest.of(one.directory()).withOutput(elsewhere)).identity())
        .isNotEqualTo(first.identity());
  }

  @Test
  void aManifestThatSaysOtherwiseIsBelieved() throws IOException {
    TestMirror mirror = new TestMirror(directory.resolve("m"));
    mirror.add("a", new byte[] {1, 2, 3});
    Files.write(mirror.directory().resolve("a"), new byte[] {1, 2, 4});
    for (Form form : Form.values()) {
      assertThatThrownBy(() -> make(request(mirror.directory(), "n", form, 16384)))
          .isInstanceOf(CorruptObjectException.class)
          .hasMessageMatching(".*/a has sha256:.*, and the manifest says sha256:.*");
    }
    Files.delete(mirror.directory().resolve("a"));
    assertThatThrownBy(() -> make(TorrentRequest.of(mirror.directory())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("/a: no such file");
    assertThat(directory.resolve("ours.torrent")).doesNotExist();
    assertThat(mirror.directory().resolve("distfiles.torrent")).doesNotExist();
  }

  @Test
  void thePieceIsTheLeastOfWhichThereAreAtMost4096() {
    assertThat(PieceSize.of(1)).isEqualTo(16384);
    assertThat(PieceSize.of(4096L * 16384)).isEqualTo(16384);
    assertThat(PieceSize.of(4096L * 16384 + 1)).isEqualTo(32768);
    assertThat(PieceSize.of(1_700_000_000L)).isEqualTo(524_288);
    assertThat(PieceSize.of(Long.MAX_VALUE)).isEqualTo(16 << 20);
  }

  @Test
  void webSeedsAreWhereClientsAsk() throws IOException {
    assertThat(
            WebSeeds.of(
                List.of(
                    "https://h/distfiles/",
                    "https://h/distfiles",
                    "https://h/a/d%69stfiles/",
                    "https://h/mirror",
                    "https://distfiles/",
                    "https://h"),
                "distfiles",
                true))
        .containsExactly("https://h/", "https://h/a/", "https://h/mirror/", "https://distfiles/");
    assertThat(WebSeeds.request("https://h/", "distfiles", List.of("s", "a b#é~"), true))
        .isEqualTo("https://h/distfiles/s/a%20b%23%C3%A9~");
    assertThat(WebSeeds.request("https://h/", "a b", List.of("a b"), false))
        .isEqualTo("https://h/a%20b");
    assertThat(WebSeeds.of(List.of("https://h/a?x"), "a", false)).containsExactly("https://h/a?x");
    for (String bad : new String[] {"ftp://h/", "https://h/?q", "https://u:p@h/", "x"}) {
      assertThatThrownBy(() -> WebSeeds.of(List.of(bad), "a", true))
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void whatCannotBeInATorrentIsNamed() throws IOException {
    Path empty = Files.createDirectories(directory.resolve("empty"));
    assertRefused(empty, "empty has no files for a torrent");
    Files.createFile(empty.resolve("e"));
    assertRefused(empty, "all files are empty");
    Path linked = Files.createDirectories(directory.resolve("linked"));
    Files.createSymbolicLink(linked.resolve("l"), empty);
    assertRefused(linked, "l: a symbolic link to a directory");
    Path slash = Files.createDirectories(directory.resolve("slash"));
    Files.writeString(slash.resolve("a\\b"), "x");
    assertRefused(slash, "a backslash");
    Path bytes = Files.createDirectories(directory.resolve("bytes"));
    byte[] unused = new Tool(bytes).run(null, "sh", "-c", "echo x >\"$(printf 'a\\377')\"");
    assertRefused(bytes, "a name that is not UTF-8");
    assertRefused(directory.resolve("nowhere"), "nowhere: no such file");
    Path good = Files.writeString(directory.resolve("good"), "x");
    assertThatThrownBy(() -> make(request(good, "..", Form.HYBRID, 16384)))
        .hasMessageContaining("the torrent's name is no file name");
    assertThatThrownBy(() -> make(TorrentRequest.of(good).withOutput(good)))
        .hasMessageContaining("the torrent would replace one of its files");
    for (int wrong : new int[] {0, 8192, 16385, 32 << 20}) {
      assertThatThrownBy(() -> make(request(good, "a", Form.HYBRID, wrong)))
          .hasMessage("a piece of " + wrong + " bytes");
    }
    assertThatThrownBy(() -> Trackers.check(List.of(List.of("file:///etc/passwd"))))
        .hasMessage("not a tracker's URL: file:///etc/passwd");
  }

  private static void assertRefused(Path input, String message) {
    assertThatThrownBy(() -> make(TorrentRequest.of(input)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void paddingIsThereForClientsThatAskForIt() throws IOException {
    TestMirror mirror = new TestMirror(directory.resolve("m"));
    mirror.add("a", new byte[10]).add("b", new byte[16384]).add("c", new byte[16384 + 10]);
    Path pads = Files.createDirectories(mirror.directory().resolve(".pad"));
    Files.write(pads.resolve("77"), new byte[77]);
    TorrentRequest request =
        new TorrentRequest(
            List.of(mirror.directory()),
            List.of(),
            Optional.empty(),
            Form.HYBRID,
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            true);
    TorrentReport report = make(request);
    assertThat(report.padding()).isEqualTo(2 * 16374);
    assertThat(pads).isDirectoryContaining(file -> file.endsWith("16374"));
    assertThat(pads.resolve("16374")).hasBinaryContent(new byte[16374]);
    assertThat(pads.resolve("77")).doesNotExist();
    assertThat(make(request).identity()).isEqualTo(report.identity());
  }
}
