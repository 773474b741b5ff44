package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gitsnapshot.Mirrors;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.progress.Event;
import org.gitsnapshot.report.CompletenessReport;
import org.gitsnapshot.report.RunningServer;
import org.gitsnapshot.request.ReadFiles;
import org.gitsnapshot.request.ServeRequest;
import picocli.CommandLine.Model.CommandSpec;

/** {@code snapshot serve}. */
final class ServeCommand implements Subcommand {
  private final Terminal terminal;

  private final SharedOptions shared = new SharedOptions();

  private final Argument<Path> directory =
      Argument.path().label("DIR").otherwise(Path.of(".")).says("The mirror's directory.");

  private final Argument<String> bind =
      Argument.text("--bind")
          .label("ADDRESS")
          .otherwise("127.0.0.1")
          .says(
              "Listen at this address; 0.0.0.0 or :: for all there are. Default: 127.0.0.1, this"
                  + " machine alone.");

  private final Argument<Integer> port =
      Argument.number("--port")
          .label("PORT")
          .otherwise(8080)
          .says("Listen at this port; 0 takes a free one and prints it. Default: 8080.");

  private final Argument<Path> certificate =
      Argument.path("--tls-cert")
          .label("PEM")
          .says("Serve https with this certificate, followed by those that lead to its issuer.");

  private final Argument<Path> key =
      Argument.path("--tls-key")
          .label("PEM")
          .says("The certificate's key: PKCS #8, without a password.");

  private final Argument<Path> accessLog =
      Argument.path("--access-log")
          .label("FILE")
          .as(new PathArgument.AsFile())
          .says(
              "Append a line for each request, in the common log format. Default: standard error,"
                  + " unless --quiet.");

  private final Argument<Integer> connections =
      Argument.number("--max-connections")
          .label("N")
          .otherwise(4096)
          .says("Let more wait to be accepted. Default: 4096.");

  private final Argument<Integer> grace =
      Argument.number("--grace")
          .label("SECONDS")
          .otherwise(30)
          .says("How long running answers may take to end on SIGTERM. Default: 30.");

  private final Argument<Boolean> check =
      Argument.flag("--check")
          .says(
              "Serve nothing: read every file and compare it with the manifest; 1 if any is missing"
                  + " or wrong.");

  private final Argument<Path> wanted =
      Argument.path("--wanted")
          .label("SHA256SUMS")
          .says("With --check: every file of this list must be there too.");

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void declare(CommandSpec command) {
    command
        .usageMessage()
        .description(
            "Serve a mirror's files over HTTP/1.1, with ranges, to many clients at once.",
            "",
            "Only the files of DIR/manifest.json and the mirror's own lists are served. The lists"
                + " are read again when they change. SIGTERM ends it when running answers have"
                + " ended.")
        .footerHeading("%nExamples:%n")
        .footer(
            "  snapshot serve mirror --bind 0.0.0.0 --port 8080",
            "  snapshot serve mirror --check && snapshot serve mirror --port 0");
    shared.addTo(command);
    Argument.addTo(
        command,
        directory,
        bind,
        port,
        certificate,
        key,
        accessLog,
        connections,
        grace,
        check,
        wanted);
  }

  @Override
  public SharedOptions shared() {
    return shared;
  }

  @Override
  public Integer call() throws IOException {
    if (wanted.isGiven() && !check.get()) {
      throw new InvalidInputException("--wanted goes with --check", "serving reads no such list");
    }
    return check.get() ? check() : serve();
  }

  private int check() throws IOException {
    try (ProgressLine progress = ProgressLine.of(terminal, shared, 1);
        Mirrors mirrors = Mirrors.open(shared.toOptions(terminal, progress))) {
      CompletenessReport report = mirrors.check(directory.get(), wanted.value());
      progress.stop();
      ExitCode code = report.complete() ? ExitCode.DONE : ExitCode.DIFFERENT;
      if (shared.json()) {
        MirrorJson.check(terminal.out(), report, code);
      } else {
        report.problems().forEach(terminal.out()::println);
        String verdict =
            report.complete() ? "complete" : Count.of(report.problems().size(), "problem");
        terminal.out().println(Count.of(report.files(), "file") + ": " + verdict);
      }
      return code.code();
    }
  }

