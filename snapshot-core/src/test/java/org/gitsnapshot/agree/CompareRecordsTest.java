package org.gitsnapshot.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.build.Pipeline;
import org.gitsnapshot.derive.CleanFile;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.http.EnvironmentProxies;
import org.gitsnapshot.http.HttpFetcher;
import org.gitsnapshot.http.HttpOptions;
import org.gitsnapshot.http.RetryPolicy;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Removal;
import org.gitsnapshot.recompress.RecompressFile;
import org.gitsnapshot.report.AgreementReport;
import org.gitsnapshot.report.AgreementReport.FileAgreement;
import org.gitsnapshot.report.AgreementReport.Layer;
import org.gitsnapshot.request.CleanRequest;
import org.gitsnapshot.request.ReadFiles;
import org.gitsnapshot.request.RecompressRequest;
import org.gitsnapshot.testing.TestMirror;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People who clean and compress upstream's tarball, each by himself, and their records. */
@Tag("one-jvm")
class CompareRecordsTest {
  private static final CleanFile CLEAN =
      new CleanFile(new Pipeline(Limits.DEFAULT, 1, 1), Limits.DEFAULT, Progress.NONE);

  @TempDir private Path directory;
  private Tool tool = new Tool(Path.of("."));

  @BeforeEach
  void upstream() {
    tool = new Tool(directory);
    shell(
        "mkdir app && cd app && for f in a.c b.c x.info y.info; do echo $f >$f; done && cd .."
            + " && tar --mtime=@0 -cf app.tar app && echo more >>app/a.c"
            + " && tar --mtime=@0 -cf later.tar app && for who in a b; do"
            + "   mkdir $who && gzip -nc app.tar >$who/app.tar.gz; done");
  }

  private void shell(String script) {
    byte[] unused = tool.run(null, "sh", "-ec", script);
  }

  /** Cleans WHO/app.tar.gz and returns the place of the record. */
  private String clean(String who, String name, String compressor, String... patterns)
      throws IOException {
    Compressor engine = Compressor.parse(compressor);
    Path made = directory.resolve(who).resolve(name);
    Path record = directory.resolve(who).resolve(name + ".manifest.json");
    CLEAN.run(
        new CleanRequest(
            directory.resolve(who).resolve("app.tar.gz"),
            "app.tar.gz",
            Optional.empty(),
            Removal.ofPatterns(Arrays.stream(patterns).map(ByteString::utf8).toList()),
            Map.of(engine.format(), Optional.of(engine)),
            Map.of(engine.format(), made),
            Map.of(),
            Optional.of(record)));
    return record.toString();
  }

  private String recompress(String who, String compressor) throws IOException {
    Compressor engine = Compressor.parse(compressor);
    return new RecompressFile(1, Progress.NONE)
        .run(
            new RecompressRequest(
                directory.resolve(who).resolve("app.tar.gz"),
                new RecompressRequest.To(engine),
                Optional.empty(),
                false,
                ReadFiles.of(),
                List.of(),
                false))
        .made()
        .orElseThrow()
        .record()
        .toString();
  }

  private static ReadManifests reader() {
    return new ReadManifests(
        new HttpFetcher(HttpOptions.of(EnvironmentProxies.NONE)), RetryPolicy.NONE);
  }

  private static AgreementReport agree(String... places) throws IOException {
    return CompareManifests.run(reader().read(List.of(places)));
  }

  private static FileAgreement only(AgreementReport report) {
    assertThat(report.files()).hasSize(1);
    return report.files().get(0);
  }

