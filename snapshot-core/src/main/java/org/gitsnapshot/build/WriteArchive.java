package org.gitsnapshot.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.acquire.ResolvedRef;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Recipe;
import org.gitsnapshot.recipe.TarRecipe;
import org.gitsnapshot.report.Answer;
import org.gitsnapshot.report.ArchiveReport;
import org.gitsnapshot.report.FileReport;
import org.gitsnapshot.request.ArchiveRequest;
import org.gitsnapshot.request.ReadFiles;

/** Writes one archive of one repository, without a pin. Immutable and thread-safe. */
public final class WriteArchive {
  private final Acquirer acquirer;
  private final Pipeline pipeline;
  private final Progress progress;

  /** Creates a writer. */
  public WriteArchive(Acquirer acquirer, Pipeline pipeline, Progress progress) {
    this.acquirer = acquirer;
    this.pipeline = pipeline;
    this.progress = progress;
  }

  /**
   * Writes it.
   *
   * @throws org.gitsnapshot.error.InvalidInputException if a file would replace the bundle that is
   *     read
   * @throws IOException if it could not be done; no file was written then, while a stream may have
   *     got a part of its bytes
   */
  public ArchiveReport run(ArchiveRequest request) throws IOException {
    Map<Format, Optional<Compressor>> outputs = request.recipe().completeOutputs();
    Pipeline.check(outputs.values().stream().flatMap(Optional::stream).toList());
    ReadFiles read = ReadFiles.of().andNamed(request.urls());
    for (Path file : request.files().values()) {
      read.keep(file, "write another file with -o");
    }
    String label = request.revision();
    progress.stage(label, "looking for " + label);
    ResolvedRef resolved = acquirer.resolve(request.urls(), request.revision());
    Optional<String> ref = Optional.of(request.revision());
    TarRecipe recipe = request.recipe().tar(request.urls().get(0), ref, resolved.commit());
    try (OpenFiles files = new OpenFiles()) {
      Acquirer.Use<Built> making =
          store -> {
            files.startOver();
            progress.stage(label, "building");
            return pipeline.run(
                new Subject(
                    store,
                    resolved.commit(),
                    () -> acquirer.history(request.urls(), resolved.commit())),
                recipe,
                // The request has checked that each form goes somewhere.
                files.targets(outputs, request.files(), request.streams()),
                bytes -> progress.bytes(label, bytes));
          };
      Built built;
      if (request.streams().isEmpty()) {
        built = acquirer.use(request.urls(), resolved.commit(), ref, making);
      } else {
        // What a stream has got cannot be taken back.
        try (ObjectStore store = acquirer.acquireToRead(request.urls(), resolved.commit(), ref)) {
          built = making.of(store);
        }
      }
      files.publish();
      return report(request, outputs, built, resolved);
    } finally {
      progress.done(label);
    }
  }

  private static ArchiveReport report(
      ArchiveRequest request,
      Map<Format, Optional<Compressor>> outputs,
      Built built,
      ResolvedRef resolved) {
    List<FileReport> files = new ArrayList<>();
    outputs.forEach(
        (format, compressor) -> {
          Path file = request.files().get(format);
          files.add(
              new FileReport(
                  file == null ? "-" : file.toString(),
                  format,
                  new Recipe(built.recipe(), compressor),
                  Optional.ofNullable(built.files().get(format)),
                  Map.of(),
                  Answer.UNKNOWN));
        });
    return new ArchiveReport(
        resolved.commit(),
        built.meta().rootTree(),
        built.tar().entries(),
        built.tar().plainUstar(),
        built.rawTar(),
        files,
        built.allNotes());
  }
}
