package org.gitsnapshot.report;

import java.util.List;
import java.util.Optional;
import org.gitsnapshot.recipe.Compressor;

/**
 * How a file is compressed.
 *
 * @param format the compressed format, such as {@code gzip}
 * @param engine the engine that makes the same bytes, if one was looked for and found
 * @param ownHeader whether the header is not the engine's own; it is a part of {@code engine} if a
 *     recipe can hold it
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

  /** Returns the text for a verdict, such as {@code gnu-gzip -6 name="demo.tar"}. */
  public String inWords() {
    if (engine.isEmpty()) {
      return searched ? "an unknown " + format + " compressor" : format;
    }
    String words = engine.get().toString();
    return ownHeader && engine.get().header().isEmpty() ? words + " with another header" : words;
  }
}
