package org.gitsnapshot.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.manifest.Manifest;
import org.gitsnapshot.manifest.ManifestJson;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorLists;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.manifest.ScannedFile;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.pin.PinFile;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.report.MirrorReport;
import org.gitsnapshot.testing.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run with nothing to do, in little memory: a thousand pins and files, and ten thousand with
 * {@code -Dsnapshot.long=true}.
 */
@Tag("one-jvm")
class ManyFilesTest {
  private static final int COUNT = Boolean.getBoolean("snapshot.long") ? 10_000 : 1_000;

  /** The heap of the run; the command line's first is 48 MiB. */
  private static final String HEAP = "-Xmx96m";

  @TempDir Path directory;

  @Test
  void nothingToDoIsDoneSoon() throws IOException, InterruptedException {
    MirrorFixture mirror = new MirrorFixture(directory);
    Files.createDirectories(mirror.destination());
    StringBuilder lines = new StringBuilder();
    StringBuilder pins = new StringBuilder();
    List<MirrorFile> told = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      String name = "file-" + i + ".gz";
      Digest sha256 = write(mirror, name);
      lines.append("f http://nowhere.invalid/").append(name).append(' ').append(sha256.hex());
      lines.append('\n');
      pins.append(pin("pin-" + i, write(mirror, "pin-" + i + ".tar.gz")));
    }
    mirror.step("all", lines.toString());
    Files.writeString(directory.resolve("pins.toml"), pins);
    for (Pin pin : PinFile.read(directory.resolve("pins.toml"))) {
      told.add(told(mirror, pin));
      Path record = mirror.destination().resolve(pin.name() + ".manifest.json");
      Files.write(record, ManifestJson.toBytes(manifest(mirror, pin)));
    }
    MirrorLists.write(mirror.destination(), MirrorManifest.of(told));
    run();
    String seconds = run();
    // On a busy machine too; by itself it is a few seconds for ten thousand.
    assertThat(Double.parseDouble(seconds)).isLessThan(COUNT / 100.0 + 10);
    assertThat(mirror.manifest().files()).hasSize(2 * COUNT);
  }

  /** Returns how many seconds a run took, in a process of its own. */
  private String run() throws IOException, InterruptedException {
    ChildJvm child =
        ChildJvm.start(
            List.of(HEAP, "-XX:+UseSerialGC", "-Xmn24m"), Main.class, directory.toString());
    String line = child.readLine();
    assertThat(child.waitFor()).as(child.errors()).isZero();
    assertThat(line).matches("complete \\d+ [0-9.]+ .*");
    return line.split(" ", -1)[2];
  }

  private static Digest write(MirrorFixture mirror, String name) throws IOException {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    Files.write(mirror.destination().resolve(name), bytes);
    return Digest.of(
        DigestAlgorithm.SHA256, DigestAlgorithm.SHA256.newMessageDigest().digest(bytes));
  }

  private static String pin(String name, Digest sha256) {
    return "[[pin]]\nname = \"%s\"\nurl = \"https://nowhere.invalid/x\"\ncommit = \"%s\"\n[pin.sha256]\n\"tar.gz\" = \"%s\"\n\n"
        .formatted(name, "1".repeat(40), sha256.hex());
  }

  private static MirrorFile told(MirrorFixture mirror, Pin pin) throws IOException {
    String name = pin.fileName(Format.TAR_GZ);
    ScannedFile scanned = ScannedFile.of(mirror.destination().resolve(name));
    Oid commit = pin.commit();
    return new MirrorFile(
        name,
        scanned.size(),
        scanned.sha256(),
        Optional.empty(),
        Optional.of(pin.recipe(Format.TAR_GZ)),
        Optional.of(new MirrorFile.RawTar(scanned.size(), scanned.sha256())),
        Optional.of(true),
        new Origin.Git(pin.urls().get(0), commit.hex(), commit, commit),
        Optional.empty());
  }

  private static Manifest manifest(MirrorFixture mirror, Pin pin) throws IOException {
    String name = pin.fileName(Format.TAR_GZ);
    ScannedFile scanned = ScannedFile.of(mirror.destination().resolve(name));
    FileDigests digests = new FileDigests(scanned.size(), scanned.sha256(), Optional.empty());
    return new Manifest(
        new Manifest.Tool("git-snapshot", "0"),
        pin.name(),
        pin.urls(),
        Optional.empty(),
        pin.commit(),
        pin.commit(),
        0,
        1,
        true,
        List.of(),
        new Manifest.RawTar(pin.recipe(), digests),
        List.of(new Manifest.MadeFile(name, pin.recipe(Format.TAR_GZ), digests)),
        Optional.empty(),
        Optional.empty());
  }

  /** The run, and what it took. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
      long start = System.nanoTime();
      Path directory = Path.of(args[0]);
      MirrorFixture mirror = new MirrorFixture(directory);
      List<Pin> pins = PinFile.read(directory.resolve("pins.toml"));
      MirrorReport report = mirror.run(mirror.request(), pins.toArray(Pin[]::new));
      double seconds = (System.nanoTime() - start) / 1e9;
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      System.out.printf(
          "%s %d %.2f s, %d MiB live%n",
          report.complete() ? "complete" : "failed",
          report.files().size(),
          seconds,
          (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }
  }
}
