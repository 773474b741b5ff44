package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.progress.Event;
import org.gitsnapshot.progress.Event.Level;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** Runs a command, with a log where its options ask for one. */
final class LoggedExecution implements CommandLine.IExecutionStrategy {
  private static final String LOG_FILE = "--log-file";

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
    } catch (IOException wrong) {
      throw new ExecutionException(
          parsed.commandSpec().commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (Error e) {
      terminal.log().failure(e);
      throw e;
    }
  }

  private void open(ParseResult parsed) throws IOException {
    LogOptions options = parsed.hasSubcommand() ? options(parsed.subcommand()) : null;
    if (options == null) {
      return;
    }
    // Also without a file: who gives one later should not find a wrong level then.
    Level level;
    try {
      level = options.level();
    } catch (InvalidInputException wrong) {
      openUnread();
      throw wrong;
    }
    if (options.file().isEmpty()) {
      return;
    }
    Path file = options.file().get();
    OtherFiles.of(parsed.subcommand()).check(file);
    String command = parsed.subcommand().commandSpec().name();
    terminal.log().open(file, level, command, start());
    // A server ends in order when it is told to, and writes that itself.
    if (!command.equals("serve")) {
      Runtime.getRuntime().addShutdownHook(new Thread(terminal.log()::stopped, "log"));
    }
  }

  private Event start() {
    return Event.info("start")
        .with("version", Snapshots.version())
        .with("java", Runtime.version())
        .with("directory", Path.of("").toAbsolutePath())
        .with("arguments", RunLog.shown(arguments));
  }

  /**
   * Opens the log of a run whose arguments cannot be read, if they say where: at the usual level.
   */
  void openUnread() {
    Path file = logFile();
    if (file != null && Commands.isOne(arguments) && mayBeLog(file)) {
      terminal.log().open(file, Event.Level.INFO, arguments[0], start());
    }
  }

  private static boolean mayBeLog(Path file) {
    try {
      OtherFiles.checkName(file);
      return LogBegin.RUN.fits(file);
    } catch (IOException none) {
      return false;
    }
  }

  private @Nullable Path logFile() {
    for (int i = 1; i < arguments.length; i++) {
      if (arguments[i].startsWith(LOG_FILE + "=")) {
        return path(arguments[i].substring(LOG_FILE.length() + 1));
      }
      if (arguments[i].equals(LOG_FILE) && i + 1 < arguments.length) {
        return path(arguments[i + 1]);
      }
    }
    return null;
  }

  private static @Nullable Path path(String text) {
    try {
      return new PathArgument.AsFile().convert(text);
    } catch (InvalidPathException | TypeConversionException none) {
      return null;
    }
  }

  private static @Nullable LogOptions options(ParseResult command) {
    return command.commandSpec().userObject() instanceof Subcommand known
        ? known.shared().log()
        : null;
  }
}
