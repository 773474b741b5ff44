package org.gitsnapshot.derive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.manifest.CleanManifest;
import org.gitsnapshot.manifest.CleanManifestJson;
import org.gitsnapshot.manifest.Derivation;
import org.gitsnapshot.manifest.Manifest;
import org.gitsnapshot.manifest.ManifestJson;
import org.gitsnapshot.manifest.ManifestKind;

/**
 * What a manifest says was deleted: that of a cleaned tarball, or of a snapshot.
 *
 * @param source the manifest's name
 * @param clean the raw tar before, and what was deleted
 * @param tar the raw tar that was left
 */
record ListedInManifest(String source, Derivation clean, FileDigests tar) {
  /** Returns whether it has a SHA-512 of a raw tar. */
  boolean sha512() {
    return clean.original().sha512().isPresent() || tar.sha512().isPresent();
  }

  /** Returns whether these are the digests of the raw tar before, as far as it has them. */
  boolean isOriginal(FileDigests digests) {
    return same(clean.original(), digests);
  }

  /** Returns whether these are the digests of the raw tar that was left. */
  boolean isDerived(FileDigests digests) {
    return same(tar, digests);
  }

  private static boolean same(FileDigests said, FileDigests made) {
    boolean also = said.sha512().isEmpty() || said.sha512().equals(made.sha512());
    return also && said.size() == made.size() && said.sha256().equals(made.sha256());
  }

  /**
   * Reads a manifest.
   *
   * @throws InvalidInputException if it is none, or tells of nothing that was deleted
   */
  static ListedInManifest read(Path file) throws InvalidInputException {
    String source = file.toString();
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException absent) {
      throw new InvalidInputException(source + ": no such file", null);
    } catch (IOException e) {
      throw new InvalidInputException(source + ": cannot be read: " + Explanation.reason(e), null);
    }
    if (ManifestKind.of(source, bytes) == ManifestKind.CLEAN) {
      CleanManifest manifest = CleanManifestJson.parse(source, bytes);
      return new ListedInManifest(source, manifest.clean(), manifest.tar());
    }
    Manifest manifest = ManifestJson.parse(source, bytes);
    if (manifest.clean().isEmpty()) {
      throw new InvalidInputException(
          source + ": nothing was deleted from this snapshot",
          "name the manifest of a cleaned one");
    }
    return new ListedInManifest(source, manifest.clean().get(), manifest.tar().digests());
  }
}
