package org.gitsnapshot.recipe;

import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;

/**
 * Everything besides the commit that decides the bytes of one file.
 *
 * <p>Its canonical text is one line, which {@link #toString()} writes and {@link #parse} reads:
 *
 * <pre>{@code
 * tar git prefix="gnulib-b28236b/" | gnu-gzip -6
 * tar git prefix="datalad-0.18.0/" abbrev=11 decorate="HEAD -> maint, tag: 0.18.0"
 * }</pre>
 *
 * <p>Equal recipes have equal texts. {@code docs/pins.md} has the grammar.
 *
 * @param tar what decides the raw tar
 * @param compressor what compresses it, or nothing for the raw tar itself
 */
public record Recipe(TarRecipe tar, Optional<Compressor> compressor) {
  /**
   * Reads a recipe's text, canonical or with the inputs in another order, more spaces, or an engine
   * without its level.
   *
   * @throws InvalidInputException if the text is not a recipe
   */
  public static Recipe parse(String text) throws InvalidInputException {
    return new RecipeParser(text).parse();
  }

  /** Returns the format of the file. */
  public Format format() {
    return compressor.map(Compressor::format).orElse(Format.TAR);
  }

  /** Returns the canonical text. */
  @Override
  public String toString() {
    return compressor.map(c -> tar + " | " + c).orElseGet(tar::toString);
  }
}
