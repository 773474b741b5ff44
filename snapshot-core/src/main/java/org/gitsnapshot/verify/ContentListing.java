package org.gitsnapshot.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.hash.DigestingOutput;

/**
 * The content of a tar apart from how it is written: for every path its kind, its permission to be
 * executed, and its bytes. Directories do not count, nor does the directory that all paths begin
 * with.
 */
final class ContentListing {
  private final Map<String, String> files = new TreeMap<>();

  private ContentListing() {}

  /**
   * Reads a raw tar to its end.
   *
   * @throws CorruptObjectException if it is not a tar
   */
  static ContentListing read(InputStream tar) throws IOException {
    Map<String, String> whole = new TreeMap<>();
    // One char a byte, so that names that are not UTF-8 stay apart.
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(tar, StandardCharsets.ISO_8859_1.name())) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          whole.put(entry.getName(), describe(entry, in));
        }
      }
    } catch (IllegalArgumentException malformed) {
      throw new CorruptObjectException("not a tar: " + malformed.getMessage(), null, malformed);
    }
    ContentListing listing = new ContentListing();
    int cut = commonDirectory(whole.keySet());
    whole.forEach((path, what) -> listing.files.put(path.substring(cut), what));
    return listing;
  }

  /** Returns the paths that one of the two lacks or that are not the same in both. */
  Set<String> differences(ContentListing other) {
    Set<String> paths = new TreeSet<>(files.keySet());
    paths.addAll(other.files.keySet());
    paths.removeIf(
        path -> files.containsKey(path) && files.get(path).equals(other.files.get(path)));
    return paths;
  }

  private static String describe(TarArchiveEntry entry, InputStream in) throws IOException {
    if (entry.isSymbolicLink() || entry.isLink()) {
      return "link " + entry.getLinkName();
    }
    DigestingOutput digesting = new DigestingOutput(OutputStream.nullOutputStream());
    in.transferTo(digesting);
    boolean executable = (entry.getMode() & 0100) != 0;
    return (executable ? "executable " : "file ") + digesting.digests().sha256();
  }

  private static int commonDirectory(Set<String> paths) {
    String first = paths.isEmpty() ? "" : paths.iterator().next();
    int slash = first.indexOf('/') + 1;
    String directory = first.substring(0, slash);
    return paths.stream().allMatch(path -> path.startsWith(directory)) ? slash : 0;
  }
}
