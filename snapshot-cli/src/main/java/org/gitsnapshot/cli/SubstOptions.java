package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.recipe.Abbreviation;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.request.ReadFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what export-subst would else take from the repository. */
final class SubstOptions {
  @Option(
      names = "--abbrev",
      paramLabel = "N",
      description =
          "Hex digits of abbreviated ids (%%h), 4 to 64, with the beginnings of ids that have more"
              + " after commas: 7,0f3a9c8d. Default: as git computes it from the repository.")
  private @Nullable String abbrev;

  @Option(
      names = "--decorate",
      paramLabel = "REFS",
      description =
          "What %%D expands to, such as 'HEAD -> maint, tag: 0.18.0'. Default: the repository's"
              + " refs that lead to the commit.")
  private @Nullable String decorate;

  @Option(
      names = "--describe",
      paramLabel = "NAME",
      description =
          "What %%(describe) expands to, such as v1.2-3-gabc1234. Default: as git describes it.")
  private @Nullable String describe;

  @Option(
      names = "--mailmap",
      paramLabel = "FILE",
      description = "The mailmap of %%aN and its kin. Default: the one of the repository's HEAD.")
  private @Nullable Path mailmap;

  @Option(
      names = "--given",
      paramLabel = "PLACEHOLDER=TEXT",
      description =
          "What a placeholder expands to that depends on the clock or on keys, such as"
              + " '%%cr=2 days ago'. May be given several times.")
  private Map<String, String> given = new LinkedHashMap<>();

  SubstInputs toInputs() throws IOException {
    for (Map.Entry<String, String> entry : given.entrySet()) {
      if (!SubstInputs.GIVEN.contains(entry.getKey())) {
        throw new InvalidInputException(
            "--given cannot say what " + entry.getKey() + " is",
            "it can for " + String.join(", ", new TreeSet<>(SubstInputs.GIVEN)));
      }
      check("--given " + entry.getKey(), SubstInputs.isText(entry.getValue()));
    }
    check("--decorate", decorate == null || SubstInputs.isLine(decorate));
    check("--describe", describe == null || SubstInputs.isLine(describe));
    return new SubstInputs(
        abbreviation(),
        Optional.ofNullable(decorate),
        Optional.ofNullable(describe),
        mailmap == null ? Optional.empty() : Optional.of(read(mailmap)),
        given);
  }

  /** Returns the files that say what placeholders expand to. */
  ReadFiles files() {
    return mailmap == null ? ReadFiles.of() : ReadFiles.of(mailmap);
  }

  private Optional<Abbreviation> abbreviation() throws InvalidInputException {
    if (abbrev == null) {
      return Optional.empty();
    }
    Optional<Abbreviation> ids = Abbreviation.parse(abbrev);
    if (ids.isEmpty()) {
      throw new InvalidInputException(
          "--abbrev is a number from 4 to 64, not " + abbrev,
          "ids that have more digits follow it with commas: 7,0f3a9c8d");
    }
    return ids;
  }

  private static void check(String option, boolean fits) throws InvalidInputException {
    if (!fits) {
      throw new InvalidInputException(option + " is one line of text", null);
    }
  }

  private static String read(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException notUtf8) {
      throw new InvalidInputException(file + ": a mailmap is UTF-8 here", "recipes are UTF-8");
    } catch (IOException failed) {
      throw new InvalidInputException(
          file + ": cannot be read: " + Explanation.reason(failed), null);
    }
    if (!SubstInputs.isText(text)) {
      throw new InvalidInputException(
          file + ": a mailmap has no NUL here", "recipes are text without NUL");
    }
    return text;
  }
}
