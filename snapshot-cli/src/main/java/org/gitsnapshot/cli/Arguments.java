package org.gitsnapshot.cli;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.gitsnapshot.error.Explanation;

/**
 * What is known of the arguments before they are read: Java has decoded them as the locale says,
 * and what is no text in it has become another character. A prefix or the name of a file would be
 * another than was asked for.
 */
final class Arguments {
  /** What to do about it. */
  static final String HINT = "write it in UTF-8; if it is, " + Explanation.LOCALE;

  /** Stands for what could not be decoded. */
  private static final char REPLACEMENT = '\ufffd';

  private static final String JSON = "--json";

  /** Behind it nothing is an option or a command. */
  private static final String DASHES = "--";

  private Arguments() {}

  /**
   * Returns whether a command is asked for JSON, also where its arguments cannot be read: a program
   * that reads the output reads what is wrong with them too.
   */
  static boolean askForJson(String[] arguments) {
    return beforeDashes(arguments).anyMatch(JSON::equals);
  }

  /** Returns whether a word is among the arguments, and only behind two dashes. */
  static boolean standsBehindDashes(String[] arguments, String word) {
    return beforeDashes(arguments).noneMatch(word::equals)
        && Arrays.asList(arguments).contains(word);
  }

  private static Stream<String> beforeDashes(String[] arguments) {
    return Arrays.stream(arguments).takeWhile(word -> !word.equals(DASHES));
  }

  /** Returns the first argument that is not what was given. */
  static Optional<String> firstLost(String[] arguments) {
    for (String argument : arguments) {
      if (argument.indexOf(REPLACEMENT) >= 0) {
        return Optional.of(argument);
      }
    }
    return Optional.empty();
  }
}
