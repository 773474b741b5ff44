package org.gitsnapshot.manifest;

import java.util.Optional;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.recipe.Compressor;

/**
 * That a file holds the same raw bytes as another in another compressed form: the link from a file
 * that was compressed again to what upstream published.
 *
 * <p>Nothing of the machine or the moment is in it, so two who compressed the same file in the same
 * way have equal records. {@link RecompressionJson} writes and reads it. It is kept beside the new
 * file as {@code FILE.manifest.json}.
 *
 * @param to the new file
 * @param raw the bytes that both hold
 * @param from the file as upstream published it
 */
public record Recompression(Made to, FileDigests raw, Original from) {
  /** What the {@code schema} member of the JSON says. */
  public static final String SCHEMA = "git-snapshot/recompression/1";

  /** What a record's name ends with. */
  public static final String SUFFIX = ".manifest.json";

  /**
   * The new file.
   *
   * @param name its name, without a directory
   * @param compressor the engine and level that made it; nothing if it is the raw bytes
   * @param digests its size and digests
   */
  public record Made(String name, Optional<Compressor> compressor, FileDigests digests) {}

  /**
   * The file as upstream published it.
   *
   * @param name its name, without a directory
   * @param format its compressed format, such as {@code gzip}, or {@code none}
   * @param compressor the engine and level that make the same bytes, where there are such
   * @param url where upstream has it, where that is known
   * @param digests its size and digests
   */
  public record Original(
      String name,
      String format,
      Optional<Compressor> compressor,
      Optional<String> url,
      FileDigests digests) {}

  /**
   * Checks the names, and that what is not compressed is the raw bytes.
   *
   * @throws IllegalArgumentException if a name is empty or has a slash, or an uncompressed file is
   *     not the raw bytes
   */
  public Recompression {
    check(isName(to.name()), "not a file's name: " + to.name());
    check(isName(from.name()), "not a file's name: " + from.name());
    check(
        to.compressor().isPresent() || to.digests().equals(raw),
        to.name() + " has no compressor and is not the raw bytes");
    check(
        !from.format().equals("none") || from.digests().equals(raw),
        from.name() + " is not compressed and is not the raw bytes");
  }

  private static boolean isName(String name) {
    return !name.isEmpty() && name.indexOf('/') < 0 && name.indexOf('\0') < 0;
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
