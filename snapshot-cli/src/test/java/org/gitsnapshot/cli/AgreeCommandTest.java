package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.gitsnapshot.cli.CommandFixture.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mirrors of cleaned snapshots, and records of single files, side by side. */
class AgreeCommandTest {
  @TempDir private Path directory;
  private CommandFixture snapshot = new CommandFixture(Path.of("."));
  private int pinFiles;

  @BeforeEach
  void home() {
    snapshot = new CommandFixture(directory.resolve("home"));
  }

  private String at(String name) {
    return directory.resolve(name).toString();
  }

  private Result run(int code, String... args) {
    return snapshot.run(code, args);
  }

  private String pins(String clean) throws IOException {
    return Files.writeString(
            directory.resolve("pins" + pinFiles++ + ".toml"),
            """
            [[pin]]
            name    = "demo-1.0"
            url     = "%s"
            commit  = "%s"
            prefix  = "demo-1.0/"
            formats = ["tar.gz"]
            %s
            """
                .formatted(CommandFixture.DEMO, CommandFixture.DEMO_COMMIT, clean))
        .toString();
  }

  private String mirror(String name, String clean) throws IOException {
    run(0, "mirror", "--pins", pins(clean), at(name));
    return at(name);
  }

  private static String removing(String pattern) {
    return "[pin.clean]\nremove = [\"" + pattern + "\"]\n";
  }

  /** Builds the snapshot in a directory of its own and returns its tarball. */
  private String tarball(String who) throws IOException {
    run(0, "build", pins(""), "-o", at(who));
    Files.delete(directory.resolve(who).resolve("demo-1.0.manifest.json"));
    return at(who + "/demo-1.0.tar.gz");
  }

  @Test
  void mirrorsOfCleanedSnapshotsAreCompared() throws IOException {
    String one = mirror("one", removing("README"));
    String same = mirror("same", removing("/READM?"));
    String whole = mirror("whole", "");
    assertThat(run(0, "agree", one, same, "--require", "2").out())
        .isEqualTo(
            "demo-1.0.tar.gz: original raw tar 2/2, removed 2/2, content 2/2, raw tar 2/2,"
                + " compressed 2/2\n2 manifests, 1 file: 0 with contradictions, 0 below 2\n");
    Result differ = run(1, "agree", one, mirror("other", removing("/hello")), same);
    assertThat(differ.out())
        .startsWith(
            "demo-1.0.tar.gz: original raw tar 3/3, removed 2/3, content 2/3, raw tar 2/3,"
                + " compressed 2/3\n  other entries were removed from the same original\n"
                + "  outlier in removed: "
                + at("other")
                + " has 1 of list ");
    assertThat(run(1, "agree", one, whole).out())
        .contains("removed from the same original\n", " has nothing\n");
    assertThat(run(1, "agree", one, at("other"), "--json").out())
        .contains("\"difference\" : \"removed\"", "\"removals\" : [ ]", "\"exitCode\" : 1");
    // The record of the build says the same as the mirror that has it.
    assertThat(run(0, "agree", one, at("one/demo-1.0.manifest.json")).out())
        .startsWith(
            "demo-1.0.tar.gz: original raw tar 2/2, removed 2/2, content 2/2, raw tar 2/2,");
  }

