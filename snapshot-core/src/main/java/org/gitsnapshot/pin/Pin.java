package org.gitsnapshot.pin;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.io.RecordText;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Recipe;
import org.gitsnapshot.recipe.Removal;
import org.gitsnapshot.recipe.TarRecipe;

/**
 * One snapshot that somebody wants: where to get it, which commit, by which recipe, and what must
 * come out.
 *
 * @param name the base name of its files: a plain file name, no slash, no leading dot
 * @param urls where the repository is, tried in this order; at least one
 * @param commit the full id
 * @param ref the reference as people write it ({@code v1.2}, {@code b28236b}), if given
 * @param like the preset it was written with, if any
 * @param recipe what decides the raw tar
 * @param outputs the files to make, by format in the pin's order; each with its compressor, or with
 *     nothing for {@link Format#TAR}; at least one
 * @param expected the digests that must come out; formats that are not among the outputs may be
 *     here as well, above all {@link Format#TAR}
 * @param removals what is deleted from the tar, one for each pattern of the recipe
 * @param position where the pin begins in its file
 */
public record Pin(
    String name,
    List<String> urls,
    Oid commit,
    Optional<String> ref,
    Optional<String> like,
    TarRecipe recipe,
    Map<Format, Optional<Compressor>> outputs,
    Map<Format, Map<DigestAlgorithm, Digest>> expected,
    List<Removal> removals,
    Position position) {

  /**
   * Copies the collections and checks that they go together.
   *
   * @throws IllegalArgumentException if the name is not a plain file name, there is no URL or no
   *     output, a compressor is missing, needless or writes another format, a digest is of a
   *     compressed form that is not made, or the removals are not the recipe's
   */
  public Pin {
    String fault = PinNames.fault(name);
    if (fault != null) {
      throw new IllegalArgumentException("the name " + fault);
    }
    urls = List.copyOf(urls);
    outputs = ImmutableMap.copyOf(outputs);
    expected = ImmutableMap.copyOf(Maps.transformValues(expected, ImmutableMap::copyOf));
    removals = List.copyOf(removals);
    if (!removals.stream().map(Removal::pattern).toList().equals(recipe.removes())) {
      throw new IllegalArgumentException("the removals are not the recipe's: " + name);
    }
    if (urls.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException("a pin has a URL and an output: " + name);
    }
    for (Format format : expected.keySet()) {
      if (format.compressed() && !outputs.containsKey(format)) {
        throw new IllegalArgumentException(format.suffix() + " is not made, and has a digest");
      }
    }
    outputs.forEach(
        (format, compressor) -> {
          if (compressor.map(Compressor::format).orElse(Format.TAR) != format) {
            throw new IllegalArgumentException(compressor + " does not make " + format.suffix());
          }
        });
  }

  /**
   * Creates one from a recipe whose patterns, if it has any, are written nowhere else.
   *
   * @throws IllegalArgumentException as the other constructor
   */
  public Pin(
      String name,
      List<String> urls,
      Oid commit,
      Optional<String> ref,
      Optional<String> like,
      TarRecipe recipe,
      Map<Format, Optional<Compressor>> outputs,
      Map<Format, Map<DigestAlgorithm, Digest>> expected,
      Position position) {
    this(
        name,
        urls,
        commit,
        ref,
        like,
        recipe,
        outputs,
        expected,
        Removal.ofPatterns(recipe.removes()),
        position);
  }

  /**
   * Checks a name that somebody asks for.
   *
   * @throws InvalidInputException if it is not a plain file name
   */
  public static void checkName(String name) throws InvalidInputException {
    PinNames.check(name);
  }

  /**
   * Checks a prefix that somebody asks for.
   *
   * @throws InvalidInputException if it is not UTF-8, has a NUL or ends in white space
   */
  public static void checkPrefix(ByteString prefix) throws InvalidInputException {
    String text = prefix.asUtf8();
    String fault = text == null ? "is not UTF-8" : PinPrefix.fault(text);
    if (fault != null) {
      throw new InvalidInputException(
          "the prefix " + fault + ": \"" + prefix.display() + "\"", PinPrefix.HINT);
    }
  }

  /** Returns the name of the file of a format, such as {@code gnulib-b28236b.tar.gz}. */
  public String fileName(Format format) {
    return name + "." + format.suffix();
  }

  /**
   * Returns the recipe of an output.
   *
   * @throws IllegalArgumentException if the pin does not make this format
   */
  public Recipe recipe(Format format) {
    Optional<Compressor> compressor = outputs.get(format);
    if (compressor == null) {
      throw new IllegalArgumentException(name + " does not make " + format.suffix());
    }
    return new Recipe(recipe, compressor);
  }

  /** Returns the compressors of its files. */
  public List<Compressor> compressors() {
    return outputs.values().stream().flatMap(Optional::stream).toList();
  }

  /** Returns what it promises of a form. */
  public Expectations expectations(Format format) {
    Map<DigestAlgorithm, Digest> digests = expected.get(format);
    return new Expectations(digests == null ? Map.of() : digests);
  }

  /** Returns the text of a record, its URLs without what may be secret. */
  @Override
  public String toString() {
    return RecordText.of(this);
  }
}
