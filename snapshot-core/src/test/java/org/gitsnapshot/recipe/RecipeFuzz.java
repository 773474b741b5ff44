package org.gitsnapshot.recipe;

import java.util.Arrays;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.fuzz.Tried;
import org.gitsnapshot.io.ByteString;

/** Recipes, compressors, abbreviations, umasks, quoted bytes and gzip headers, there and back. */
public final class RecipeFuzz {
  private RecipeFuzz() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) throws InvalidInputException {
    String text = Tried.utf8(input);
    Optional<Recipe> recipe = Tried.read(() -> Recipe.parse(text), InvalidInputException.class);
    if (recipe.isPresent()) {
      Tried.checkEqual(Recipe.parse(recipe.get().toString()), recipe.get(), "recipe");
    }
    Optional<Compressor> compressor =
        Tried.read(() -> Compressor.parse(text), InvalidInputException.class);
    if (compressor.isPresent()) {
      Tried.checkEqual(
          Compressor.parse(compressor.get().toString()), compressor.get(), "compressor");
      compressor.get().header().ifPresent(header -> bytes(header, compressor.get().level()));
    }
    Optional<Abbreviation> abbreviation = Abbreviation.parse(text);
    Tried.checkEqual(
        abbreviation.flatMap(ids -> Abbreviation.parse(ids.toString())),
        abbreviation,
        "abbreviation");
    Optional<Umask> umask = Umask.parse(text);
    Tried.checkEqual(umask.flatMap(bits -> Umask.parse(bits.toString())), umask, "umask");
    ByteString bytes = ByteString.of(input);
    String quoted = QuotedBytes.quote(bytes);
    Tried.checkEqual(QuotedBytes.end(quoted, 0), quoted.length() - 1, "end of the quote");
    Tried.checkEqual(QuotedBytes.unquote(quoted, 0, quoted.length() - 1), bytes, "quoted bytes");
    Optional<GzipHeader> header = GzipHeader.of(input);
    if (header.isPresent()) {
      Tried.checkEqual(GzipHeaderText.parse(header.get().toString()), header.get(), "gzip header");
      byte[] written = header.get().toBytes(6);
      Tried.checkEqual(written, Arrays.copyOf(input, written.length), "bytes of the gzip header");
    }
  }

  private static void bytes(GzipHeader header, int level) {
    GzipHeader read = GzipHeader.of(header.toBytes(level)).orElseThrow();
    Tried.checkEqual(read.at(level), header.at(level), "gzip header from bytes");
  }
}
