package org.gitsnapshot.manifest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.output.AtomicFile;
import org.gitsnapshot.output.Directories;
import org.gitsnapshot.output.FailureReason;
import org.gitsnapshot.output.PlainFile;
import org.jspecify.annotations.Nullable;

/**
 * The lists that a mirror publishes beside its files: {@code SHA256SUMS}, {@code index.html} and
 * {@code manifest.json}. Stateless and thread-safe.
 */
public final class MirrorLists {
  /** The name of the checksum list. */
  public static final String CHECKSUMS = "SHA256SUMS";

  /** The name of the signature of the checksum list, where there is one. */
  public static final String SIGNATURE = CHECKSUMS + ".sig";

  /** The name of the list for people. */
  public static final String INDEX = "index.html";

  private MirrorLists() {}

  /**
   * Returns the lists by name, in the order in which they are to appear: the manifest last, since
   * it is what servers and clients read.
   */
  public static Map<String, byte[]> of(MirrorManifest manifest) {
    Map<String, byte[]> lists = new LinkedHashMap<>();
    lists.put(CHECKSUMS, manifest.checksums().toBytes());
    lists.put(INDEX, MirrorIndex.html(manifest).getBytes(StandardCharsets.UTF_8));
    lists.put(MirrorManifest.FILE_NAME, MirrorManifestJson.toBytes(manifest));
    return lists;
  }

  /**
   * Replaces the lists in a directory, each whole; all are on the disk before the first appears. A
   * signature of other checksums is worse than none: it goes before they do.
   *
   * @return what an operator should know: that a signature was removed
   * @throws OutputException if one cannot be written; those that were there stay as they are,
   *     unless only the renaming failed
   */
  public static Optional<String> write(Path directory, MirrorManifest manifest)
      throws OutputException {
    Map<String, byte[]> lists = of(manifest);
    List<AtomicFile> files = new ArrayList<>();
    try {
      for (Map.Entry<String, byte[]> list : lists.entrySet()) {
        AtomicFile file = AtomicFile.create(directory.resolve(list.getKey()));
        files.add(file);
        file.write(list.getValue());
        file.seal();
      }
      boolean removed =
          !holds(directory.resolve(CHECKSUMS), lists.get(CHECKSUMS))
              && Files.deleteIfExists(directory.resolve(SIGNATURE));
      if (removed) {
        Directories.force(directory);
      }
      for (AtomicFile file : files) {
        file.publish();
      }
      return removed
          ? Optional.of(
              SIGNATURE
                  + " was of the checksums before and is removed; mirror --sign-key signs them"
                  + " again")
          : Optional.empty();
    } catch (OutputException e) {
      throw e;
    } catch (IOException e) {
      throw FailureReason.of("cannot write to " + directory, e);
    } finally {
      for (AtomicFile file : files) {
        file.close();
      }
    }
  }

  private static boolean holds(Path file, byte @Nullable [] bytes) throws IOException {
    try {
      return Arrays.equals(PlainFile.read(file), bytes);
    } catch (NoSuchFileException absent) {
      return false;
    }
  }
}
