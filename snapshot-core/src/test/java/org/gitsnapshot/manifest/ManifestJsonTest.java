package org.gitsnapshot.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.identity.Identities;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Abbreviation;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.Recipe;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.recipe.TarRecipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestJsonTest {
  private static final Oid COMMIT = Oid.fromHex("b28236b5d096f190b3d1d9724bfa871029729831");
  private static final Oid TREE = Oid.fromHex("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
  private static final TarRecipe TAR =
      new TarRecipe(
          Profile.GIT,
          ByteString.utf8("é \"1\"/"),
          new SubstInputs(
              Optional.of(Abbreviation.of(7)),
              Optional.of("tag: v1"),
              Optional.empty(),
              Optional.empty(),
              Map.of()));

  private static FileDigests digests(int seed) {
    byte[] value = new byte[64];
    Arrays.fill(value, (byte) seed);
    return new FileDigests(
        seed * 1_000_000_000L,
        Digest.of(DigestAlgorithm.SHA256, Arrays.copyOf(value, 32)),
        Optional.of(Digest.of(DigestAlgorithm.SHA512, value)));
  }

  private static Manifest.MadeFile file(String name, String compressor, int seed) throws Exception {
    Optional<Compressor> engine =
        compressor.isEmpty() ? Optional.empty() : Optional.of(Compressor.parse(compressor));
    return new Manifest.MadeFile(name, new Recipe(TAR, engine), digests(seed));
  }

  private static Manifest manifest(
      Optional<String> ref, List<String> notes, Manifest.MadeFile... f) {
    return manifest(ref, notes, new Manifest.RawTar(TAR, digests(1)), f);
  }

  private static Manifest manifest(
      Optional<String> ref, List<String> notes, Manifest.RawTar tar, Manifest.MadeFile... f) {
    return new Manifest(
        new Manifest.Tool("git-snapshot", "1.0.0"),
        "a-1",
        List.of("https://example.org/a.git", "https://example.com/a.git"),
        ref,
        COMMIT,
        TREE,
        -1_700_000_000L,
        1378,
        true,
        notes,
        tar,
        List.of(f));
  }

  private static String golden() throws IOException {
    try (InputStream in = ManifestJsonTest.class.getResourceAsStream("manifest.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String text(Manifest manifest) {
    return new String(ManifestJson.toBytes(manifest), StandardCharsets.UTF_8);
  }

  private static Manifest parse(String json) throws InvalidInputException {
    return ManifestJson.parse("m.json", json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void writesTheGoldenBytesWhateverTheOrderGiven() throws Exception {
    Manifest manifest =
        manifest(
            Optional.of("v1"),
            List.of("submodules are empty directories", "a \u001b note\n", "a \u001b note\n"),
            file("a-1.tar.xz", "xz -6", 3),
            file("a-1.tar", "", 1),
            file("a-1.tar.gz", "gnu-gzip -6", 2));
    assertThat(text(manifest)).isEqualTo(golden());
    assertThat(parse(golden())).isEqualTo(manifest);
  }

  @Test
  void theLeastManifestReadsBack() {
    FileDigests alone = new FileDigests(1, digests(1).sha256(), Optional.empty());
    Manifest least = manifest(Optional.empty(), List.of(), new Manifest.RawTar(TAR, alone));
    String json = text(least);
    assertThat(json)
        .doesNotContain("\"ref\"")
        .doesNotContain("sha512")
        .contains("\"notes\": [],\n")
        .endsWith("\"files\": []\n}\n");
    assertThat(assertDoesParse(json)).isEqualTo(least);
  }

  @Test
  void aUmaskIsInTheRecipes() throws Exception {
    Recipe recipe = Recipe.parse("tar git prefix=\"a/\" umask=0022 | gnu-gzip -6");
    Manifest manifest =
        manifest(
            Optional.empty(),
            List.of(),
            new Manifest.RawTar(recipe.tar(), digests(1)),
            new Manifest.MadeFile("a-1.tar.gz", recipe, digests(2)));
    assertThat(text(manifest))
        .contains(
            "\"tar git prefix=\\\"a/\\\" umask=0022\"",
            "\"tar git prefix=\\\"a/\\\" umask=0022 | gnu-gzip -6\"");
    assertThat(parse(text(manifest))).isEqualTo(manifest);
    String other = text(manifest).replace("umask=0022 |", "umask=0077 |");
    assertThatThrownBy(() -> parse(other)).hasMessageContaining("is of another raw tar");
  }

  private static Manifest assertDoesParse(String json) {
    try {
      return parse(json);
    } catch (InvalidInputException fault) {
      throw new AssertionError(fault.fullMessage(), fault);
    }
  }

  private static Manifest named(Optional<String> revision, Optional<String> goH1) {
    Manifest plain = manifest(Optional.empty(), List.of());
    Identities identities =
        new Identities(TREE, "swh:1:dir:" + TREE, revision, digests(4).sha256(), goH1);
    return new Manifest(
        plain.tool(),
        plain.name(),
        plain.urls(),
        plain.ref(),
        plain.commit(),
        plain.tree(),
        plain.committerTime(),
        plain.entryCount(),
        plain.plainUstar(),
        plain.notes(),
        plain.tar(),
        plain.files(),
        Optional.empty(),
        Optional.of(identities));
  }

  @Test
  void identitiesAreTheLastMemberAndMayBeAbsent() throws Exception {
    Manifest least = named(Optional.empty(), Optional.empty());
    assertThat(parse(text(least))).isEqualTo(least);
    Manifest all =
        named(
            Optional.of("swh:1:rev:" + COMMIT),
            Optional.of("h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="));
    String json = text(all);
    assertThat(json)
        .startsWith(text(manifest(Optional.empty(), List.of())).replace("\n}\n", ",\n"))
        .endsWith(
            """
              "identities": {
                "gitTree": "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
                "swhidDirectory": "swh:1:dir:4b825dc642cb6eb9a060e54bf8d69288fbee4904",
                "swhidRevision": "swh:1:rev:b28236b5d096f190b3d1d9724bfa871029729831",
                "narSha256": "sha256-BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ=",
                "goH1": "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
              }
            }
            """);
    assertThat(parse(json)).isEqualTo(all);
    for (String[] slip :
        new String[][] {
          {"swh:1:rev:b", "swh:1:rev:B", "not a swhidRevision: swh:1:rev:B"},
          {"BAQ=\"", "BAR=\"", "not a narSha256: sha256-"},
          {"BAQ=\"", "BA=\"", "not a narSha256: sha256-"},
          {"goH1", "goH2", "unknown member \"goH2\""},
          {"\"gitTree\": \"4", "\"gitTree\": \"", "not a gitTree: b82"},
          {"swhidDirectory", "swhidRevision", "not a swhidRevision: swh:1:dir"},
        }) {
      assertThatThrownBy(() -> parse(json.replaceFirst(slip[0], slip[1])))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(slip[2]);
    }
  }

  @Test
  void membersMayComeInAnotherOrderAndOnOneLine() throws Exception {
    String json = golden();
    String name = "  \"name\": \"a-1\",\n";
    String moved = json.replace(name, "").replace("  \"urls\"", name + "  \"urls\"");
    String oneLine = moved.replaceAll("\n *", "");
    assertThat(text(parse(moved))).isEqualTo(json);
    assertThat(text(parse(oneLine))).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "manifest/1                ~ manifest/2        ~ m.json:2:13: the schema is",
        "\"tree\"                  ~ \"treee\"         ~ did you mean \"tree\"?",
        "\"ref\"                   ~ \"name\"          ~ \"name\" is there twice",
        "\"plainUstar\": true,     ~ ``                ~ m.json:1:1: \"plainUstar\" is missing",
        "\"version\": \"1.0.0\"    ~ \"version\": 1    ~ m.json:5:16: expected a string",
        "\"entryCount\": 1378      ~ \"entryCount\": 1.5 ~ expected a whole number",
        "\"entryCount\": 1378      ~ \"entryCount\": -1  ~ a count is not negative",
        "\"entryCount\": 1378      ~ \"entryCount\": 99999999999999999999 ~ more than 63 bits",
        "\"plainUstar\": true      ~ \"plainUstar\": 1 ~ expected true or false",
        "\"size\": 1000000000      ~ \"size\": -1      ~ a size is not negative",
        "b28236b5                  ~ b28236            ~ not an id of 40 or 64 hex digits",
        "4b825dc642cb6eb9a060e54bf8d69288fbee4904 ~ 4b825dc642cb6eb9a060e54bf8d69288fbee49044b825dc6"
            + "42cb6eb9a060e54b ~ commit and tree are of one repository",
        "\"sha256\": \"0101        ~ \"sha256\": \"01  ~ sha256 has 64 hex digits",
        "tar git                   ~ tar gti           ~ no profile is called \"gti\"",
        "\"format\": \"tar.gz\"    ~ \"format\": \"tar.xz\" ~ and the recipe makes tar.gz",
        "abbrev=7 decorate=\\\"tag: v1\\\" | xz ~ abbrev=7 | xz ~ is of another raw tar",
        "\"a-1.tar.xz\"            ~ \"a-1.tar\"       ~ two files are called a-1.tar",
        "\"é                       ~ \"\\ud800é        ~ half a character",
        "\"https://example.org     ~ {}, \"https:      ~ expected a string",
        "[                         ~ {                 ~ expected an array",
        "{                         ~ [                 ~ expected an object",
        "true,                     ~ true              ~ not JSON",
      })
  void whatIsNotAManifestIsTold(String from, String to, String message) throws Exception {
    String json = golden();
    assertThat(json).contains(from);
    int at = json.indexOf(from);
    String broken = json.substring(0, at) + to + json.substring(at + from.length());
    assertThatThrownBy(() -> parse(broken))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            fault -> assertThat(fault.fullMessage()).contains(message).startsWith("m.json:"));
  }

  @Test
  void theEndIsTheEnd() throws Exception {
    String json = golden();
    assertThatThrownBy(() -> parse(json + "1"))
        .hasMessage("m.json:55:1: there is more after the end");
    assertThatThrownBy(() -> parse(json + "}")).hasMessageStartingWith("m.json:55:1: not JSON: ");
    assertThatThrownBy(() -> parse(json.substring(0, json.length() - 2)))
        .hasMessageContaining("not JSON: ");
    assertThatThrownBy(() -> parse("")).hasMessage("m.json:1:1: expected an object");
  }

  @Test
  void whereItIsNotJsonIsToldAndNothingOfTheParser() throws Exception {
    String json = golden();
    for (int length = 1; length < json.length() - 2; length++) {
      String cut = json.substring(0, length);
      assertThatThrownBy(() -> parse(cut))
          .message()
          .matches(
              "m\\.json:[0-9]+:[0-9]+: not JSON: (it ends in the middle|Unrecognized token .*)");
    }
    assertThatThrownBy(() -> parse(json.substring(0, json.length() - 2) + "]"))
        .message()
        .startsWith("m.json:54:1: not JSON: ")
        .contains("line: 1, column: 1")
        .doesNotContainIgnoringCase("source", "Stream");
    String deep = "{\"a\": " + "[".repeat(2000);
    assertThatThrownBy(() -> ManifestKind.of("m", deep.getBytes(StandardCharsets.UTF_8)))
        .message()
        .contains("not JSON: ", "1000")
        .doesNotContain("Stream");
  }

  @Test
  void aRawTarHasNoCompressor() throws Exception {
    String json = golden();
    int at = json.indexOf("tag: v1\\\"\"") + "tag: v1\\\"".length();
    assertThatThrownBy(() -> parse(json.substring(0, at) + " | xz -6" + json.substring(at)))
        .hasMessageContaining("the recipe of the raw tar has a compressor");
  }

  @Test
  void onlyUtf8IsRead() throws Exception {
    String json = golden();
    assertThatThrownBy(() -> ManifestJson.parse("m", json.getBytes(StandardCharsets.UTF_16)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> ManifestJson.parse("m", json.getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void damagedManifestsAreRefusedOrRead() throws Exception {
    byte[] whole = golden().getBytes(StandardCharsets.UTF_8);
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = whole.clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      try {
        Manifest manifest =
            ManifestJson.parse("m", Arrays.copyOf(bytes, bytes.length - random.nextInt(3)));
        assertThat(ManifestJson.parse("m", ManifestJson.toBytes(manifest))).isEqualTo(manifest);
      } catch (InvalidInputException fault) {
        refused++;
        assertThat(fault.fullMessage()).doesNotContain("\n").doesNotContain("Exception");
      }
    }
    assertThat(refused).isGreaterThan(1_500);
  }

  @Test
  void aRawTarAmongTheFilesIsTheRawTar() throws Exception {
    Manifest.MadeFile other = file("a-1.tar", "", 9);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> manifest(Optional.empty(), List.of(), other))
        .withMessageContaining("differs from the raw tar");
  }
}
