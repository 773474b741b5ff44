package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.recipe.Abbreviation;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.request.ReadFiles;
import picocli.CommandLine.Model.CommandSpec;

/** The options that say what export-subst would else take from the repository. */
final class SubstOptions {
  private final Argument<String> abbrev =
      Argument.text("--abbrev")
          .label("N")
          .says(
              "Hex digits of abbreviated ids (%h), 4 to 64, with the beginnings of ids that have"
                  + " more after commas: 7,0f3a9c8d. Default: as git computes it from the"
                  + " repository.");

  private final Argument<String> decorate =
      Argument.text("--decorate")
          .label("REFS")
          .orEmpty()
          .says(
              "What %D expands to, such as 'HEAD -> maint, tag: 0.18.0'. Default: the repository's"
                  + " refs that lead to the commit.");

  private final Argument<String> describe =
      Argument.text("--describe")
          .label("NAME")
          .orEmpty()
          .says(
              "What %(describe) expands to, such as v1.2-3-gabc1234. Default: as git describes"
                  + " it.");

  private final Argument<Path> mailmap =
      Argument.path("--mailmap")
          .label("FILE")
          .says("The mailmap of %aN and its kin. Default: the one of the repository's HEAD.");

  private final Argument<Map<String, String>> given =
      Argument.pairs("--given")
          .label("PLACEHOLDER=TEXT")
          .says(
              "What a placeholder expands to that depends on the clock or on keys, such as"
                  + " '%cr=2 days ago'. May be given several times.");

  /** Adds these options to a command. */
  void addTo(CommandSpec command) {
    Argument.addTo(command, abbrev, decorate, describe, mailmap, given);
  }

  SubstInputs toInputs() throws IOException {
    for (Map.Entry<String, String> entry : given.get().entrySet()) {
      if (!SubstInputs.GIVEN.contains(entry.getKey())) {
        throw new InvalidInputException(
            "--given cannot say what " + entry.getKey() + " is",
            "it can for " + String.join(", ", new TreeSet<>(SubstInputs.GIVEN)));
      }
      check("--given " + entry.getKey(), SubstInputs.isText(entry.getValue()));
    }
    check("--decorate", !decorate.isGiven() || SubstInputs.isLine(decorate.get()));
    check("--describe", !describe.isGiven() || SubstInputs.isLine(describe.get()));
    return new SubstInputs(
        abbreviation(),
        decorate.value(),
        describe.value(),
        mailmap.isGiven() ? Optional.of(read(mailmap.get())) : Optional.empty(),
        given.get());
  }

  /** Returns the files that say what placeholders expand to. */
  ReadFiles files() {
    return mailmap.isGiven() ? ReadFiles.of(mailmap.get()) : ReadFiles.of();
  }

  private Optional<Abbreviation> abbreviation() throws InvalidInputException {
    if (!abbrev.isGiven()) {
      return Optional.empty();
    }
    Optional<Abbreviation> ids = Abbreviation.parse(abbrev.get());
    if (ids.isEmpty()) {
      throw new InvalidInputException(
          "--abbrev is a number from 4 to 64, not " + abbrev.get(),
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