  private static List<Layer> differing(FileAgreement file) {
    return file.layers().entrySet().stream()
        .filter(layer -> layer.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Test
  void whoCleansTheSameInTheSameWayAgrees() throws IOException {
    String one = clean("a", "c.tar.xz", "xz -6", "*.info");
    // Other patterns that remove the same.
    FileAgreement file = only(agree(one, clean("b", "c.tar.xz", "xz -6", "/x.info", "y.*")));
    assertThat(file.disagrees()).isFalse();
    assertThat(file.layers().keySet())
        .containsExactly(
            Layer.ORIGINAL,
            Layer.REMOVED,
            Layer.RAW_TAR,
            Layer.COMPRESSED,
            Layer.UPSTREAM,
            Layer.COMPRESSOR);
    assertThat(file.layers().values())
        .allSatisfy(camps -> assertThat(camps.get(0).manifests()).hasSize(2));
  }

  @Test
  void otherRemovalsFromTheSameOriginalAreNamed() throws IOException {
    String one = clean("a", "c.tar.gz", "gnu-gzip -6", "*.info");
    String other = clean("b", "c.tar.gz", "gnu-gzip -6", "x.info", "b.c");
    FileAgreement file = only(agree(one, other));
    assertThat(file.difference()).contains(Layer.REMOVED);
    assertThat(file.camps(Layer.ORIGINAL)).hasSize(1);
    assertThat(file.removals())
        .containsExactly(
            "removed in " + one + " and not in " + other + ": app/y.info",
            "removed in " + other + " and not in " + one + ": app/b.c");
  }

  @Test
  void anotherOriginalComesBeforeAllThatFollowsFromIt() throws IOException {
    shell("gzip -nc later.tar >b/app.tar.gz");
    String[] cleaned = {
      clean("a", "c.tar.gz", "gnu-gzip -6", "*.info"),
      clean("b", "c.tar.gz", "gnu-gzip -6", "*.info")
    };
    assertThat(only(agree(cleaned)).difference()).contains(Layer.ORIGINAL);
    assertThat(only(agree(recompress("a", "xz -0"), recompress("b", "xz -0"))).difference())
        .contains(Layer.RAW_TAR);
  }

  @Test
  void upstreamsFileWithOtherBytesAndTheSameInItIsTold() throws IOException {
    shell("gzip -n1c app.tar >b/app.tar.gz");
    FileAgreement file = only(agree(recompress("a", "xz -0"), recompress("b", "xz -0")));
    assertThat(differing(file)).containsExactly(Layer.UPSTREAM);
    assertThat(file.difference()).contains(Layer.UPSTREAM);
    shell("bzip2 -k app.tar && mkdir z && mv app.tar.bz2 z/app.tar.gz");
    String record = recompress("z", "xz -0");
    String renamed = Files.readString(Path.of(record)).replace("app.tar.gz", "app.tar.bz2");
    Files.writeString(Path.of(record), renamed);
    // Of another name it is another form, and no contradiction.
    assertThat(only(agree(recompress("a", "xz -0"), record)).disagrees()).isFalse();
  }

  @Test
  void anotherCompressorIsTheLastLayer() throws IOException {
    FileAgreement other = only(agree(recompress("a", "xz -0"), recompress("b", "xz -1")));
    assertThat(other.difference()).contains(Layer.COMPRESSED);
    assertThat(differing(other)).containsExactly(Layer.COMPRESSED, Layer.COMPRESSOR);
    // Of so little all levels make the same bytes, but for the level that gzip's header tells.
    FileAgreement same =
        only(
            agree(
                clean("a", "c.tar.bz2", "bzip2 -9", "a.c"),
                clean("b", "c.tar.bz2", "bzip2 -9", "a.c")));
    assertThat(same.disagrees()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "raw,        RAW_TAR",
    "compressed, COMPRESSED",
  })
  void aRecordThatWasForgedIsFoundInItsLayer(String what, Layer layer) throws IOException {
    String one = clean("a", "c.tar.gz", "gnu-gzip -6", "*.info");
    Path forged = Path.of(clean("b", "c.tar.gz", "gnu-gzip -6", "*.info"));
    FileAgreement before = only(agree(one, forged.toString()));
    String digest =
        before.camps(what.equals("raw") ? Layer.RAW_TAR : Layer.COMPRESSED).get(0).value();
    Files.writeString(forged, Files.readString(forged).replace(digest, "0".repeat(64)));
    FileAgreement after = only(agree(one, forged.toString()));
    assertThat(differing(after)).containsExactly(layer);
    assertThat(after.difference()).contains(layer);
  }

  @Test
  void filesOfOtherNamesArePairedByFormOrByWhatIsInThem() throws IOException {
    String one = clean("a", "mine.tar.gz", "gnu-gzip -6", "*.info");
    FileAgreement sameForm = only(agree(one, clean("b", "his.tar.gz", "gnu-gzip -6", "*.info")));
    assertThat(sameForm.name()).isEqualTo("mine.tar.gz / his.tar.gz");
    assertThat(sameForm.compressed()).hasSize(1);
    AgreementReport otherForm = agree(one, clean("b", "his.tar.xz", "xz -0", "*.info"));
    assertThat(only(otherForm).compressed()).isEmpty();
    assertThat(only(otherForm).camps(Layer.RAW_TAR)).hasSize(1);
    assertThat(otherForm.below(2)).isEmpty();
    assertThat(only(agree(one, clean("b", "less.tar.xz", "xz -0", "a.c"))).difference())
        .contains(Layer.REMOVED);
    // What was cleaned and what was not are two things.
    assertThat(agree(one, recompress("b", "xz -0")).files()).hasSize(2);
  }

  @Test
  void aDirectorySaysWhatItsRecordsSay() throws IOException {
    for (String who : List.of("a", "b")) {
      clean(who, "c.tar.gz", "gnu-gzip -6", "*.info");
      recompress(who, "xz -0");
    }
    String[] both = {directory.resolve("a").toString(), directory.resolve("b").toString()};
    AgreementReport report = agree(both);
    assertThat(report.files())
        .extracting(FileAgreement::name)
        .containsExactly("app.tar.xz", "c.tar.gz");
    assertThat(report.disagrees()).isFalse();
    assertThat(report.below(2)).isEmpty();
    Files.writeString(directory.resolve("b/z.manifest.json"), "{}");
    assertThatThrownBy(() -> agree(both))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("b/z.manifest.json: not a manifest: it has no schema");
    Files.copy(
        directory.resolve("a/c.tar.gz.manifest.json"),
        Files.createDirectories(directory.resolve("two")).resolve("1.manifest.json"));
    Files.copy(
        Path.of(clean("b", "c.tar.gz", "gnu-gzip -6", "a.c")),
        directory.resolve("two/2.manifest.json"));
    assertThatThrownBy(() -> agree(directory.resolve("two").toString()))
        .hasMessageContaining("c.tar.gz is not the same in")
        .hasMessageContaining("2.manifest.json");
    // A mirror's manifest tells all that it publishes.
    TestMirror mirror = new TestMirror(directory.resolve("a")).add("m", new byte[3]);
    assertThat(only(agree(mirror.directory().toString())).name()).isEqualTo("m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{                      ~ [               ~ :1:1: expected an object",
        "git-snapshot/clean/1   ~ git-snapshot/clean/2 ~ which is not known here",
        "git-snapshot/clean/1   ~ git-snapshot/mirror/1 ~ unknown member",
        "\"removed\"            ~ \"remove\"      ~ did you mean",
        "\"size\": 10240         ~ \"size\": -1    ~ a size is not negative",
        "\"offset\"             ~ \"offse\"       ~ did you mean",
      })
  void aDamagedRecordIsNamed(String from, String to, String message) throws IOException {
    Path record = Path.of(clean("a", "c.tar.gz", "gnu-gzip -6", "*.info"));
    String text = Files.readString(record);
    Files.writeString(record, text.replaceFirst(Pattern.quote(from), to));
    assertThat(Files.readString(record)).isNotEqualTo(text);
    assertThatThrownBy(() -> agree(record.toString()))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            fault -> {
              assertThat(fault.fullMessage()).startsWith(record.toString()).contains(message);
              assertThat(fault.hint()).isPresent();
            });
  }

  @Test
  void aRecordThatIsCutOffAnywhereIsNamed() throws IOException {
    for (Path record :
        List.of(
            Path.of(clean("a", "c.tar.gz", "gnu-gzip -6", "*.info")),
            Path.of(recompress("a", "xz -0")))) {
      byte[] whole = Files.readAllBytes(record);
      for (int length = 0; length < whole.length - 2; length += 23) {
        Files.write(record, Arrays.copyOf(whole, length));
        assertThatThrownBy(() -> agree(record.toString()))
            .isInstanceOfSatisfying(
                InvalidInputException.class,
                fault -> {
                  assertThat(fault.getMessage()).startsWith(record.toString());
                  assertThat(fault.hint()).isPresent();
                });
      }
    }
  }

  @Test
  void whoNamesTheFileIsToldOfItsRecord() throws IOException {
    String record = recompress("a", "xz -0");
    String file = directory.resolve("a/app.tar.xz").toString();
    assertThatThrownBy(() -> agree(file))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            fault -> assertThat(fault.hint()).contains("name " + record));
  }

  @Test
  void aMirrorsManifestHoldsNoRecords() throws IOException {
    TestMirror mirror = new TestMirror(directory.resolve("m")).add("m", new byte[3]);
    List<String> places =
        List.of(mirror.directory().toString(), clean("a", "c.tar.gz", "gnu-gzip -6", "*.info"));
    assertThatThrownBy(() -> reader().mirrors(places))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is the record of one cleaned tarball, which a mirror's manifest");
  }
}
