package org.gitsnapshot.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.ProcessEnd;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The command line's entry: takes streams, returns a code. */
public final class Main {
  private final Terminal terminal;

  private Main(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    boolean interactive = Boolean.getBoolean("snapshot.terminal");
    int code = run(new Preparation(), args, System.out, System.err, System.getenv(), interactive);
    System.out.flush();
    if (code != ExitCode.DONE.code() || othersKeepJavaUp()) {
      System.exit(code);
    }
    // To return ends Java as well, without what System.exit loads since Java 21 for its log.
  }

  /** Sets what is the process's, not a command's. */
  static void prepare() {
    Thread.setDefaultUncaughtExceptionHandler(new Died());
    HeapWatch.start();
    // Whoever puts a password into https_proxy wants the proxy to get it; Java would keep it back.
    Properties properties = System.getProperties();
    properties.putIfAbsent("jdk.http.auth.tunneling.disabledSchemes", "");
    // To look for Groovy, for what silences JGit, and for the rules of a time zone that is never
    // shown, Java would open every jar and read the names in it.
    properties.setProperty("picocli.disable.closures", "true");
    properties.putIfAbsent("slf4j.provider", "org.slf4j.nop.NOPServiceProvider");
    properties.putIfAbsent("slf4j.internal.verbosity", "WARN");
    properties.setProperty("user.timezone", "GMT");
    // Types that no option has: all those that this is asked for.
    properties.setProperty("picocli.converters.excludes", ".*");
  }

  /** A class and not a reference to a method: the first one that is not archived takes 7 ms. */
  static final class Preparation implements Runnable {
    @Override
    public void run() {
      prepare();
    }
  }

  private static boolean othersKeepJavaUp() {
    Thread[] threads = new Thread[Thread.activeCount() + 100];
    int count = Thread.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (!threads[i].isDaemon() && threads[i] != Thread.currentThread()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Runs a command as {@link #run(Runnable, String[], OutputStream, OutputStream, Map, boolean)}.
   */
  static int run(
      String[] args,
      OutputStream out,
      OutputStream err,
      Map<String, String> environment,
      boolean interactive) {
    return run(() -> {}, args, out, err, environment, interactive);
  }

  /**
   * Runs a command.
   *
   * @param first is done before it, and may find that Java has not even what a start needs
   * @param out takes what the command is asked for, archives too
   * @param err takes progress and messages
   * @param environment where the cache directory and proxies are looked up
   * @param interactive whether {@code err} is a terminal
   * @return 0, 1, 2 or 3, see {@link ExitCode}
   */
  static int run(
      Runnable first,
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
            interactive,
            new RunLog(new PrintStream(err, true, StandardCharsets.UTF_8), Clock.systemUTC()));
    Main main = new Main(terminal);
    try {
      first.run();
    } catch (Error e) {
      return main.flushed(main.failed(e, args));
    }
    return main.run(args);
  }

  private int run(String[] args) {
    if (args.length == 1 && args[0].equals("--version")) {
      // Asked by scripts again and again: without reading what options there are.
      terminal.out().println(VersionLine.TEXT);
      return flushed(ExitCode.DONE.code());
    }
    Optional<String> lost = Arguments.firstLost(args);
    if (lost.isPresent()) {
      String message = lost.get() + " has bytes that are no text here";
      return flushed(failed(new InvalidInputException(message, Arguments.HINT), args));
    }
    CommandLine line = new CommandLine(new SnapshotCommand().spec());
    Commands commands = new Commands(terminal);
    // No reference to a method of CommandLine: its class file is so old that Java would not archive
    // it then.
    for (CommandSpec command : args.length == 0 ? commands.all() : commands.neededFor(args[0])) {
      line.addSubcommand(command);
    }
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setExecutionStrategy(new LoggedExecution(terminal, args))
        .setParameterExceptionHandler(new WrongUsage(terminal))
        .setExecutionExceptionHandler(new Failed(args));
    line.setUsageHelpAutoWidth(true);
    // A name of a file may begin with it, and then its text would be taken for options.
    line.setExpandAtFiles(false);
    return flushed(execute(line, args));
  }

  private int flushed(int code) {
    terminal.out().flush();
    int last = code;
    if (terminal.out().checkError() && code != ExitCode.FAILED.code() && !ProcessEnd.hasBegun()) {
      terminal.error(CheckedOutput.failure().getMessage(), "");
      last = ExitCode.FAILED.code();
    }
    terminal.log().end(last);
    return last;
  }

  /** Ends with a line and a code also when Java itself gives up. */
  private int execute(CommandLine line, String[] args) {
    try {
      return line.execute(args);
    } catch (Error e) {
      return failed(e, args);
    }
  }

  private int failed(Throwable failure, String[] arguments) {
    if (ProcessEnd.hasBegun()) {
      // Whoever told it to end knows why it fails; the code is that of the signal.
      return ExitCode.FAILED.code();
    }
    boolean input =
        failure instanceof InvalidInputException || failure instanceof LimitExceededException;
    ExitCode code = input ? ExitCode.USAGE : ExitCode.FAILED;
    Explanation why = Explanation.of(failure);
    terminal.log().failure(failure);
    return terminal.failed(why.message(), why.hint().orElse(""), code, arguments);
  }

  /** A helper thread that dies is no reason for a stack trace; who waits for it says more. */
  private static final class Died implements Thread.UncaughtExceptionHandler {
    @Override
    public void uncaughtException(Thread thread, Throwable e) {
      System.err.println(
          "snapshot: in thread " + thread.getName() + ": " + Explanation.of(e).message());
    }
  }

  /** A class and not a lambda, for the reason that {@link WrongUsage} is one. */
  private final class Failed implements CommandLine.IExecutionExceptionHandler {
    private final String[] arguments;

    Failed(String[] arguments) {
      this.arguments = arguments;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
      return failed(e, arguments);
    }
  }
}
