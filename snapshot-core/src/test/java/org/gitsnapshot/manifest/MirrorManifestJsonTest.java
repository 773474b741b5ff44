package org.gitsnapshot.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.recipe.Recipe;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorManifestJsonTest {
  private static final Oid COMMIT = Oid.fromHex("b28236b5d096f190b3d1d9724bfa871029729831");
  private static final Oid TREE = Oid.fromHex("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
  private static final Origin GIT = new Origin.Git("https://example.org/a.git", "v1", COMMIT, TREE);
  private static final Origin DOWNLOAD =
      new Origin.Download(
          "https://example.org/b.tgz",
          Optional.of("http://mirror.example/b.tgz"),
          Optional.of("http://mirror.example/"));

  @TempDir Path directory;

  private static Digest digest(DigestAlgorithm algorithm, int seed) {
    byte[] value = new byte[algorithm.hexDigits() / 2];
    Arrays.fill(value, (byte) seed);
    return Digest.of(algorithm, value);
  }

  private static Digest sha256(int seed) {
    return digest(DigestAlgorithm.SHA256, seed);
  }

  private static MirrorFile snapshot(String name) throws InvalidInputException {
    return new MirrorFile(
        name,
        3L << 20,
        sha256(1),
        Optional.of(digest(DigestAlgorithm.SHA512, 2)),
        Optional.of(Recipe.parse("tar git prefix=\"a-1/\" | gnu-gzip -6")),
        Optional.of(new MirrorFile.RawTar(20_480, sha256(3))),
        Optional.of(true),
        GIT,
        Optional.of(new Blocks(1 << 20, List.of(sha256(4), sha256(5), sha256(6)))));
  }

  private static MirrorFile download(String name, int seed) {
    return MirrorFile.of(
        name,
        new ScannedFile(7, sha256(seed), new Blocks(1 << 20, List.of(sha256(seed)))),
        DOWNLOAD);
  }

  private static String golden() throws IOException {
    try (InputStream in = MirrorManifestJsonTest.class.getResourceAsStream("mirror.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }

  private static MirrorManifest parse(String json) throws IOException {
    return MirrorManifestJson.parse("m.json", json.getBytes(UTF_8));
  }

  private static String text(MirrorManifest manifest) {
    return new String(MirrorManifestJson.toBytes(manifest), UTF_8);
  }

  @Test
  void writesTheGoldenBytesWhateverTheOrderGiven() throws IOException {
    MirrorManifest manifest =
        MirrorManifest.of(List.of(download("é b.tgz", 9), snapshot("a-1.tar.gz")));
    assertThat(text(manifest)).isEqualTo(golden());
    assertThat(parse(golden())).isEqualTo(manifest);
    assertThat(parse(golden().replaceAll("\n *", ""))).isEqualTo(manifest);
    assertThat(manifest.file("é b.tgz")).isPresent();
    assertThat(manifest.file("b.tgz")).isEmpty();
  }

  @Test
  void anEmptyMirrorHasAManifest() throws IOException {
    MirrorManifest none = MirrorManifest.of(List.of());
    assertThat(text(none))
        .isEqualTo("{\n  \"schema\": \"git-snapshot/mirror/1\",\n  \"files\": []\n}\n");
    assertThat(parse(text(none))).isEqualTo(none);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "mirror/1                  ~ mirror/2          ~ m.json:2:13: the schema is",
        "mirror/1                  ~ manifest/1        ~ the manifest of one snapshot",
        "\"name\"                  ~ \"nam\"           ~ did you mean \"name\"?",
        "\"blocks\"                ~ \"block\"         ~ did you mean \"blocks\"?",
        "\"sha512\"                ~ \"size\"          ~ \"size\" is there twice",
        "\"size\": 3145728,        ~ ``                ~ m.json:4:5: \"size\" is missing",
        "\"a-1.tar.gz\"            ~ \"../a\"          ~ not a plain file name",
        "\"a-1.tar.gz\"            ~ \"a\\u0000b\"     ~ not a plain file name",
        "\"a-1.tar.gz\"            ~ \"a\\nb\"         ~ not a plain file name",
        "\"a-1.tar.gz\"            ~ \"sha256SUMS\"    ~ not a plain file name",
        "\"a-1.tar.gz\"            ~ \"é b.tgz\"       ~ two files are called é b.tgz",
        "\"size\": 3145728         ~ \"size\": 3145729 ~ has 4 blocks, not 3",
        "\"size\": 3145728         ~ \"size\": 9       ~ is not longer than a block",
        "\"size\": 3145728         ~ \"size\": -1      ~ a size is not negative",
        "\"size\": 3145728         ~ \"size\": 1e9     ~ expected a whole number",
        "\"size\": 1048576         ~ \"size\": 1       ~ a block has 4096 to 67108864 bytes",
        "\"size\": 1048576         ~ \"size\": 4294967297 ~ a block has",
        "\"size\": 20480           ~ \"size\": -5      ~ a size is not negative",
        "\"git\"                   ~ \"download\"      ~ unknown member \"ref\"",
        "\"download\"              ~ \"git\"           ~ unknown member \"from\"",
        "| gnu-gzip -6             ~ | gnu-gzap -6     ~ no engine is called",
        "\"plainUstar\": true      ~ \"plainUstar\": 1 ~ expected true or false",
        "b28236b5                  ~ b28236            ~ not an object id",
        "\"0404                    ~ \"04              ~ sha256 has 64 hex digits",
        "[                         ~ {                 ~ expected an array",
        "true,                     ~ true              ~ not JSON",
      })
  void whatIsNotAManifestIsTold(String from, String to, String message) throws IOException {
    String json = golden();
    assertThat(json).contains(from);
    int at = json.indexOf(from);
    String broken = json.substring(0, at) + to + json.substring(at + from.length());
    assertThatThrownBy(() -> parse(broken))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            fault ->
                assertThat(fault.fullMessage())
                    .contains(message)
                    .startsWith("m.json:")
                    .doesNotContain("\n"));
  }

  @Test
  void everyFileHasOneOrigin() throws IOException {
    String json = golden();
    int git = json.indexOf("\"git\"");
    String origin = json.substring(git, json.indexOf('}', git) + 2);
    assertThatThrownBy(() -> parse(json.replace(origin, ""))).hasMessageContaining("no origin");
    assertThatThrownBy(
            () -> parse(json.replace(origin, origin + "\"download\": {\"url\": \"x\"},")))
        .hasMessageContaining("one origin, not two");
    assertThatThrownBy(() -> parse(json.replace(origin, "\"download\": {\"url\": \"x\"},")))
        .hasMessageContaining("has a recipe and was not made from a commit");
  }

  @Test
  void damagedManifestsAreRefusedOrRead() throws IOException {
    byte[] whole = golden().getBytes(UTF_8);
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = whole.clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      bytes = Arrays.copyOf(bytes, bytes.length - random.nextInt(3));
      try {
        MirrorManifest manifest = MirrorManifestJson.parse("m", bytes);
        assertThat(MirrorManifestJson.parse("m", MirrorManifestJson.toBytes(manifest)))
            .isEqualTo(manifest);
      } catch (InvalidInputException fault) {
        refused++;
        assertThat(fault.fullMessage()).doesNotContain("\n").doesNotContain("Exception");
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"files\":[", "{\"a\":", "\"", "{\"files\":[{\"tar\":{\"size\":1"})
  void aBombIsRefusedAndNoMore(String piece) {
    String bomb = piece.repeat(200_000);
    assertThatThrownBy(() -> parse(bomb)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> parse("{\"schema\":\"" + "x".repeat(5_000_000) + "\"}"))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void tenThousandFilesAreReadInWellUnderASecond() throws IOException {
    List<MirrorFile> files = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      files.add(i % 4 == 0 ? snapshot("s-" + i + ".tar.gz") : download("d-" + i + ".tgz", i));
    }
    MirrorManifest manifest = MirrorManifest.of(files);
    byte[] bytes = MirrorManifestJson.toBytes(manifest);
    Duration best = Duration.ofDays(1);
    for (int i = 0; i < 4; i++) {
      long start = System.nanoTime();
      MirrorManifest read = MirrorManifestJson.parse("m", bytes);
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      best = time.compareTo(best) < 0 ? time : best;
      assertThat(read).isEqualTo(manifest);
    }
    assertThat(best).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void shardsAreJoinedInAnyOrder() throws IOException {
    MirrorManifest one = MirrorManifest.of(List.of(snapshot("a"), download("b", 1)));
    MirrorManifest two = MirrorManifest.of(List.of(download("b", 1), download("c", 2)));
    MirrorFile poor =
        MirrorFile.of("a", new ScannedFile(3L << 20, sha256(1), blocks(4, 5, 6)), DOWNLOAD);
    MirrorManifest three = MirrorManifest.of(List.of(poor));
    MirrorManifest merged = MirrorManifest.merge(named(one, two, three));
    assertThat(merged)
        .isEqualTo(MirrorManifest.of(List.of(snapshot("a"), download("b", 1), download("c", 2))))
        .isEqualTo(MirrorManifest.merge(named(three, two, one)));
  }

  @Test
  void shardsThatDisagreeAreNotJoined() {
    MirrorManifest one = MirrorManifest.of(List.of(download("b", 1)));
    MirrorManifest two = MirrorManifest.of(List.of(download("b", 2)));
    assertThatThrownBy(() -> MirrorManifest.merge(named(one, two)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("b is not the same in m0 and m1");
  }

  private static Blocks blocks(int... seeds) {
    return new Blocks(1 << 20, Arrays.stream(seeds).mapToObj(seed -> sha256(seed)).toList());
  }

  private static Map<String, MirrorManifest> named(MirrorManifest... manifests) {
    Map<String, MirrorManifest> named = new LinkedHashMap<>();
    for (MirrorManifest manifest : manifests) {
      named.put("m" + named.size(), manifest);
    }
    return named;
  }

  @Test
  void oneReadGivesTheDigestsOfAllBlocks() throws IOException {
    byte[] bytes = new byte[(5 << 19) + 1];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(directory.resolve("f"), bytes);
    ScannedFile scanned = ScannedFile.of(file);
    assertThat(scanned.size()).isEqualTo(bytes.length);
    Tool tool = new Tool(directory);
    assertThat(tool.text("sha256sum", "f")).startsWith(scanned.sha256().hex());
    tool.run(null, "split", "-b", "1M", "f", "block-");
    List<String> blocks = new ArrayList<>();
    for (String name : List.of("block-aa", "block-ab", "block-ac")) {
      blocks.add(tool.text("sha256sum", name).substring(0, 64));
    }
    assertThat(scanned.blocks().sha256().stream().map(Digest::hex)).isEqualTo(blocks);
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    BlockDigester digester = new BlockDigester(copy);
    for (byte b : bytes) {
      digester.write(b);
    }
    assertThat(digester.finish()).isEqualTo(scanned);
    assertThat(copy.toByteArray()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "1048575,1", "1048576,1", "1048577,2", "2097152,2"})
  void aFileOfOneBlockNeedsNoBlocks(int size, int count) throws IOException {
    ScannedFile scanned = ScannedFile.of(Files.write(directory.resolve("f"), new byte[size]));
    assertThat(scanned.blocks().sha256()).hasSize(count);
    assertThat(scanned.manifestBlocks().isPresent()).isEqualTo(count > 1);
    assertThat(MirrorFile.of("f", scanned, DOWNLOAD).size()).isEqualTo(size);
  }

  @Test
  void theListsAreWhatToolsCheckAndPeopleRead() throws IOException {
    Files.write(directory.resolve("<b>&.tgz"), new byte[] {1});
    Files.write(directory.resolve("a 100%.tgz"), new byte[] {2});
    List<MirrorFile> files = new ArrayList<>();
    for (String name : List.of("<b>&.tgz", "a 100%.tgz")) {
      files.add(MirrorFile.of(name, ScannedFile.of(directory.resolve(name)), DOWNLOAD));
    }
    MirrorManifest manifest = MirrorManifest.of(files);
    MirrorLists.write(directory, manifest);
    MirrorLists.write(directory, manifest);
    assertThat(new Tool(directory).text("sha256sum", "-c", "SHA256SUMS"))
        .isEqualTo("<b>&.tgz: OK\na 100%.tgz: OK\n");
    assertThat(parse(Files.readString(directory.resolve("manifest.json")))).isEqualTo(manifest);
    assertThat(Files.readString(directory.resolve("index.html")))
        .contains("<a href=\"./a%20100%25.tgz\">a 100%.tgz</a>")
        .contains("<a href=\"./%3Cb%3E%26.tgz\">&lt;b&gt;&amp;.tgz</a>")
        .contains("2 files");
    try (Stream<Path> all = Files.list(directory)) {
      assertThat(all).hasSize(5);
    }
  }
}
