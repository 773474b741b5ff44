package org.gitsnapshot.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.manifest.CleanManifestJson;
import org.gitsnapshot.manifest.ManifestJson;
import org.gitsnapshot.manifest.ManifestKind;

/** What a manifest beside a published file says was deleted: a hint, which is tried. */
final class BesideManifest {
  private static final long MAX_BYTES = 64 << 20;

  private BesideManifest() {}

  /** Returns the patterns; none if there is no manifest, or it says that nothing was deleted. */
  static List<ByteString> removes(Path file) {
    Path manifest = file.resolveSibling(NameHints.stem(file) + ".manifest.json");
    try {
      if (Files.size(manifest) > MAX_BYTES) {
        return List.of();
      }
      byte[] bytes = Files.readAllBytes(manifest);
      return ManifestKind.of(manifest.toString(), bytes) == ManifestKind.CLEAN
          ? CleanManifestJson.parse(manifest.toString(), bytes).removes()
          : ManifestJson.parse(manifest.toString(), bytes).tar().recipe().removes();
    } catch (IOException notThereOrNotOne) {
      return List.of();
    }
  }
}