  @Test
  void recordsOfCleaningAreCompared() throws IOException {
    for (String who : new String[] {"a", "b", "c"}) {
      String pattern = who.equals("c") ? "/hello" : "README";
      run(0, "clean", tarball(who), "-o", at(who + "/clean.tar.xz"), "--remove", pattern);
    }
    String a = at("a/clean.manifest.json");
    String b = at("b/clean.manifest.json");
    String c = at("c/clean.manifest.json");
    assertThat(run(0, "agree", a, b, "--require", "2").out())
        .isEqualTo(
            "clean.tar.xz: original file 2/2, original raw tar 2/2, removed 2/2, raw tar 2/2,"
                + " compressed 2/2\n2 manifests, 1 file: 0 with contradictions, 0 below 2\n");
    assertThat(run(1, "agree", a, c).out())
        .contains("\n  other entries were removed from the same original\n")
        .contains("\n  removed in " + a + " and not in " + c + ": demo-1.0/README\n")
        .contains("\n  removed in " + c + " and not in " + a + ": demo-1.0/hello\n");
    assertThat(run(1, "agree", a, c, "--json").out())
        .contains("\"difference\" : \"removed\"")
        .contains("\"removed in " + a + " and not in " + c + ": demo-1.0/README\"")
        .contains("\"upstream\" : [", "\"compressor\" : [", "xz-java -6");
    Result refused = run(2, "agree", a, b, "--merge", at("manifest.json"));
    assertThat(refused.err())
        .isEqualTo(
            "snapshot: "
                + a
                + " is the record of one cleaned tarball, which a mirror's manifest cannot hold"
                + " (merge the manifest.json of mirrors alone; records are compared without"
                + " --merge)\n");
    assertThat(refused.out()).isEmpty();
    assertThat(directory.resolve("manifest.json")).doesNotExist();
    Result log = run(1, "agree", a, c, "--log-file", at("log"));
    assertThat(log.err()).isEmpty();
    assertThat(directory.resolve("log"))
        .content()
        .containsPattern("contradiction .*layer=\"?removed");
  }

  @Test
  void recordsOfRecompressionAreCompared() throws IOException {
    run(0, "recompress", tarball("a"), "--to", "xz -6");
    run(0, "recompress", tarball("b"), "--to", "xz -6");
    run(0, "recompress", tarball("c"), "--to", "xz -2");
    String[] records = new String[3];
    for (int i = 0; i < 3; i++) {
      records[i] = at("abc".charAt(i) + "/demo-1.0.tar.xz.manifest.json");
    }
    assertThat(run(0, "agree", records[0], records[1]).out())
        .startsWith("demo-1.0.tar.xz: original file 2/2, raw tar 2/2, compressed 2/2\n");
    assertThat(run(1, "agree", records[0], records[1], records[2]).out())
        .startsWith("demo-1.0.tar.xz: original file 3/3, raw tar 3/3, compressed 2/3\n")
        .contains("/3\n  only the compressed form differs: xz -6 and xz -2\n")
        .contains("\n  outlier in compressor: " + records[2] + " has xz -2\n");
    // Directories say what the records in them say.
    assertThat(run(0, "agree", at("a"), at("b")).out()).contains("compressed 2/2\n2 manifests, 1");
    Path forged = Path.of(records[1]);
    String text = Files.readString(forged);
    int digest = text.indexOf("\"sha256\": \"") + 11;
    Files.writeString(
        forged, text.substring(0, digest) + "0".repeat(64) + text.substring(digest + 64));
    assertThat(run(1, "agree", records[0], records[1]).out())
        .contains("only the compressed form differs, and all say xz -6: one of the files is wrong");
  }

  @Test
  void whatIsNoManifestIsTold() throws IOException {
    String tarball = tarball("a");
    run(0, "recompress", tarball, "--to", "xz -6");
    Path record = directory.resolve("a/demo-1.0.tar.xz.manifest.json");
    Files.writeString(directory.resolve("text"), "hello\n");
    Files.write(directory.resolve("empty"), new byte[0]);
    Files.createDirectories(directory.resolve("none"));
    Files.writeString(
        directory.resolve("newer.json"),
        Files.readString(record).replace("recompression/1", "recompression/2"));
    byte[] whole = Files.readAllBytes(record);
    Files.write(directory.resolve("cut.json"), Arrays.copyOf(whole, whole.length / 2));
    String[][] cases = {
      {"text", ": not JSON: "},
      {"empty", ": not a manifest: it is empty"},
      {"none", ": there is no manifest.json and no record in it"},
      {"absent", ": no such file"},
      {"newer.json", ":2:13: the schema is \"git-snapshot/recompression/2\", which is not known"},
      {"cut.json", ": not JSON: "},
      {"a/demo-1.0.tar.gz", ": not"},
      {"a/demo-1.0.tar.xz", " is not a manifest (name " + record + ")"},
    };
    for (String[] each : cases) {
      Result result = run(2, "agree", at(each[0]));
      assertThat(result.err()).startsWith("snapshot: " + at(each[0])).contains(each[1]);
      assertThat(result.err().lines()).hasSize(1).allMatch(line -> line.endsWith(")"));
    }
  }

