package org.gitsnapshot.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import picocli.CommandLine.Option;

/** The options that say which forms of a tar are made, and by which engines. */
final class FormOptions {
  private static final Pattern LEVEL = Pattern.compile("\\s*\\S+\\s+-[0-9]");

  @Option(
      names = "--format",
      split = ",",
      paramLabel = "FORMAT",
      description = "tar, tar.gz, tar.xz or tar.bz2; several with commas.")
  private List<String> formats = new ArrayList<>();

  @Option(
      names = "--engine",
      split = ",",
      paramLabel = "ENGINE",
      description =
          "The compressor, such as gnu-gzip or 'gnu-gzip -9'; several with commas, one a format.")
  private List<String> engines = new ArrayList<>();

  /** Returns the forms, each with its engine if one was named; the fallback if nothing was. */
  Map<Format, Optional<Compressor>> outputs(Format fallback) throws InvalidInputException {
    Map<Format, Optional<Compressor>> outputs = new LinkedHashMap<>();
    for (String format : formats) {
      outputs.put(format(format), Optional.empty());
    }
    for (String engine : engines) {
      Compressor compressor = Compressor.parse(engine);
      if (!formats.isEmpty() && !outputs.containsKey(compressor.format())) {
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
    return !formats.isEmpty() || !engines.isEmpty();
  }

  /** Returns whether an engine was named together with a level. */
  boolean hasLevel(Compressor compressor) throws InvalidInputException {
    for (String engine : engines) {
      if (LEVEL.matcher(engine).lookingAt() && Compressor.parse(engine).equals(compressor)) {
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
