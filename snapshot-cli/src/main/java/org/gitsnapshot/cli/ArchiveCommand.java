package org.gitsnapshot.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.report.ArchiveReport;
import org.gitsnapshot.request.ArchiveRequest;
import org.gitsnapshot.request.RecipeRequest;
import picocli.CommandLine.Model.CommandSpec;

/** {@code snapshot archive}. */
final class ArchiveCommand implements Subcommand {
  private final Terminal terminal;

  private final Argument<List<String>> urls =
      Argument.texts("--repo")
          .label("URL|PATH")
          .required()
          .says("The repository or bundle. May be given several times; they are tried in turn.");

  private final Argument<String> revision =
      Argument.text("--commit")
          .label("REV")
          .required()
          .says("A full id, a tag, a branch, a full ref name, HEAD, or the first digits of an id.");

  private final Argument<String> output = OutputNames.argument();
  private final RecipeOptions recipe = new RecipeOptions();
  private final BuildOptions shared = new BuildOptions();

  ArchiveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void declare(CommandSpec command) {
    command
        .usageMessage()
        .description(
            "Write one archive of one repository, without a pin: what git archive gives, and gzip"
                + " makes of it.")
        .footerHeading("%nExamples:%n")
        .footer(
            "  snapshot archive --repo . --commit v1.0 --prefix app-1.0/ -o app-1.0.tar.gz",
            "  snapshot archive --repo . --commit HEAD --format tar,tar.gz,tar.xz -o app",
            "  snapshot archive --repo https://example.org/app.git --commit v1.0 --like cgit -o - |"
                + " tar t");
    Argument.addTo(command, urls, revision, output);
    recipe.addTo(command);
    shared.addTo(command);
  }

  @Override
  public SharedOptions shared() {
    return shared;
  }

  @Override
  public Integer call() throws IOException {
    RecipeRequest wanted = recipe.toRequest(OutputNames.formatOf(output.get()));
    boolean toStream = output.get().equals("-");
    if (toStream && wanted.outputs().size() > 1) {
      throw new InvalidInputException(
          "standard output holds one format, not " + wanted.outputs().size(),
          "name files with -o, or ask for one --format");
    }
    if (toStream && shared.json()) {
      throw new InvalidInputException(
          "standard output cannot hold both the archive and JSON", "name a file with -o");
    }
    Map<Format, Path> files =
        toStream
            ? Map.of()
            : OutputNames.files(output.get(), wanted.outputs().keySet(), recipe.asksForForms());
    for (Path file : files.values()) {
      recipe.files().keep(file, "write another file with -o");
    }
    Map<Format, OutputStream> streams = new EnumMap<>(Format.class);
    if (toStream) {
      wanted
          .outputs()
          .keySet()
          .forEach(format -> streams.put(format, CheckedOutput.to(terminal.out())));
    }
    try (ProgressLine progress = ProgressLine.of(terminal, shared, 1);
        Snapshots snapshots = Snapshots.open(shared.toOptions(terminal, progress))) {
      ArchiveReport report =
          snapshots.archive(new ArchiveRequest(urls.get(), revision.get(), wanted, files, streams));
      for (OutputStream stream : streams.values()) {
        stream.flush();
      }
      progress.stop();
      if (!toStream) {
        new ArchivePrinter(terminal.out(), shared.json()).print(report);
      }
      if (!shared.json()) {
        report.notes().forEach(terminal::note);
      }
      return ExitCode.DONE.code();
    }
  }
}
