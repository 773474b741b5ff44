package org.gitsnapshot.manifest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.output.AtomicFile;

/**
 * The lists that a mirror publishes beside its files: {@code SHA256SUMS}, {@code index.html} and
 * {@code manifest.json}. Stateless and thread-safe.
 */
public final class MirrorLists {
  /** The name of the checksum list. */
  public static final String CHECKSUMS = "SHA256SUMS";

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
   * Replaces the lists in a directory, each whole; all are on the disk before the first appears.
   *
   * @throws OutputException if one cannot be written; those that were there stay as they are,
   *     unless only the renaming failed
   */
  public static void write(Path directory, MirrorManifest manifest) throws OutputException {
    List<AtomicFile> files = new ArrayList<>();
    try {
      for (Map.Entry<String, byte[]> list : of(manifest).entrySet()) {
        AtomicFile file = AtomicFile.create(directory.resolve(list.getKey()));
        files.add(file);
        file.write(list.getValue());
        file.seal();
      }
      for (AtomicFile file : files) {
        file.publish();
      }
    } catch (OutputException e) {
      throw e;
    } catch (IOException e) {
      throw new OutputException(
          "cannot write to " + directory + ": " + Explanation.reason(e), null, e);
    } finally {
      for (AtomicFile file : files) {
        file.close();
      }
    }
  }
}