  @Test
  void whatIsPublishedInAnotherFormAgreesWithWhoBuiltItSo() throws IOException {
    String mirror = mirror("m", "");
    run(0, "recompress", at("m/demo-1.0.tar.gz"), "--to", "xz -6", "--publish");
    assertThat(run(0, "serve", mirror, "--check").out()).isEqualTo("2 files: complete\n");
    String both = pins("");
    Files.writeString(
        Path.of(both),
        Files.readString(Path.of(both)).replace("\"tar.gz\"]", "\"tar.gz\", \"tar.xz\"]"));
    run(0, "mirror", "--pins", both, at("n"));
    assertThat(run(0, "agree", mirror, at("n"), "--require", "2").out())
        .contains("demo-1.0.tar.xz: content 2/2, raw tar 2/2, compressed 2/2\n");
  }

  @Test
  void oneDigestOfTwoSizesIsAContradictionAndNotMerged() throws IOException {
    String one = mirror("one", "");
    String two = at("two.json");
    Files.writeString(
        Path.of(two),
        Files.readString(directory.resolve("one/manifest.json"))
            .replaceFirst("\"size\": *[0-9]+", "\"size\": 9"));
    assertThat(run(1, "agree", one, two).out())
        .contains("\n  one digest cannot be of different bytes, so one of the manifests is wrong\n")
        .contains(two + " has ", " of 9 bytes\n");
    assertThat(run(1, "agree", one, two, "--merge", at("joined.json")).err())
        .contains("the manifests contradict each other, so nothing is merged");
  }

  @Test
  void aSignatureOfTheChecksumsBeforeGoesWhenManifestsAreMerged() throws IOException {
    String one = mirror("one", "");
    String two = at("two.json");
    Files.writeString(
        Path.of(two),
        Files.readString(directory.resolve("one/manifest.json")).replace("demo-1.0.", "demo-2.0."));
    Path signature = Files.writeString(directory.resolve("one/SHA256SUMS.sig"), "signed");
    // The same list again: the signature is still of it.
    assertThat(run(0, "agree", one, "--merge", at("one/manifest.json")).err()).isEmpty();
    assertThat(signature).exists();
    assertThat(run(0, "agree", one, two, "--merge", at("one/manifest.json")).err())
        .isEqualTo(
            "note: SHA256SUMS.sig was of the checksums before and is removed; mirror --sign-key"
                + " signs them again\n");
    assertThat(signature).doesNotExist();
    Files.writeString(signature, "signed");
    assertThat(run(0, "agree", two, "--merge", at("one/manifest.json"), "--json").out())
        .contains("\"notes\" : [\n    \"SHA256SUMS.sig was of");
  }

  @Test
  void whereMergedManifestsCannotGoIsToldBeforeAnythingElse() throws IOException {
    String one = mirror("one", "");
    assertThat(run(0, "agree", one, "--merge", at("new/joined/manifest.json")).out())
        .endsWith("wrote " + at("new/joined/manifest.json") + " with 1 file\n");
    assertThat(directory.resolve("new/joined/SHA256SUMS")).exists();
    Files.writeString(directory.resolve("file"), "");
    Result refused = run(3, "agree", one, "--merge", at("file/manifest.json"));
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).startsWith("snapshot: cannot make the directory " + at("file"));
  }
}
