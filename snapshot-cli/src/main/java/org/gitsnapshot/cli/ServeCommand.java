package org.gitsnapshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snapshot serve}. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Serve a mirror's files over HTTP/1.1, with ranges, to many clients at once.",
      "",
      "Only the files of DIR/manifest.json and the mirror's own lists are served. The lists are read"
          + " again when they change. SIGTERM ends it when running answers have ended."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  snapshot serve mirror --bind 0.0.0.0 --port 8080",
      "  snapshot serve mirror --check && snapshot serve mirror --port 0"
    })
final class ServeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final SharedOptions shared = new SharedOptions();

  @Parameters(paramLabel = "DIR", description = "The mirror's directory.")
  private Path directory = Path.of(".");

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Listen at this address; 0.0.0.0 or :: for all there are. Default: 127.0.0.1, this"
              + " machine alone.")
  private String bind = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Listen at this port; 0 takes a free one and prints it. Default: 8080.")
  private int port = 8080;

  @Option(
      names = "--tls-cert",
      paramLabel = "PEM",
      description = "Serve https with this certificate, followed by those that lead to its issuer.")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "PEM",
      description = "The certificate's key: PKCS #8, without a password.")
  private @Nullable Path key;

  @Option(
      names = "--access-log",
      converter = PathArgument.AsFile.class,
      paramLabel = "FILE",
      description =
          "Append a line for each request, in the common log format. Default: standard error,"
              + " unless --quiet.")
  private @Nullable Path accessLog;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      defaultValue = "4096",
      description = "Let more wait to be accepted. Default: 4096.")
  private int connections = 4096;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long running answers may take to end on SIGTERM. Default: 30.")
  private int grace = 30;

  @Option(
      names = "--check",
      description =
          "Serve nothing: read every file and compare it with the manifest; 1 if any is missing or"
              + " wrong.")
  private boolean check;

  @Option(
      names = "--wanted",
      paramLabel = "SHA256SUMS",
      description = "With --check: every file of this list must be there too.")
  private @Nullable Path wanted;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (wanted != null && !check) {
      throw new InvalidInputException("--wanted goes with --check", "serving reads no such list");
    }
    return check ? check() : serve();
  }

  private int check() throws IOException {
    try (ProgressLine progress = ProgressLine.of(terminal, shared, 1);
        Mirrors mirrors = Mirrors.open(shared.toOptions(terminal, progress))) {
      CompletenessReport report = mirrors.check(directory, Optional.ofNullable(wanted));
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
    if (port < 0 || port > 65_535 || connections < 1 || grace < 0) {
      throw new InvalidInputException(
          "--port is 0 to 65535, --max-connections at least 1, --grace at least 0", null);
    }
    if (bind.isBlank()) {
      throw new InvalidInputException(
          "--bind needs an address", "0.0.0.0 or :: are all that the machine has");
    }
    if ((certificate == null) != (key == null)) {
      throw new InvalidInputException("--tls-cert and --tls-key go together", null);
    }
    Optional<ServeRequest.Tls> tls =
        certificate == null || key == null
            ? Optional.empty()
            : Optional.of(new ServeRequest.Tls(certificate, key));
    ServeRequest.Limits usual = ServeRequest.Limits.DEFAULT;
    ServeRequest.Limits limits =
        new ServeRequest.Limits(
            usual.header(),
            usual.idle(),
            Duration.ofSeconds(grace),
            connections,
            usual.headerBytes());
    Consumer<String> problems =
        line -> {
          terminal.log().event(Event.warn("problem").with("what", line));
          terminal.error(line, "");
        };
    Optional<AccessLogFile> log = accessLog(problems);
    ServeRequest request =
        new ServeRequest(directory, bind, port, tls, limits, requests(log), problems);
    RunningServer server = Mirrors.serve(request);
    terminal
        .log()
        .event(
            Event.info("serving")
                .with("url", server.url())
                .with("files", server.files())
                .with("mirror", directory));
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
                  + directory
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
    if (accessLog == null) {
      return Optional.empty();
    }
    Stream<Path> read = Stream.of(certificate, key).filter(Objects::nonNull);
    new ReadFiles(read.toList()).keep(accessLog, "choose another --access-log");
    try {
      return Optional.of(AccessLogFile.open(accessLog, problems));
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot write " + accessLog + ": " + Explanation.reason(e),
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
