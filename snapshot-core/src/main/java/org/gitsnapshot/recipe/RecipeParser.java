package org.gitsnapshot.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.NearestName;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/** Reads the text of one recipe, from left to right. */
final class RecipeParser {
  private static final List<String> INPUTS =
      List.of("prefix", "umask", "abbrev", "decorate", "describe", "mailmap", "remove");
  private static final String EXAMPLE = "such as: tar git prefix=\"name-1.0/\" | gnu-gzip -6";

  private final String text;
  private int at;

  private @Nullable ByteString prefix;
  private @Nullable Umask umask;
  private @Nullable Abbreviation abbrev;
  private @Nullable String decorate;
  private @Nullable String describe;
  private @Nullable String mailmap;
  private final Map<String, String> given = new TreeMap<>();
  private final List<ByteString> removes = new ArrayList<>();

  RecipeParser(String text) {
    this.text = text;
  }

  Recipe parse() throws InvalidInputException {
    if (!word().equals("tar")) {
      throw new InvalidInputException("a recipe begins with \"tar\"", EXAMPLE);
    }
    Profile profile = profile(word());
    while (skipSpaces() && text.charAt(at) != '|') {
      input();
    }
    if (prefix == null) {
      throw new InvalidInputException("the recipe has no prefix", "write prefix=\"\" for none");
    }
    Optional<Compressor> compressor = Optional.empty();
    if (at < text.length()) {
      compressor = Optional.of(Compressor.parse(text.substring(at + 1)));
    }
    SubstInputs subst =
        new SubstInputs(
            Optional.ofNullable(abbrev),
            Optional.ofNullable(decorate),
            Optional.ofNullable(describe),
            Optional.ofNullable(mailmap),
            given);
    Umask whose = umask == null ? Umask.GIT : umask;
    return new Recipe(new TarRecipe(profile, prefix, whose, subst, removes), compressor);
  }

  private static Profile profile(String label) throws InvalidInputException {
    if (label.isEmpty()) {
      throw new InvalidInputException("the recipe has no profile", EXAMPLE);
    }
    return Profile.ofLabel(label)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "no profile is called \"" + label + "\"",
                    NearestName.hint(
                        label,
                        Arrays.stream(Profile.values()).map(Profile::label).toList(),
                        "profiles")));
  }

  /** Reads one {@code name=value}. */
  private void input() throws InvalidInputException {
    int start = at;
    int equals = text.indexOf('=', at);
    int space = text.indexOf(' ', at);
    if (equals < 0 || (space >= 0 && space < equals)) {
      String word = word();
      throw new InvalidInputException(
          "\"" + word + "\" at character " + (start + 1) + " is not an input of a recipe",
          "an input is written name=value, " + EXAMPLE);
    }
    String name = text.substring(at, equals);
    at = equals + 1;
    boolean twice;
    switch (name) {
      case "prefix" -> {
        twice = prefix != null;
        prefix = string(name);
      }
      case "umask" -> {
        twice = umask != null;
        umask = umask();
      }
      case "abbrev" -> {
        twice = abbrev != null;
        abbrev = abbreviation();
      }
      case "decorate" -> {
        twice = decorate != null;
        decorate = line(name);
      }
      case "describe" -> {
        twice = describe != null;
        describe = line(name);
      }
      case "mailmap" -> {
        twice = mailmap != null;
        mailmap = text(name);
      }
      case "remove" -> {
        twice = false; // Each is one pattern of several.
        ByteString pattern = string(name);
        if (pattern.isEmpty()) {
          throw new InvalidInputException("a pattern of remove is empty", null);
        }
        removes.add(pattern);
      }
      default -> {
        if (!SubstInputs.GIVEN.contains(name)) {
          throw unknown(name);
        }
        twice = given.put(name, text(name)) != null;
      }
    }
    if (twice) {
      throw new InvalidInputException("the recipe gives " + name + " twice", null);
    }
    if (at < text.length() && text.charAt(at) != ' ') {
      throw new InvalidInputException(
          "expected a space after " + name + ", at character " + (at + 1), EXAMPLE);
    }
  }

  private static InvalidInputException unknown(String name) {
    return new InvalidInputException(
        "no input of a recipe is called \"" + name + "\"",
        NearestName.hint(name, INPUTS, "inputs"));
  }

  private Abbreviation abbreviation() throws InvalidInputException {
    String text = word();
    return Abbreviation.parse(text)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "abbrev is a number from 4 to 64, not \"" + text + "\"",
                    "ids that have more digits follow it with commas: 7,0f3a9c8d"));
  }

  private Umask umask() throws InvalidInputException {
    String text = word();
    return Umask.parse(text)
        .orElseThrow(() -> new InvalidInputException("umask is \"" + text + "\"", Umask.HINT));
  }

  private ByteString string(String name) throws InvalidInputException {
    if (at >= text.length() || text.charAt(at) != '"') {
      throw new InvalidInputException("the value of " + name + " is not quoted", EXAMPLE);
    }
    int close = QuotedBytes.end(text, at);
    if (close < 0) {
      throw new InvalidInputException("the quote of " + name + " is not closed", EXAMPLE);
    }
    ByteString value = QuotedBytes.unquote(text, at, close);
    for (int i = 0; i < value.length(); i++) {
      if (value.at(i) == 0) {
        throw new InvalidInputException("there is a NUL in " + name, null);
      }
    }
    at = close + 1;
    return value;
  }

  private String line(String name) throws InvalidInputException {
    String value = text(name);
    if (!SubstInputs.isLine(value)) {
      throw new InvalidInputException(name + " is not one line of UTF-8", null);
    }
    return value;
  }

  private String text(String name) throws InvalidInputException {
    String value = string(name).asUtf8();
    if (value == null) {
      throw new InvalidInputException(name + " is not UTF-8", null);
    }
    return value;
  }

  /** Returns what stands before the next space, which may be nothing at the end. */
  private String word() {
    if (!skipSpaces()) {
      return "";
    }
    int end = text.indexOf(' ', at);
    String word = text.substring(at, end < 0 ? text.length() : end);
    at += word.length();
    return word;
  }

  /** Moves on to what is not a space; false at the end of the text. */
  private boolean skipSpaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at < text.length();
  }
}
