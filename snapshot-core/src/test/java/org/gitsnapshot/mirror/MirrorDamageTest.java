package org.gitsnapshot.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gitsnapshot.mirror.MirrorFixture.QUICK;
import static org.gitsnapshot.mirror.MirrorFixture.outcomes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.report.MirrorFileReport.Outcome;
import org.gitsnapshot.report.MirrorReport;
import org.gitsnapshot.request.MirrorRequest;
import org.gitsnapshot.testing.Demo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mirror of which something was damaged, removed or replaced behind the program's back. */
class MirrorDamageTest {
  @TempDir Path directory;
  private MirrorFixture mirror;
  private Pin pin;

  @BeforeEach
  void mirror() throws IOException {
    mirror = new MirrorFixture(directory).step("none", "");
    pin = Demo.pin("demo", "formats = [\"tar\", \"tar.gz\"]");
    assertThat(mirror.run(mirror.request(), pin).complete()).isTrue();
  }

  private Path file(String name) {
    return mirror.destination().resolve(name);
  }

  private MirrorReport prune() throws IOException {
    return mirror.run(mirror.request(MirrorRequest.Mode.UPDATE, QUICK, false, true), pin);
  }

  @Test
  void aDamagedManifestIsMadeAnewAndNothingIsPruned() throws IOException {
    byte[] good = Files.readAllBytes(file("manifest.json"));
    byte[] flipped = good.clone();
    flipped[good.length / 2] ^= (byte) 0x80;
    List<byte[]> damages =
        List.of(new byte[0], new byte[good.length], Arrays.copyOf(good, 900), flipped);
    mirror.run(mirror.request(), pin, Demo.pin("other"));
    for (byte[] damaged : damages) {
      Files.write(file("manifest.json"), damaged);
      MirrorReport report = prune();
      assertThat(outcomes(report).values()).containsOnly(Outcome.GOOD);
      assertThat(report.pruned()).isEmpty();
      assertThat(report.notes())
          .singleElement()
          .asString()
          .startsWith(file("manifest.json").toString())
          .contains("it is damaged, is now " + mirror.state().resolve("wrong"));
      assertThat(file("manifest.json")).hasBinaryContent(good);
      mirror.assertConsistent();
      assertThat(file("other.tar.gz")).exists();
    }
    assertThat(mirror.setAside()).hasSize(damages.size());
    assertThat(prune().notes()).isEmpty();
  }

  @Test
  void aManifestOfANewerVersionIsRefusedAndStays() throws IOException {
    String newer =
        Files.readString(file("manifest.json"))
            .replace("git-snapshot/mirror/1", "git-snapshot/mirror/2");
    Files.writeString(file("manifest.json"), newer);
    assertThatThrownBy(this::prune)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("git-snapshot/mirror/2");
    assertThat(file("manifest.json")).hasContent(newer);
    assertThat(mirror.setAside()).isEmpty();
    byte[] another = newer.replace("mirror/2", "mirrox/2").getBytes(StandardCharsets.UTF_8);
    Files.write(file("manifest.json"), another);
    assertThat(prune().complete()).isTrue();
  }
}
