package org.gitsnapshot.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.NearestName;
import org.gitsnapshot.io.SafeText;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what is wrong with the arguments, in one line.
 *
 * <p>A class and not a lambda: a lambda of an interface this old, from before Java 6, keeps half of
 * picocli out of the JVM's class data archive.
 */
final class WrongUsage implements CommandLine.IParameterExceptionHandler {
  private final Terminal terminal;

  WrongUsage(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine line = e.getCommandLine();
    String help = "see " + line.getCommandSpec().qualifiedName(" ") + " --help";
    Optional<String> unknown = unknownOption(e);
    if (unknown.isPresent() && isBehindDashes(line, arguments, unknown.get())) {
      return told(
          arguments,
          "behind -- nothing is an option: '" + unknown.get() + "'",
          "options come before --");
    }
    if (unknown.isPresent()) {
      String hint = nearestOption(line, unknown.get()).orElse(help);
      return told(arguments, "Unknown option: '" + unknown.get() + "'", hint);
    }
    Optional<UnmatchedArgumentException> word = unknownWord(e);
    if (word.isPresent()) {
      String first = word.get().getUnmatched().get(0);
      String shown = first.isEmpty() ? "''" : SafeText.url(first);
      List<String> near = word.get().getSuggestions();
      String hint = near.isEmpty() ? help : "did you mean " + String.join(" or ", near) + "?";
      boolean command = line.getParent() == null;
      if (command && Arguments.standsBehindDashes(arguments, first)) {
        return told(
            arguments, "behind -- nothing is a command: " + shown, "the command comes before --");
      }
      return told(
          arguments, command ? "there is no command " + shown : "what is " + shown + " for?", hint);
    }
    // Of an option that takes KEY=VALUE picocli says the word twice.
    String message = String.valueOf(e.getMessage()).replace("option option ", "option ");
    return told(arguments, message, help);
  }

  private int told(String[] arguments, String message, String hint) {
    String safe = SafeText.withoutSecrets(message);
    new LoggedExecution(terminal, arguments).openUnread();
    terminal.log().failure(new InvalidInputException(safe, hint));
    return terminal.failed(safe, hint, ExitCode.USAGE, arguments);
  }

  /**
   * Returns the first argument that looks like an option and is none. Picocli tells of what is
   * missing before that, though a slip in an option's name may be why it is.
   */
  private static Optional<String> unknownOption(ParameterException e) {
    List<String> unmatched =
        e instanceof UnmatchedArgumentException told && told.isUnknownOption()
            ? told.getUnmatched()
            : e instanceof MissingParameterException
                ? e.getCommandLine().getUnmatchedArguments()
                : List.of();
    return unmatched.stream().filter(word -> word.length() > 1 && word.startsWith("-")).findFirst();
  }

  /** Picocli knows an option where it stands, so that one it does not know can only be there. */
  private static boolean isBehindDashes(CommandLine line, String[] arguments, String word) {
    boolean known = line.getCommandSpec().findOption(name(word)) != null;
    return known || Arguments.standsBehindDashes(arguments, word);
  }

  /** Returns an option without its value. */
  private static String name(String word) {
    return word.split("=", 2)[0];
  }

  private static Optional<String> nearestOption(CommandLine line, String typed) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : line.getCommandSpec().options()) {
      names.add(option.longestName());
    }
    return NearestName.nearest(name(typed), names).map(name -> "did you mean " + name + "?");
  }

  /** Returns what is a word too many, or the command that help knows nothing of. */
  private static Optional<UnmatchedArgumentException> unknownWord(ParameterException e) {
    if (e instanceof UnmatchedArgumentException told) {
      return Optional.of(told);
    }
    boolean asked = e.getArgSpec() == null && e.getValue() != null;
    return asked
        ? Optional.of(new UnmatchedArgumentException(e.getCommandLine(), List.of(e.getValue())))
        : Optional.empty();
  }
}
