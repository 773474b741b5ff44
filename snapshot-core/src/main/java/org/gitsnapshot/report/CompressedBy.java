package org.gitsnapshot.report;

import java.util.List;
import java.util.Optional;
import org.gitsnapshot.recipe.Compressor;

/**
 * How a file is compressed.
 *
 * @param format the compressed format, such as {@code gzip}
 * @param engine the engine that makes the same bytes, if one was looked for and found
 * @param ownHeader whether that holds for all but the header, which says other things
 * @param searched whether an engine was looked for
 * @param header what the header says that is not usual, such as {@code name demo.tar}
 */
public record CompressedBy(
    String format,
    Optional<Compressor> engine,
    boolean ownHeader,
    boolean searched,
    List<String> header) {
  /** Copies the list. */
  public CompressedBy {
    header = List.copyOf(header);
  }

  /** Returns the shortest text for a verdict, such as {@code gnu-gzip -6}. */
  public String inWords() {
    if (engine.isEmpty()) {
      return searched ? "an unknown " + format + " compressor" : format;
    }
    String words = engine.get().toString();
    return ownHeader ? words + " with another header" : words;
  }
}
