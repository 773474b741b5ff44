package org.gitsnapshot.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

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
            .addSubcommand(new CompareCommand(terminal, System.in))
            .addSubcommand(new AuditCommand(terminal))
            .addSubcommand(new PinCommand(terminal))
            .addSubcommand(new LintCommand(terminal))
            .addSubcommand(new CleanCommand(terminal, System.in))
            .addSubcommand(new MirrorCommand(terminal))
            .addSubcommand(new ServeCommand(terminal))
            .addSubcommand(new FetchCommand(terminal))
            .addSubcommand(new AgreeCommand(terminal))
            .addSubcommand(new CommandLine.HelpCommand())
            .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
            .setParameterExceptionHandler((e, arguments) -> wrongUsage(e))
            .setExecutionExceptionHandler((e, command, parsed) -> failed(e, asksForJson(parsed)));
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
    String help = "see " + name + " --help";
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      String word = unmatched.getUnmatched().get(0);
      List<String> near = unmatched.getSuggestions();
      String hint = near.isEmpty() ? help : "did you mean " + String.join(" or ", near) + "?";
      boolean command = e.getCommandLine().getParent() == null;
      terminal.error(command ? "there is no command " + word : "what is " + word + " for?", hint);
    } else {
      terminal.error(String.valueOf(e.getMessage()), help);
    }
    return ExitCode.USAGE.code();
  }

  private static boolean asksForJson(ParseResult parsed) {
    return parsed.hasSubcommand() && parsed.subcommand().hasMatchedOption("--json");
  }

  private int failed(Exception failure, boolean json) throws IOException {
    ExitCode code = ExitCode.FAILED;
    String message;
    String hint;
    if (failure instanceof SnapshotException e) {
      message = e.getMessage();
      hint = e.hint().orElse("");
      if (e instanceof InvalidInputException || e instanceof LimitExceededException) {
        code = ExitCode.USAGE;
      }
    } else {
      StackTraceElement[] trace = failure.getStackTrace();
      message = "internal error: " + failure + (trace.length > 0 ? " at " + trace[0] : "");
      hint = "please report it";
    }
    terminal.error(message, hint);
    if (json) {
      ErrorJson.print(terminal.out(), message, hint, code);
    }
    return code.code();
  }
}
