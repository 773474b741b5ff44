package org.gitsnapshot.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.report.ArchiveReport;
import org.gitsnapshot.request.ArchiveRequest;
import org.gitsnapshot.request.RecipeRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code snapshot archive}. */
@Command(
    name = "archive",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Write one archive of one repository, without a pin: what git archive gives, and gzip makes"
          + " of it.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  snapshot archive --repo . --commit v1.0 --prefix app-1.0/ -o app-1.0.tar.gz",
      "  snapshot archive --repo . --commit HEAD --format tar,tar.gz,tar.xz -o app",
      "  snapshot archive --repo https://example.org/app.git --commit v1.0 --like cgit -o - | tar t"
    })
final class ArchiveCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--repo",
      required = true,
      converter = PathArgument.AsText.class,
      paramLabel = "URL|PATH",
      description = "The repository or bundle. May be given several times; they are tried in turn.")
  private List<String> urls = new ArrayList<>();

  @Option(
      names = "--commit",
      required = true,
      paramLabel = "REV",
      description =
          "A full id, a tag, a branch, a full ref name, HEAD, or the first digits of an id.")
  private String revision = "";

  @Option(
      names = {"-o", "--output"},
      required = true,
      converter = PathArgument.AsFileText.class,
      paramLabel = "FILE|-",
      description =
          "The file to write, or - for standard output. With several formats, their names without"
              + " the suffix.")
  private String output = "";

  @Mixin private final RecipeOptions recipe = new RecipeOptions();
  @Mixin private final BuildOptions shared = new BuildOptions();

  ArchiveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    RecipeRequest wanted = recipe.toRequest(OutputNames.formatOf(output));
    boolean toStream = output.equals("-");
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
            : OutputNames.files(output, wanted.outputs().keySet(), recipe.asksForForms());
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
          snapshots.archive(new ArchiveRequest(urls, revision, wanted, files, streams));
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
