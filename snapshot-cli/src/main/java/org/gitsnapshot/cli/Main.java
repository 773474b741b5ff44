package org.gitsnapshot.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command line's entry: takes streams, returns a code. */
public final class Main {
  private final Terminal terminal;

  private Main(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    boolean interactive = Boolean.getBoolean("snapshot.terminal");
    int code = run(args, System.out, System.err, System.getenv(), interactive);
    System.out.flush();
    System.exit(code);
  }

  /**
   * Runs a command.
   *
   * @param out takes what the command is asked for, archives too
   * @param err takes progress and messages
   * @param environment where the cache directory and proxies are looked up
   * @param interactive whether {@code err} is a terminal
   * @return 0, 1, 2 or 3, see {@link ExitCode}
   */
  static int run(
      String[] args,
      OutputStream out,
      OutputStream err,
      Map<String, String> environment,
      boolean interactive) {
    Terminal terminal =
        new Terminal(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            interactive);
    return new Main(terminal).run(args);
  }

  private int run(String[] args) {
    CommandLine line =
        new CommandLine(new SnapshotCommand())
            .addSubcommand(new BuildCommand(terminal))
            .addSubcommand(new VerifyCommand(terminal))
            .addSubcommand(new ArchiveCommand(terminal))
            .addSubcommand(new PinCommand(terminal))
            .addSubcommand(new CommandLine.HelpCommand())
            .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
            .setParameterExceptionHandler((e, arguments) -> wrongUsage(e))
            .setExecutionExceptionHandler((e, command, parsed) -> failed(e));
    line.setUsageHelpAutoWidth(true);
    int code = line.execute(args);
    terminal.out().flush();
    if (terminal.out().checkError()) {
      terminal.error("cannot write to standard output", "");
      return ExitCode.FAILED.code();
    }
    return code;
  }

  private int wrongUsage(ParameterException e) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName(" ");
    terminal.error(String.valueOf(e.getMessage()), "see " + name + " --help");
    return ExitCode.USAGE.code();
  }

  private int failed(Exception failure) {
    if (failure instanceof SnapshotException e) {
      terminal.error(e.getMessage(), e.hint().orElse(""));
      boolean input = e instanceof InvalidInputException || e instanceof LimitExceededException;
      return (input ? ExitCode.USAGE : ExitCode.FAILED).code();
    }
    StackTraceElement[] trace = failure.getStackTrace();
    String where = trace.length > 0 ? " at " + trace[0] : "";
    terminal.error("internal error: " + failure + where, "please report it");
    return ExitCode.FAILED.code();
  }
}