  private int serve() throws IOException {
    if (port.get() < 0 || port.get() > 65_535 || connections.get() < 1 || grace.get() < 0) {
      throw new InvalidInputException(
          "--port is 0 to 65535, --max-connections at least 1, --grace at least 0", null);
    }
    if (bind.get().isBlank()) {
      throw new InvalidInputException(
          "--bind needs an address", "0.0.0.0 or :: are all that the machine has");
    }
    if (certificate.isGiven() != key.isGiven()) {
      throw new InvalidInputException("--tls-cert and --tls-key go together", null);
    }
    Optional<ServeRequest.Tls> tls =
        certificate.isGiven()
            ? Optional.of(new ServeRequest.Tls(certificate.get(), key.get()))
            : Optional.empty();
    ServeRequest.Limits usual = ServeRequest.Limits.DEFAULT;
    ServeRequest.Limits limits =
        new ServeRequest.Limits(
            usual.header(),
            usual.idle(),
            Duration.ofSeconds(grace.get()),
            connections.get(),
            usual.headerBytes());
    Consumer<String> problems =
        line -> {
          terminal.log().event(Event.warn("problem").with("what", line));
          terminal.error(line, "");
        };
    Optional<AccessLogFile> log = accessLog(problems);
    ServeRequest request =
        new ServeRequest(
            directory.get(), bind.get(), port.get(), tls, limits, requests(log), problems);
    RunningServer server = Mirrors.serve(request);
    terminal
        .log()
        .event(
            Event.info("serving")
                .with("url", server.url())
                .with("files", server.files())
                .with("mirror", directory.get()));
    CountDownLatch stopped = new CountDownLatch(1);
    Thread stop = new Thread(() -> stop(server, log, stopped), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    if (shared.json()) {
      MirrorJson.serving(terminal.out(), server);
    } else {
      terminal
          .out()
          .println(
              "serving "
                  + Count.of(server.files(), "file")
                  + " of "
                  + directory.get()
                  + " at "
                  + server.url());
    }
    terminal.out().flush();
    await(server, stopped);
    return ExitCode.DONE.code();
  }

  /** Ends with the code of a job well done: the JVM's own for SIGTERM is 143. */
  private void stop(RunningServer server, Optional<AccessLogFile> log, CountDownLatch stopped) {
    terminal.log().event(Event.info("stopping"));
    server.close();
    log.ifPresent(AccessLogFile::end);
    terminal.log().end(ExitCode.DONE.code());
    stopped.countDown();
    Runtime.getRuntime().halt(ExitCode.DONE.code());
  }

  private static void await(RunningServer server, CountDownLatch stopped) {
    try {
      stopped.await();
    } catch (InterruptedException asked) {
      server.close();
    }
  }

  private Optional<AccessLogFile> accessLog(Consumer<String> problems) throws IOException {
    if (!accessLog.isGiven()) {
      return Optional.empty();
    }
    Stream<Path> read = Stream.concat(certificate.value().stream(), key.value().stream());
    new ReadFiles(read.toList()).keep(accessLog.get(), "choose another --access-log");
    try {
      return Optional.of(AccessLogFile.open(accessLog.get(), problems));
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot write " + accessLog.get() + ": " + Explanation.reason(e),
          "choose another --access-log");
    }
  }

  /** Returns what takes the lines of the access log. */
  private Consumer<String> requests(Optional<AccessLogFile> log) {
    if (log.isPresent()) {
      return log.get()::line;
    }
    return shared.quiet() ? line -> {} : terminal.err()::println;
  }
}
