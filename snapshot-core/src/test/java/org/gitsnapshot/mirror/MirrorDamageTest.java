package org.gitsnapshot.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gitsnapshot.mirror.MirrorFixture.QUICK;
import static org.gitsnapshot.mirror.MirrorFixture.file;
import static org.gitsnapshot.mirror.MirrorFixture.outcomes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.report.MirrorFileReport.Outcome;
import org.gitsnapshot.report.MirrorReport;
import org.gitsnapshot.request.MirrorRequest;
import org.gitsnapshot.testing.Demo;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

  private Path at(String name) {
    return mirror.destination().resolve(name);
  }

  private MirrorReport prune() throws IOException {
    return mirror.run(mirror.request(MirrorRequest.Mode.UPDATE, QUICK, false, true), pin);
  }

  private MirrorRequest check() {
    return mirror.request(MirrorRequest.Mode.CHECK, QUICK, false, false);
  }

  @Test
  void aDamagedManifestIsMadeAnewAndNothingIsPruned() throws IOException {
    byte[] good = Files.readAllBytes(at("manifest.json"));
    byte[] flipped = good.clone();
    flipped[good.length / 2] ^= (byte) 0x80;
    List<byte[]> damages =
        List.of(new byte[0], new byte[good.length], Arrays.copyOf(good, 900), flipped);
    mirror.run(mirror.request(), pin, Demo.pin("other"));
    for (byte[] damaged : damages) {
      Files.write(at("manifest.json"), damaged);
      MirrorReport report = prune();
      assertThat(outcomes(report).values()).containsOnly(Outcome.GOOD);
      assertThat(report.pruned()).isEmpty();
      assertThat(report.notes())
          .singleElement()
          .asString()
          .startsWith(at("manifest.json").toString())
          .contains("; it was damaged, is now " + mirror.state().resolve("wrong"));
      assertThat(at("manifest.json")).hasBinaryContent(good);
      mirror.assertConsistent();
      assertThat(at("other.tar.gz")).exists();
    }
    assertThat(mirror.setAside()).hasSize(damages.size());
    assertThat(prune().notes()).isEmpty();
  }

  @Test
  void aManifestOfANewerVersionIsRefusedAndStays() throws IOException {
    String newer =
        Files.readString(at("manifest.json"))
            .replace("git-snapshot/mirror/1", "git-snapshot/mirror/2");
    Files.writeString(at("manifest.json"), newer);
    assertThatThrownBy(this::prune)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("git-snapshot/mirror/2");
    assertThat(at("manifest.json")).hasContent(newer);
    assertThat(mirror.setAside()).isEmpty();
    byte[] another = newer.replace("mirror/2", "mirrox/2").getBytes(StandardCharsets.UTF_8);
    Files.write(at("manifest.json"), another);
    assertThat(prune().complete()).isTrue();
  }

  @Test
  void aDirectoryInTheWayOfOneFormLeavesTheOtherListed() throws IOException {
    byte[] list = Files.readAllBytes(at("SHA256SUMS"));
    Files.delete(at("demo.tar.gz"));
    Files.createDirectory(at("demo.tar.gz"));
    MirrorReport report = mirror.run(mirror.request(), pin);
    assertThat(outcomes(report))
        .containsExactly(
            Map.entry("demo.tar", Outcome.GOOD), Map.entry("demo.tar.gz", Outcome.FAILED));
    assertThat(file(report, "demo.tar.gz").message())
        .contains(at("demo.tar.gz") + " is a directory");
    assertThat(file(report, "demo.tar.gz").hint().orElseThrow())
        .startsWith("remove that directory");
    assertThat(mirror.manifest().files()).extracting(MirrorFile::name).containsExactly("demo.tar");
    mirror.assertConsistent();
    assertThat(outcomes(mirror.run(check(), pin))).isEqualTo(outcomes(report));
    Files.delete(at("demo.tar.gz"));
    assertThat(mirror.run(mirror.request(), pin).complete()).isTrue();
    assertThat(at("SHA256SUMS")).hasBinaryContent(list);
  }

  @Test
  void aFormThatCannotBeMadeAgainLeavesTheOtherListed() throws IOException {
    GitRepo repository = GitRepo.init(directory.resolve("app.git"));
    String commit = repository.commitFile("file", "text\n").hex();
    Pin app =
        Demo.pins(
                Demo.text("app", repository.directory(), commit, "formats = [\"tar\", \"tar.gz\"]"))
            .get(0);
    mirror.run(mirror.request(), pin, app);
    Files.move(repository.directory(), directory.resolve("elsewhere"));
    Files.delete(at("app.tar.gz"));
    assertThat(outcomes(mirror.run(mirror.request(), pin, app)))
        .containsEntry("app.tar", Outcome.GOOD)
        .containsEntry("app.tar.gz", Outcome.FAILED);
    assertThat(mirror.manifest().file("app.tar")).isPresent();
    assertThat(mirror.manifest().file("app.tar.gz")).isEmpty();
    mirror.assertConsistent();
  }

  @Test
  void aFormThatStaysIsListedWhileTheOtherIsMadeAgain() throws IOException {
    List<String> listed = new ArrayList<>();
    Files.delete(at("demo.tar.gz"));
    MirrorReport report =
        mirror.run(
            done -> {
              try {
                if (done.outcome() == Outcome.MADE) {
                  mirror.manifest().files().forEach(each -> listed.add(each.name()));
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            pin);
    assertThat(outcomes(report))
        .containsExactly(
            Map.entry("demo.tar", Outcome.GOOD), Map.entry("demo.tar.gz", Outcome.MADE));
    assertThat(listed).containsExactly("demo.tar");
  }

  @Test
  void theManifestOfASnapshotIsMadeAgainWhereItIsNotWhatWasWritten() throws IOException {
    String name = "demo.manifest.json";
    byte[] good = Files.readAllBytes(at(name));
    byte[] list = Files.readAllBytes(at("manifest.json"));
    byte[] flipped = good.clone();
    flipped[good.length / 2] ^= 1;
    for (byte[] damaged : List.of(new byte[0], flipped)) {
      Files.write(at(name), damaged);
      assertThat(outcomes(mirror.run(check(), pin))).containsEntry(name, Outcome.WRONG);
      assertManifestIsMadeAgain(good);
    }
    Files.delete(at(name));
    assertThat(outcomes(mirror.run(check(), pin))).containsEntry(name, Outcome.MISSING);
    assertManifestIsMadeAgain(good);
    assertThat(at("manifest.json")).hasBinaryContent(list);
    assertThat(mirror.setAside()).hasSize(2).allMatch(each -> each.startsWith(name));
  }

  private void assertManifestIsMadeAgain(byte[] good) throws IOException {
    MirrorReport report = mirror.run(mirror.request(), pin);
    assertThat(outcomes(report))
        .containsExactly(
            Map.entry("demo.manifest.json", Outcome.MADE),
            Map.entry("demo.tar", Outcome.GOOD),
            Map.entry("demo.tar.gz", Outcome.GOOD));
    assertThat(report.published()).isFalse();
    assertThat(at("demo.manifest.json")).hasBinaryContent(good);
    assertThat(outcomes(mirror.run(check(), pin))).hasSize(2).doesNotContainValue(Outcome.WRONG);
  }

  @Test
  void withoutAStateTheManifestOfASnapshotIsKnownByWhatItTells() throws IOException {
    Files.delete(mirror.state().resolve("files.tsv"));
    assertThat(mirror.run(mirror.request(), pin).count(Outcome.GOOD)).isEqualTo(2);
    Files.delete(mirror.state().resolve("files.tsv"));
    byte[] good = Files.readAllBytes(at("demo.manifest.json"));
    mirror.run(mirror.request(), pin, Demo.pin("other", "prefix = \"other/\""));
    Files.delete(mirror.state().resolve("files.tsv"));
    Files.copy(
        at("other.manifest.json"), at("demo.manifest.json"), StandardCopyOption.REPLACE_EXISTING);
    assertManifestIsMadeAgain(good);
  }

  @Test
  void aCheckTellsListsThatAreMissingOrOthers() throws IOException {
    assertThat(mirror.run(check(), pin).complete()).isTrue();
    String sums = Files.readString(at("SHA256SUMS"));
    Files.writeString(at("SHA256SUMS"), sums.replaceAll("(?m)^.", "z"));
    Files.delete(at("index.html"));
    Files.writeString(at("manifest.json"), "junk");
    assertThat(outcomes(mirror.run(check(), pin)))
        .containsExactly(
            Map.entry("SHA256SUMS", Outcome.WRONG),
            Map.entry("demo.tar", Outcome.GOOD),
            Map.entry("demo.tar.gz", Outcome.GOOD),
            Map.entry("index.html", Outcome.MISSING),
            Map.entry("manifest.json", Outcome.WRONG));
    assertThat(at("manifest.json")).hasContent("junk");
    assertThat(mirror.run(mirror.request(), pin).complete()).isTrue();
    assertThat(mirror.run(check(), pin).complete()).isTrue();
    Files.delete(at("SHA256SUMS"));
    assertThat(file(mirror.run(check(), pin), "SHA256SUMS").message())
        .contains("it is not in the mirror");
    // What another shard, or a run before, has put there is listed rightly too.
    mirror.run(mirror.request(), pin, Demo.pin("other"));
    assertThat(mirror.run(check(), pin).complete()).isTrue();
  }

  @Test
  @Timeout(60)
  void aPipeInThePlaceOfALockOrAListIsTold() throws IOException {
    for (Path file :
        List.of(
            mirror.state().resolve("lock"),
            mirror.state().resolve("files.tsv"),
            at(".lock"),
            at("manifest.json"),
            at("SHA256SUMS"))) {
      boolean was = Files.deleteIfExists(file);
      byte[] unused = new Tool(directory).run(null, "mkfifo", file.toString());
      assertThatThrownBy(() -> mirror.run(mirror.request(), pin, Demo.pin("other")))
          .as(file.toString())
          .isInstanceOf(OutputException.class)
          .hasMessage(file + " is a pipe, a socket or a device, and must be a plain file");
      Files.delete(file);
      assertThat(mirror.run(mirror.request(), pin).complete()).as(was + " " + file).isTrue();
    }
  }
}
