package org.gitsnapshot.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.request.ReadFiles;
import org.gitsnapshot.request.RecipeRequest;
import picocli.CommandLine.Model.CommandSpec;

/** The options that make up a recipe where there is no pin. */
final class RecipeOptions {
  private final TarOptions tar = new TarOptions();

  private final FormOptions forms = new FormOptions();

  private final Argument<Integer> level =
      Argument.number("--level")
          .label("N")
          .says("The compressor's level; where there are several, it is written with --engine.");

  /** Adds these options to a command. */
  void addTo(CommandSpec command) {
    tar.addTo(command);
    forms.addTo(command);
    Argument.addTo(command, level);
  }

  /** Completes the request; {@code fallback} is the form where none is asked for. */
  RecipeRequest toRequest(Format fallback) throws IOException {
    Map<Format, Optional<Compressor>> outputs = forms.outputs(fallback);
    if (level.isGiven()) {
      applyLevel(outputs, level.get());
    }
    return tar.toRequest(outputs);
  }

  /** Returns whether forms were asked for. */
  boolean asksForForms() {
    return forms.asked();
  }

  /** Returns the files that the recipe comes from. */
  ReadFiles files() {
    return tar.files();
  }

  private void applyLevel(Map<Format, Optional<Compressor>> outputs, int value)
      throws InvalidInputException {
    List<Format> compressed = outputs.keySet().stream().filter(Format::compressed).toList();
    if (compressed.size() != 1) {
      throw new InvalidInputException(
          "--level is for one compressed format, and there are " + compressed.size(),
          "write levels with the engines, as in --engine 'gnu-gzip -9,xz-java -3'");
    }
    if (value < 0) {
      throw new InvalidInputException(
          "--level is a number without a sign, not " + value, "write --level " + -(long) value);
    }
    Format format = compressed.get(0);
    Optional<Compressor> given = outputs.getOrDefault(format, Optional.empty());
    Compressor base = given.isPresent() ? given.get() : defaultOf(format);
    Compressor leveled = Compressor.parse(base.engine() + " -" + value);
    Compressor whole = leveled.with(base.header());
    if (!whole.equals(base) && forms.hasLevel(base)) {
      throw new InvalidInputException(
          "--level " + value + " contradicts --engine '" + base + "'", "leave one of them out");
    }
    outputs.put(format, Optional.of(whole));
  }

  private Compressor defaultOf(Format format) throws InvalidInputException {
    return tar.preset()
        .map(preset -> preset.compressor(format))
        .orElseGet(() -> Compressor.defaultFor(format));
  }
}
