package org.gitsnapshot.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.recipe.Compressor;

/**
 * What came of compressing a file in another way.
 *
 * @param file the file that was read
 * @param original its size and digests
 * @param from how it is compressed, if it is
 * @param raw the size and digests of what is in it
 * @param tried what each engine came to, the smallest first; of one engine alone it is that one
 * @param outcome whether a file was written
 * @param made the new file, if there is one
 * @param notes what a user should know
 */
public record RecompressReport(
    Path file,
    FileDigests original,
    Optional<CompressedBy> from,
    FileDigests raw,
    List<Tried> tried,
    Outcome outcome,
    Optional<Made> made,
    List<String> notes) {
  /** Copies the lists. */
  public RecompressReport {
    tried = List.copyOf(tried);
    notes = List.copyOf(notes);
  }

  /** Whether a file was written. */
  public enum Outcome {
    /** It was. */
    WRITTEN,
    /** It was there already, with the same bytes. */
    THERE,
    /** The file that was read is in that form already, or nothing that was tried is smaller. */
    KEPT,
    /**
     * The smallest would have the name of the file that was read, which is never replaced: it needs
     * another.
     */
    BLOCKED;

    /** Returns the word in reports, such as {@code written}. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * What an engine came to.
   *
   * @param compressor engine and level
   * @param size the bytes of the compressed file
   */
  public record Tried(Compressor compressor, long size) {}

  /**
   * The new file.
   *
   * @param file where it is
   * @param compressor what made it; nothing if it is the raw bytes
   * @param digests its size and digests
   * @param record where it is recorded what it was made from
   */
  public record Made(
      Path file, Optional<Compressor> compressor, FileDigests digests, Path record) {}
}
