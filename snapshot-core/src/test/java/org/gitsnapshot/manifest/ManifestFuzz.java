package org.gitsnapshot.manifest;

import java.io.IOException;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.fuzz.Tried;

/**
 * Manifests of snapshots and of mirrors, and records of single files: what is read can be written,
 * and reads back equal.
 */
public final class ManifestFuzz {
  private ManifestFuzz() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    // A byte that is not UTF-8 has no place that could be told.
    String text = Tried.utf8(input);
    Optional<Manifest> snapshot =
        Tried.readText(
            text, () -> ManifestJson.parse(Tried.SOURCE, input), InvalidInputException.class);
    if (snapshot.isPresent()) {
      byte[] written = ManifestJson.toBytes(snapshot.get());
      Tried.checkEqual(
          ManifestJson.parse(Tried.SOURCE, written), snapshot.get(), "manifest after writing");
    }
    Optional<MirrorManifest> mirror =
        Tried.readText(
            text, () -> MirrorManifestJson.parse(Tried.SOURCE, input), InvalidInputException.class);
    if (mirror.isPresent()) {
      byte[] written = MirrorManifestJson.toBytes(mirror.get());
      Tried.checkEqual(
          MirrorManifestJson.parse(Tried.SOURCE, written), mirror.get(), "mirror after writing");
      MirrorLists.of(mirror.get());
    }
    records(text, input);
    Optional<ManifestKind> kind =
        Tried.readText(
            text, () -> ManifestKind.of(Tried.SOURCE, input), InvalidInputException.class);
    if (snapshot.isPresent()) {
      Tried.checkEqual(kind, Optional.of(ManifestKind.SNAPSHOT), "kind");
    }
    if (mirror.isPresent()) {
      Tried.checkEqual(kind, Optional.of(ManifestKind.MIRROR), "kind");
    }
  }

  private static void records(String text, byte[] input) throws IOException {
    Optional<CleanManifest> clean =
        Tried.readText(
            text, () -> CleanManifestJson.parse(Tried.SOURCE, input), InvalidInputException.class);
    if (clean.isPresent()) {
      byte[] written = CleanManifestJson.toBytes(clean.get());
      Tried.checkEqual(
          CleanManifestJson.parse(Tried.SOURCE, written), clean.get(), "clean after writing");
    }
    Optional<Recompression> other =
        Tried.readText(
            text, () -> RecompressionJson.parse(Tried.SOURCE, input), InvalidInputException.class);
    if (other.isPresent()) {
      byte[] written = RecompressionJson.toBytes(other.get());
      Tried.checkEqual(
          RecompressionJson.parse(Tried.SOURCE, written), other.get(), "record after writing");
    }
  }
}
