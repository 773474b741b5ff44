package org.gitsnapshot.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gitsnapshot.mirror.MirrorFixture.QUICK;
import static org.gitsnapshot.mirror.MirrorFixture.outcomes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.report.MirrorFileReport.Outcome;
import org.gitsnapshot.report.MirrorReport;
import org.gitsnapshot.request.MirrorRequest;
import org.gitsnapshot.testing.Demo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose pin was changed, and that could not be replaced. */
class UnreplacedFilesTest {
  private static final String NOWHERE = "0000000000000000000000000000000000000001";

  @TempDir Path directory;
  private MirrorFixture mirror;
  private Pin kept;
  private Pin changed;
  private MirrorManifest before;

  @BeforeEach
  void mirror() throws IOException {
    mirror = new MirrorFixture(directory).step("none", "");
    kept = Demo.pin("kept");
    changed = Demo.pins(Demo.text("demo", Demo.BUNDLE, NOWHERE)).get(0);
    mirror.run(mirror.request(), kept, Demo.pin("demo"));
    before = mirror.manifest();
  }

  private MirrorReport prune(Pin... pins) throws IOException {
    return mirror.run(mirror.request(MirrorRequest.Mode.UPDATE, QUICK, false, true), pins);
  }

  @Test
  void theyAreListedAsBeforeAndPrunedWhenTheyAreWantedNoLonger() throws IOException {
    MirrorReport report = prune(kept, changed);
    assertThat(outcomes(report))
        .containsExactly(
            Map.entry("demo.tar.gz", Outcome.FAILED), Map.entry("kept.tar.gz", Outcome.GOOD));
    assertThat(report.notes())
        .containsExactly(
            "demo.tar.gz was not replaced; the file of an earlier run is still listed");
    assertThat(mirror.manifest()).isEqualTo(before);
    mirror.assertConsistent();

    assertThat(prune(kept).pruned()).containsExactly("demo.tar.gz");
    assertThat(mirror.published()).doesNotContain("demo.tar.gz", "demo.manifest.json");
  }

  @Test
  void afterARunThatWasKilledTheyAreKnownByTheirManifest() throws IOException {
    new Publishing(mirror.destination(), Optional.empty(), unused -> {})
        .withdraw(Map.of("demo.tar.gz", Optional.empty()));
    assertThat(mirror.manifest().file("demo.tar.gz")).isEmpty();
    mirror.run(mirror.request(), kept, changed);
    assertThat(mirror.manifest()).isEqualTo(before);
  }

  @Test
  void theyAreNotListedWhereTheyAreNoLongerWhatTheyWere() throws IOException {
    Path file = mirror.destination().resolve("demo.tar.gz");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    mirror.run(mirror.request(), kept, changed);
    assertThat(mirror.manifest().file("demo.tar.gz")).isEmpty();
  }

  @Test
  void theManifestGoesWithTheLastOfItsFiles() throws IOException {
    mirror.run(mirror.request(), kept, Demo.pin("demo", "formats = [\"tar\", \"tar.gz\"]"));
    mirror.run(mirror.request(), kept, promised("\"tar.gz\""));
    assertThat(mirror.setAside()).singleElement().asString().startsWith("demo.tar.gz.");
    assertThat(mirror.published()).contains("demo.manifest.json");

    MirrorReport report = mirror.run(mirror.request(), kept, promised("\"tar\""));
    assertThat(mirror.setAside()).hasSize(3).anyMatch(each -> each.startsWith("demo.manifest"));
    assertThat(mirror.published()).noneMatch(name -> name.startsWith("demo."));
    assertThat(report.notes())
        .anyMatch(
            note ->
                note.startsWith(
                    "demo.manifest.json was in the mirror, and none of the files it tells of"));
  }

  /** Returns a pin of which one form has a digest that it cannot have. */
  private static Pin promised(String format) throws IOException {
    return Demo.pin(
        "demo",
        "formats = [" + format + "]",
        "[pin.sha256]",
        format + " = \"" + "0".repeat(64) + "\"");
  }
}
