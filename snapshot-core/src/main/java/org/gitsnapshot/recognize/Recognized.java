package org.gitsnapshot.recognize;

import java.util.List;
import java.util.Optional;
import org.gitsnapshot.recipe.Compressor;

/**
 * What a compressed file tells of how it was made.
 *
 * @param format its format, such as {@code gzip}
 * @param engine the engine and level that make the same bytes, if one was found, with the header of
 *     a gzip file where it is not the engine's own
 * @param ownHeader whether the file's header is not the engine's own; if {@code engine} has no
 *     header then, no recipe can hold the file's, and only the rest is the same
 * @param untried which engines the budget kept from being tried and why, in words, if there were
 *     any
 * @param header what the header says that is not usual, such as {@code time 1577836800}
 */
public record Recognized(
    String format,
    Optional<Compressor> engine,
    boolean ownHeader,
    Optional<String> untried,
    List<String> header) {
  /** Copies the list. */
  public Recognized {
    header = List.copyOf(header);
  }
}
