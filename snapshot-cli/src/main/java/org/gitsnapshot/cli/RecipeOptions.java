package org.gitsnapshot.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.forge.Preset;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.request.RecipeRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that make up a recipe where there is no pin. */
final class RecipeOptions {
  @Option(
      names = "--like",
      paramLabel = "FORGE",
      description =
          "Fill in prefix, profile and compressor as this forge does: github, github-api, gitlab,"
              + " cgit, gitweb, gitea, forgejo, codeberg, sourcehut, bitbucket or live-bootstrap.")
  private @Nullable String like;

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      description =
          "Put this before every path, as it is; one that ends in a slash gets an entry of its own.")
  private @Nullable String prefix;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description = "Whose tar: git (2.24 and later), git-2.46, git-2.14, git-2.9 or git-1.8.0.")
  private @Nullable String profile;

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

  @Option(
      names = "--level",
      paramLabel = "N",
      description = "The compressor's level; where there are several, it is written with --engine.")
  private @Nullable Integer level;

  @Mixin private final SubstOptions subst = new SubstOptions();

  /** Completes the request; {@code fallback} is the form where none is asked for. */
  RecipeRequest toRequest(Format fallback) throws IOException {
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
      outputs.put(compressor.format(), Optional.of(compressor));
    }
    if (outputs.isEmpty()) {
      outputs.put(fallback, Optional.empty());
    }
    if (level != null) {
      applyLevel(outputs, level);
    }
    return new RecipeRequest(preset(), prefixBytes(), whose(), subst.toInputs(), outputs);
  }

  private void applyLevel(Map<Format, Optional<Compressor>> outputs, int value)
      throws InvalidInputException {
    List<Format> compressed = outputs.keySet().stream().filter(Format::compressed).toList();
    if (compressed.size() != 1) {
      throw new InvalidInputException(
          "--level is for one compressed format, and there are " + compressed.size(),
          "write levels with the engines, as in --engine 'gnu-gzip -9,xz-java -3'");
    }
    Format format = compressed.get(0);
    Optional<Compressor> given = outputs.getOrDefault(format, Optional.empty());
    Compressor base = given.orElseGet(() -> defaultOf(format));
    outputs.put(format, Optional.of(Compressor.parse(base.engine() + " -" + value)));
  }

  private Compressor defaultOf(Format format) {
    return Optional.ofNullable(like)
        .flatMap(Preset::ofLabel)
        .map(preset -> preset.compressor(format))
        .orElseGet(() -> Compressor.defaultFor(format));
  }

  private Optional<Preset> preset() throws InvalidInputException {
    if (like == null) {
      return Optional.empty();
    }
    Optional<Preset> preset = Preset.ofLabel(like);
    if (preset.isEmpty()) {
      throw new InvalidInputException(
          "no forge is called " + like, "there are " + String.join(", ", Preset.labels()));
    }
    return preset;
  }

  private Optional<ByteString> prefixBytes() {
    return Optional.ofNullable(prefix).map(ByteString::utf8);
  }

  private Optional<Profile> whose() throws InvalidInputException {
    if (profile == null) {
      return Optional.empty();
    }
    Optional<Profile> found = Profile.ofLabel(profile);
    if (found.isEmpty()) {
      throw new InvalidInputException(
          "no profile is called " + profile,
          "there are git, git-2.46, git-2.14, git-2.9 and git-1.8.0");
    }
    return found;
  }

  private static Format format(String name) throws InvalidInputException {
    return Format.ofSuffix(name)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "no format is called " + name, "there are tar, tar.gz, tar.xz and tar.bz2"));
  }
}
