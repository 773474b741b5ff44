package org.gitsnapshot.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gitsnapshot.Derivations;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Removal;
import org.gitsnapshot.report.CleanReport;
import org.gitsnapshot.request.CleanRequest;
import picocli.CommandLine.Model.CommandSpec;

/** {@code snapshot clean}. */
final class CleanCommand implements Subcommand {
  private final Terminal terminal;
  private final InputStream stdin;

  private final Argument<String> file =
      Argument.text()
          .label("TARBALL|-")
          .at(0)
          .says("A tar, raw or compressed, a pipe, or - for standard input.");

  private final Argument<String> output = OutputNames.argument();
  private final Argument<Path> manifest =
      Argument.path("--manifest")
          .label("FILE")
          .as(new PathArgument.AsFile())
          .says("Where the manifest goes. Default: beside the output, NAME.manifest.json.");

  private final RemovalOptions removals = new RemovalOptions();
  private final FormOptions forms = new FormOptions();
  private final FileOptions shared = new FileOptions();

  CleanCommand(Terminal terminal, InputStream stdin) {
    this.terminal = terminal;
    this.stdin = stdin;
  }

  @Override
  public void declare(CommandSpec command) {
    command
        .usageMessage()
        .description(
            "Delete entries of a tarball, whoever made it, and nothing else.",
            "",
            "What stays is byte for byte what it was, headers and padding too, in the same order. A"
                + " manifest beside the output lists what was deleted, with digests; anybody who"
                + " has the original can prove it with verify --derived-from. For snapshots of"
                + " commits it stands in the pin: [pin.clean].")
        .footerHeading("%nExamples:%n")
        .footer(
            "  snapshot clean app-1.0.tar.gz -o app-1.0-clean.tar.xz --remove '*.info' --remove"
                + " /configure",
            "  snapshot clean app-1.0.tar.gz -o app-clean --list generated.sha256 --format"
                + " tar.gz,tar.xz",
            "  snapshot verify --derived-from app-1.0.tar.gz app-1.0-clean.tar.xz");
    Argument.addTo(command, file, output, manifest);
    removals.addTo(command);
    forms.addTo(command);
    shared.addTo(command);
  }

  @Override
  public SharedOptions shared() {
    return shared;
  }

  @Override
  public Integer call() throws IOException {
    List<Removal> removed = removals.removals();
    if (removed.isEmpty()) {
      throw new InvalidInputException(
          "nothing is to be removed", "say what with --remove, --patterns or --list");
    }
    boolean toStream = output.get().equals("-");
    Map<Format, Optional<Compressor>> outputs = forms.complete(OutputNames.formatOf(output.get()));
    if (toStream && (outputs.size() > 1 || shared.json())) {
      throw new InvalidInputException(
          "standard output cannot hold "
              + (shared.json() ? "both the tar and JSON" : "two formats"),
          "name a file with -o");
    }
    boolean stream = file.get().equals("-");
    if (!stream && !PipeArgument.isPipe(Path.of(file.get()))) {
      return clean(Path.of(file.get()), removed, outputs);
    }
    Path spooled = temporaryFile();
    try (InputStream in = stream ? stdin : open(Path.of(file.get()))) {
      spool(in, spooled);
      return clean(spooled, removed, outputs);
    } finally {
      boolean unused = Files.deleteIfExists(spooled);
    }
  }

  private static Path temporaryFile() throws OutputException {
    try {
      return Files.createTempFile("snapshot", ".tar");
    } catch (IOException e) {
      throw unwritten("cannot make a temporary file in " + System.getProperty("java.io.tmpdir"), e);
    }
  }

  private static InputStream open(Path pipe) throws UnavailableException {
    try {
      return Files.newInputStream(pipe);
    } catch (IOException e) {
      throw new UnavailableException(pipe + " cannot be read: " + Explanation.reason(e), null, e);
    }
  }

  private static void spool(InputStream in, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      long unused = in.transferTo(out);
    } catch (SnapshotException unread) {
      throw unread;
    } catch (IOException e) {
      throw unwritten("cannot write the temporary file " + file, e);
    }
  }

  private static OutputException unwritten(String what, IOException cause) {
    String reason = Explanation.reason(cause);
    String hint =
        Explanation.hint(reason, " with TMPDIR").orElse("choose another place with TMPDIR");
    return new OutputException(what + ": " + reason, hint, cause);
  }

  private int clean(Path tar, List<Removal> removed, Map<Format, Optional<Compressor>> outputs)
      throws IOException {
    boolean toStream = output.get().equals("-");
    Map<Format, Path> files =
        toStream ? Map.of() : OutputNames.files(output.get(), outputs.keySet(), forms.asked());
    Map<Format, OutputStream> streams = new EnumMap<>(Format.class);
    if (toStream) {
      outputs.keySet().forEach(format -> streams.put(format, terminal.out()));
    }
    Optional<Path> beside =
        toStream
            ? Optional.empty()
            : Optional.of(Path.of(OutputNames.stem(output.get()) + ".manifest.json"));
    Optional<Path> record = manifest.value().or(() -> beside);
    for (Path written : Stream.concat(files.values().stream(), record.stream()).toList()) {
      removals.files().keep(written, "write another file: it says what is removed");
    }
    CleanRequest request =
        new CleanRequest(
            tar, file.get(), removals.prefix(), removed, outputs, files, streams, record);
    try (ProgressLine progress = ProgressLine.of(terminal, shared, 1);
        Derivations derivations = Derivations.open(shared.toOptions(terminal, progress))) {
      CleanReport report = derivations.clean(request);
      progress.stop();
      ExitCode code = report.faults().isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENT;
      if (!toStream) {
        new DerivationPrinter(terminal.out(), shared.json()).print(report, code);
      }
      if (!shared.json()) {
        report.warnings().forEach(warning -> terminal.err().println("warning: " + warning));
        String hint =
            toStream ? "what went to standard output is not to be used" : "nothing was written";
        report.faults().forEach(fault -> terminal.error(fault, hint));
      }
      return code.code();
    }
  }
}
