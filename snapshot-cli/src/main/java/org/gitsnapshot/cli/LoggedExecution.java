package org.gitsnapshot.cli;

import java.nio.file.Path;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.progress.Event;
import org.gitsnapshot.progress.Event.Level;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Runs a command, with a log where its options ask for one. */
final class LoggedExecution implements CommandLine.IExecutionStrategy {
  private final Terminal terminal;
  private final String[] arguments;

  LoggedExecution(Terminal terminal, String[] arguments) {
    this.terminal = terminal;
    this.arguments = arguments.clone();
  }

  @Override
  public int execute(ParseResult parsed) {
    try {
      open(parsed);
    } catch (InvalidInputException wrong) {
      terminal.error(wrong.getMessage(), wrong.hint().orElse(""));
      return ExitCode.USAGE.code();
    }
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (Error e) {
      terminal.log().failure(e);
      throw e;
    }
  }

  private void open(ParseResult parsed) throws InvalidInputException {
    LogOptions options = parsed.hasSubcommand() ? options(parsed.subcommand()) : null;
    if (options == null) {
      return;
    }
    // Also without a file: who gives one later should not find a wrong level then.
    Level level = options.level();
    Path file = options.file();
    if (file == null) {
      return;
    }
    String command = parsed.subcommand().commandSpec().name();
    Event start =
        Event.info("start")
            .with("version", Snapshots.version())
            .with("java", Runtime.version())
            .with("directory", Path.of("").toAbsolutePath())
            .with("arguments", RunLog.shown(arguments));
    terminal.log().open(file, level, command, start);
    // A server ends in order when it is told to, and writes that itself.
    if (!command.equals("serve")) {
      Runtime.getRuntime().addShutdownHook(new Thread(terminal.log()::stopped, "log"));
    }
  }

  private static @Nullable LogOptions options(ParseResult command) {
    for (CommandSpec mixin : command.commandSpec().mixins().values()) {
      if (mixin.userObject() instanceof SharedOptions shared) {
        return shared.log();
      }
    }
    return null;
  }
}
