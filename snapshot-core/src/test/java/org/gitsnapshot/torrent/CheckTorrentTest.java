package org.gitsnapshot.torrent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.TorrentCheckReport;
import org.gitsnapshot.report.TorrentCheckReport.FileCheck;
import org.gitsnapshot.report.TorrentCheckReport.Outcome;
import org.gitsnapshot.request.TorrentRequest;
import org.gitsnapshot.testing.TestMirror;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckTorrentTest {
  @TempDir Path directory;
  private Path root = Path.of("unused");

  @BeforeEach
  void write() throws IOException {
    root = Files.createDirectories(directory.resolve("top/files"));
    Files.write(root.resolve("a"), TestMirror.random(1, 100_000));
    Files.write(root.resolve("b"), TestMirror.random(2, 16_384));
    Files.createFile(root.resolve("e"));
    Files.createDirectories(root.resolve("s"));
    Files.write(root.resolve("s/c"), TestMirror.random(3, 5));
    Files.write(root.resolve("z"), TestMirror.random(4, 40_000));
  }

  private static TorrentCheckReport check(Path torrent, Path place) throws IOException {
    return new CheckTorrent(2, Progress.NONE).run(torrent, Optional.of(place));
  }

  /** Torrents of the same files of every kind, that libtorrent made. */
  private List<Path> theirs() {
    List<Libtorrent.Job> jobs = new ArrayList<>();
    for (String kind : List.of("hybrid", "v1", "v2")) {
      jobs.add(new Libtorrent.Job(root, 16384, kind, directory.resolve(kind + ".torrent")));
    }
    assertThat(Libtorrent.make(jobs)).hasSize(3);
    return jobs.stream().map(Libtorrent.Job::out).toList();
  }

  private void plant() throws IOException {
    byte[] a = Files.readAllBytes(root.resolve("a"));
    a[20_000] ^= 1;
    a[99_999] ^= 1;
    Files.write(root.resolve("a"), a);
    Files.delete(root.resolve("b"));
    Files.writeString(root.resolve("s/more"), "x");
    Files.writeString(root.resolve("manifest.json"), "a list");
    Files.write(root.resolve("z"), TestMirror.random(4, 40_001));
  }

  private static List<String> told(TorrentCheckReport report) {
    return report.files().stream()
        .map(
            file ->
                file.path()
                    + " "
                    + file.outcome().label()
                    + " "
                    + file.ranges().stream().map(r -> r.from() + "-" + r.to()).toList()
                    + file.message())
        .toList();
  }

  @Test
  void everyDifferenceHasItsFileAndBytes() throws IOException {
    List<Path> torrents = theirs();
    Path link = Files.createSymbolicLink(directory.resolve("link"), root.toAbsolutePath());
    for (Path torrent : torrents) {
      for (Path place : List.of(root, directory.resolve("top"), link)) {
        TorrentCheckReport good = check(torrent, place);
        assertThat(good.good()).as(torrent + ": " + told(good)).isTrue();
        assertThat(good.extra()).isEmpty();
      }
    }
    plant();
    for (Path torrent : torrents) {
      TorrentCheckReport report = check(torrent, root);
      assertThat(report.good()).isFalse();
      assertThat(report.extra()).containsExactly("s/more");
      assertThat(check(torrent, link).extra()).containsExactly("s/more");
      if (!torrent.endsWith("v1.torrent")) {
        assertThat(told(report))
            .containsExactly(
                "a different [16384-32768, 98304-100000]",
                "b missing []",
                "e good []",
                "s/c good []",
                "z different [40000-40001]has 40001 bytes, not 40000");
      }
    }
  }

  @Test
  void withoutPaddingWhatSharesAPieceIsToldSo() throws IOException {
    Path torrent = directory.resolve("ours.torrent");
    TorrentRequest request =
        new TorrentRequest(
            List.of(root),
            List.of(),
            Optional.empty(),
            TorrentRequest.Form.V1,
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.of(torrent),
            false);
    assertThat(new MakeTorrent(1, Progress.NONE).run(request).identity().v2()).isEmpty();
    assertThat(check(torrent, root).good()).isTrue();
    plant();
    assertThat(told(check(torrent, root)))
        .containsExactly(
            "a different [16384-32768]",
            "b missing []",
            "e good []",
            "s/c not proved [0-5]in one piece with a file that is missing or too short",
            "z different [40000-40001]has 40001 bytes, not 40000");
    Files.write(root.resolve("b"), TestMirror.random(2, 16_384));
    byte[] b = Files.readAllBytes(root.resolve("b"));
    b[0] ^= 1;
    Files.write(root.resolve("b"), b);
    assertThat(told(check(torrent, root)))
        .startsWith(
            "a different [16384-32768, 98304-100000]or a file of the same piece",
            "b different [0-14688]or a file of the same piece");
  }

  @Test
  void oneFileIsFoundByItsNameOrAsItself() throws IOException {
    Path torrent = directory.resolve("z.torrent");
    new MakeTorrent(1, Progress.NONE).run(TorrentRequest.of(root.resolve("z")).withOutput(torrent));
    assertThat(check(torrent, root).good()).isTrue();
    assertThat(check(torrent, root.resolve("z")).good()).isTrue();
    assertThat(check(torrent, root.resolve("a")).files().get(0).outcome())
        .isEqualTo(Outcome.DIFFERENT);
    TorrentCheckReport beside = new CheckTorrent(1, Progress.NONE).run(torrent, Optional.empty());
    assertThat(beside.files()).extracting(FileCheck::outcome).containsExactly(Outcome.MISSING);
  }

  /** Texts are Latin-1, P is a digest of 20 bytes and R one of 32. */
  private static Metainfo parse(String text) throws SnapshotException {
    String whole = text.replace("P", "p".repeat(20)).replace("R", "r".repeat(32));
    return MetainfoReader.parse("x", whole.getBytes(ISO_8859_1), TorrentLimits.DEFAULT);
  }

  private static final String HEAD = "d4:infod5:filesl";
  private static final String TAIL = "e4:name1:n12:piece lengthi16384e6:pieces20:Pee";

  private static String file(String length, String... path) {
    StringBuilder text = new StringBuilder("d6:lengthi" + length + "e4:pathl");
    for (String part : path) {
      text.append(part.length()).append(':').append(part);
    }
    return text + "ee";
  }

  @Test
  void theTextsOfTheseTestsAreTorrents() throws SnapshotException {
    assertThat(parse(HEAD + file("5", "a", "b") + TAIL).members()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "..,which leads out of its directory",
    ".,which leads out of its directory",
    "/etc/passwd,a slash",
    "a/b,a slash",
    "a\\b,a backslash",
    "'',an empty name",
    "a\u0000b,control character",
    "a\u00ff,is not UTF-8",
  })
  void namesThatLeadElsewhereAreRefused(String name, String message) {
    for (String text :
        List.of(
            HEAD + file("5", "d", name) + TAIL,
            HEAD + file("5", "a") + TAIL.replace("1:n", name.length() + ":" + name))) {
      assertThatThrownBy(() -> parse(text))
          .isInstanceOf(SnapshotException.class)
          .hasMessageStartingWith("x: byte ")
          .hasMessageContaining(message);
    }
  }

  @Test
  void contradictionsAreRefused() throws IOException {
    String two = file("5", "a") + file("6", "a");
    assertRefused(HEAD + two + TAIL, "a is there twice");
    assertRefused(HEAD + file("5", "a") + file("6", "a", "b") + TAIL, "a file and a directory");
    assertRefused(HEAD + file("16385", "a") + TAIL, "2 pieces of v1, and 20 bytes");
    assertRefused(HEAD + file("-5", "a") + TAIL, "\"length\" is no size");
    assertRefused(HEAD + file("5") + TAIL, "a path of 0 names");
    String huge = "9223372036854775807";
    assertRefused(HEAD + file(huge, "a") + file(huge, "b") + TAIL, "more than 63 bits of bytes");
    assertRefused(HEAD + file(huge, "a") + TAIL, "pieces of v1");
    assertRefused(HEAD + TAIL.replace("i16384e", "i0e"), "pieces of 0 bytes");
    assertRefused("d4:infod6:lengthi5e" + TAIL.substring(1).replace("1:n", "2:.."), "leads out");
    assertRefused("d4:infod6:lengthi5e4:name1:nee", "neither the pieces of v1");
    assertRefused("d4:info1:ae", "\"info\" is no dictionary");
    assertRefused("le", "it is no dictionary");
    assertRefused(
        HEAD + "d4:attr1:l6:lengthi0e4:pathl1:aee" + TAIL, "a file that is a symbolic link");
    assertRefused(
        "d4:infod9:file treed1:ad0:d6:lengthi5e11:pieces root32:Reee12:meta versioni2e4:name1:n"
            + "12:piece lengthi16384ee12:piece layersdee"
                .replace("12:piece lengthi16384e", "12:piece lengthi16385e"),
        "pieces of 16385 bytes");
    assertRefused(
        "d4:infod9:file treed1:ad0:d6:lengthi99999e11:pieces root32:Reee12:meta versioni2e"
            + "4:name1:n12:piece lengthi16384ee12:piece layersdee",
        "no piece layer for a");
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining(message);
  }

  @Test
  void listsOfBothVersionsThatDifferAreRefused() throws IOException {
    BencodeValue.Dictionary hybrid =
        (BencodeValue.Dictionary)
            BencodeReader.read("x", Files.readAllBytes(theirs().get(0)), TorrentLimits.DEFAULT);
    TreeMap<ByteString, BencodeValue> torrent = new TreeMap<>(hybrid.entries());
    BencodeValue.Dictionary layers =
        (BencodeValue.Dictionary) torrent.remove(ByteString.utf8("piece layers"));
    TreeMap<ByteString, BencodeValue> wrong = new TreeMap<>();
    layers
        .entries()
        .forEach(
            (root, layer) -> {
              byte[] bytes = ((BencodeValue.Text) layer).bytes().toByteArray();
              bytes[0] ^= 1;
              wrong.put(root, BencodeValue.of(bytes));
            });
    torrent.put(ByteString.utf8("piece layers"), BencodeValue.of(wrong));
    byte[] lie = BencodeWriter.toBytes(BencodeValue.of(torrent));
    assertThatThrownBy(() -> MetainfoReader.parse("x", lie, TorrentLimits.DEFAULT))
        .hasMessageContaining("the piece layer of a does not lead to its root");
    String text = new String(BencodeWriter.toBytes(hybrid), ISO_8859_1);
    String renamed = text.replace("4:pathl1:ze", "4:pathl1:ye");
    String moved = text.replace("6:lengthi14688e", "6:lengthi14687e");
    assertThat(List.of(renamed, moved)).doesNotContain(text);
    for (String bad : List.of(renamed, moved)) {
      assertThatThrownBy(
              () -> MetainfoReader.parse("x", bad.getBytes(ISO_8859_1), TorrentLimits.DEFAULT))
          .isInstanceOf(SnapshotException.class)
          .hasMessageMatching("(?s).*(different files: y of|does not begin with a piece).*");
    }
  }
}
