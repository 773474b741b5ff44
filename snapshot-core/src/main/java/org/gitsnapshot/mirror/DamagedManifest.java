package org.gitsnapshot.mirror;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.output.DirectoryLock;

/**
 * A mirror's manifest that is cut off or was changed. It is moved out of the way, as a wrong file
 * is, and made anew like the other lists. What it told of files that nobody wants is lost, so they
 * are not removed either.
 */
final class DamagedManifest {
  private DamagedManifest() {}

  /**
   * Moves the manifest of a directory away if it is damaged; returns what an operator should know
   * of it.
   *
   * @param waiting takes what to tell while another process changes the lists
   * @throws InvalidInputException if it is of another version, which is no damage
   */
  static Optional<String> setAside(Path directory, StateDirectory state, Consumer<String> waiting)
      throws IOException {
    Path file = directory.resolve(MirrorManifest.FILE_NAME);
    // Another shard may have found it too, and have made a new one.
    try (DirectoryLock lock = DirectoryLock.acquire(directory, waiting)) {
      Optional<byte[]> bytes = Publishing.read(file);
      Optional<InvalidInputException> damage =
          bytes.isEmpty() ? Optional.empty() : of(file, bytes.get());
      if (damage.isEmpty()) {
        return Optional.empty();
      }
      byte[] sha256 = DigestAlgorithm.SHA256.newMessageDigest().digest(bytes.get());
      Path place =
          state.setAside(
              file,
              MirrorManifest.FILE_NAME,
              Digest.of(DigestAlgorithm.SHA256, sha256),
              "it was in the mirror, and damaged: " + damage.get().getMessage());
      return Optional.of(
          damage.get().getMessage()
              + "; it was damaged, is now "
              + place
              + ", and is made anew of what is wanted here; other files stay, and are in no list");
    }
  }

  /**
   * Returns what is wrong with a manifest, if it is damaged.
   *
   * @throws InvalidInputException if it is of another version
   */
  static Optional<InvalidInputException> of(Path file, byte[] bytes) throws IOException {
    try {
      MirrorManifest unused = MirrorManifestJson.parse(file.toString(), bytes);
      return Optional.empty();
    } catch (InvalidInputException fault) {
      if (MirrorManifestJson.isOfAnotherVersion(bytes)) {
        throw fault;
      }
      return Optional.of(fault);
    }
  }
}
