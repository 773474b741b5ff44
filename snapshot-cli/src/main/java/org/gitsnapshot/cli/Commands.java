package org.gitsnapshot.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The commands by name, made when they are needed: all of them take a fifth of a start. */
final class Commands {
  private static final String HELP = "help";

  /** In the order of the help. */
  static final List<String> NAMES =
      List.of(
          "build",
          "verify",
          "archive",
          "compare",
          "audit",
          "pin",
          "lint",
          "clean",
          "mirror",
          "serve",
          "fetch",
          "agree",
          "recompress",
          "split",
          "torrent",
          HELP);

  private final Terminal terminal;

  Commands(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Returns whether arguments begin with the name of a command. */
  static boolean isOne(String[] arguments) {
    return arguments.length > 0 && NAMES.contains(arguments[0]);
  }

  /** Returns those that have a say when this is the first argument. */
  List<CommandSpec> neededFor(String first) {
    return NAMES.contains(first) && !first.equals(HELP) ? List.of(spec(first)) : all();
  }

  /** Returns all of them. */
  List<CommandSpec> all() {
    return NAMES.stream().map(this::spec).toList();
  }

  private CommandSpec spec(String name) {
    if (name.equals(HELP)) {
      return HelpCommand.spec();
    }
    Subcommand command = command(name);
    // No text has variables, which picocli would look for in each name, letter by letter.
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(command).name(name).interpolateVariables(false);
    command.declare(spec);
    StandardOptions.addTo(spec);
    return spec;
  }

  private Subcommand command(String name) {
    return switch (name) {
      case "build" -> new BuildCommand(terminal);
      case "verify" -> new VerifyCommand(terminal);
      case "archive" -> new ArchiveCommand(terminal);
      case "compare" -> new CompareCommand(terminal, new StandardInput(System.in));
      case "audit" -> new AuditCommand(terminal);
      case "pin" -> new PinCommand(terminal);
      case "lint" -> new LintCommand(terminal);
      case "clean" -> new CleanCommand(terminal, new StandardInput(System.in));
      case "mirror" -> new MirrorCommand(terminal);
      case "serve" -> new ServeCommand(terminal);
      case "fetch" -> new FetchCommand(terminal);
      case "agree" -> new AgreeCommand(terminal);
      case "recompress" -> new RecompressCommand(terminal);
      case "split" -> new SplitCommand(terminal);
      case "torrent" -> new TorrentCommand(terminal);
      default -> throw new IllegalArgumentException("no command " + name);
    };
  }
}
