package org.gitsnapshot.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import picocli.CommandLine.Model.CommandSpec;

/** The options that say which forms of a tar are made, and by which engines. */
final class FormOptions {
  private final Argument<List<String>> formats =
      Argument.texts("--format")
          .label("FORMAT")
          .split(",")
          .says("tar, tar.gz, tar.xz or tar.bz2; several with commas.");

  private final Argument<List<String>> engines =
      Argument.texts("--engine")
          .label("ENGINE")
          .split(",")
          .says(
              "The compressor, such as gnu-gzip or 'gnu-gzip -9'; several with commas, one a"
                  + " format.");

  /** Adds these options to a command. */
  void addTo(CommandSpec command) {
    Argument.addTo(command, formats, engines);
  }

  /** Returns the forms, each with its engine if one was named; the fallback if nothing was. */
  Map<Format, Optional<Compressor>> outputs(Format fallback) throws InvalidInputException {
    Map<Format, Optional<Compressor>> outputs = new LinkedHashMap<>();
    for (String format : formats.get()) {
      outputs.put(format(format), Optional.empty());
    }
    for (String engine : engines.get()) {
      Compressor compressor = Compressor.parse(engine);
      if (!formats.get().isEmpty() && !outputs.containsKey(compressor.format())) {
        throw new InvalidInputException(
            "--engine "
                + engine
                + " makes "
                + compressor.format().suffix()
                + ", which is not asked for",
            "add it to --format");
      }
      Optional<Compressor> other = outputs.getOrDefault(compressor.format(), Optional.empty());
      if (other.isPresent()) {
        throw new InvalidInputException(
            "--engine names two for "
                + compressor.format().suffix()
                + ", "
                + other.get()
                + " and "
                + compressor,
            "a format has one engine");
      }
      outputs.put(compressor.format(), Optional.of(compressor));
    }
    if (outputs.isEmpty()) {
      outputs.put(fallback, Optional.empty());
    }
    return outputs;
  }

  /** Returns whether any was asked for. */
  boolean asked() {
    return !formats.get().isEmpty() || !engines.get().isEmpty();
  }

  /** Returns whether an engine was named together with a level. */
  boolean hasLevel(Compressor compressor) throws InvalidInputException {
    Pattern withLevel = Pattern.compile("\\s*\\S+\\s+-[0-9]");
    for (String engine : engines.get()) {
      if (withLevel.matcher(engine).lookingAt() && Compressor.parse(engine).equals(compressor)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the forms, each compressed one with its engine, the default where none was named. */
  Map<Format, Optional<Compressor>> complete(Format fallback) throws InvalidInputException {
    Map<Format, Optional<Compressor>> complete = new LinkedHashMap<>();
    outputs(fallback)
        .forEach(
            (format, compressor) ->
                complete.put(
                    format,
                    format.compressed() && compressor.isEmpty()
                        ? Optional.of(Compressor.defaultFor(format))
                        : compressor));
    return complete;
  }

  private static Format format(String name) throws InvalidInputException {
    return Format.ofSuffix(name)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "no format is called " + name, "there are tar, tar.gz, tar.xz and tar.bz2"));
  }
}
