package org.gitsnapshot.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.gitsnapshot.acquire.AcquireOptions;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.manifest.ManifestJson;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.pin.PinFile;
import org.gitsnapshot.pin.PinWriter;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.report.Verdict;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pin of a tarball as somebody made it by hand, with {@code gzip x-1.0.tar}. */
class GzipHeaderBuildTest {
  private static final String COMPRESSOR = "gnu-gzip -9 name=\"x-1.0.tar\" mtime=1350000000";

  @TempDir Path directory;

  @Test
  void aPinWithALegacyHeaderMakesTheFileOfTheTime() throws Exception {
    Path repository = Files.createDirectory(directory.resolve("x"));
    StringBuilder text = new StringBuilder();
    Random random = new Random(5);
    for (int i = 0; i < 40_000; i++) {
      text.append((char) ('a' + random.nextInt(i % 20 + 1)));
    }
    Files.writeString(repository.resolve("file"), text);
    Tool git = new Tool(repository);
    git.git("init", "-q", ".");
    git.git("add", "file");
    git.git("commit", "-q", "-m", "m");
    git.git("archive", "--prefix=x-1.0/", "-o", "x-1.0.tar", "HEAD");
    git.run(null, "touch", "-d", "@1350000000", "x-1.0.tar");
    git.run(null, "gzip", "-9", "x-1.0.tar");
    byte[] published = Files.readAllBytes(repository.resolve("x-1.0.tar.gz"));
    String sum = git.text("sha256sum", "x-1.0.tar.gz").substring(0, 64);

    String toml =
        String.join(
            "\n",
            "[[pin]]",
            "name = 'x-1.0'",
            "url = '" + repository + "'",
            "commit = '" + git.git("rev-parse", "HEAD") + "'",
            "compressor = '" + COMPRESSOR + "'",
            "[pin.sha256]",
            "'tar.gz' = '" + sum + "'");
    Pin pin = parse(toml);
    assertThat(pin.recipe(Format.TAR_GZ).compressor().orElseThrow()).hasToString(COMPRESSOR);
    assertThat(parse(PinWriter.toToml(pin))).isEqualTo(pin);

    Path out = directory.resolve("out");
    for (int threads : new int[] {1, 3}) {
      try (Acquirer acquirer = new Acquirer(AcquireOptions.of(directory.resolve("cache")))) {
        BuildPin build =
            new BuildPin(
                acquirer,
                new Pipeline(Limits.DEFAULT, threads),
                new SnapshotDirectory(out, 1, Progress.NONE),
                Progress.NONE);
        PinReport report = build.run(pin);
        assertThat(report.verdict()).isEqualTo(Verdict.SAME);
      }
      assertThat(Files.readAllBytes(out.resolve("x-1.0.tar.gz"))).isEqualTo(published);
    }
    byte[] manifest = Files.readAllBytes(out.resolve("x-1.0.manifest.json"));
    assertThat(ManifestJson.parse("m", manifest).files().get(0).recipe())
        .isEqualTo(pin.recipe(Format.TAR_GZ));
  }

  private static Pin parse(String toml) throws Exception {
    List<Pin> pins = PinFile.parse("pins.toml", toml);
    return pins.get(0);
  }
}
