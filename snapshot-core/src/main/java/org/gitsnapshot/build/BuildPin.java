package org.gitsnapshot.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.report.Verdict;

/**
 * Builds a pin's files into a directory: all of them with the digests the pin promises, and their
 * manifest, or none.
 *
 * <p>Immutable and thread-safe.
 */
public final class BuildPin {
  private final Acquirer acquirer;
  private final Pipeline pipeline;
  private final SnapshotDirectory directory;
  private final Progress progress;

  /** Creates a builder into a directory that others build into at the same time. */
  public BuildPin(
      Acquirer acquirer, Pipeline pipeline, SnapshotDirectory directory, Progress progress) {
    this.acquirer = acquirer;
    this.pipeline = pipeline;
    this.directory = directory;
    this.progress = progress;
  }

  /**
   * Builds a pin.
   *
   * @return a report whose verdict is {@link Verdict#DIFFERENT} if what was made is not what the
   *     pin promises; no file was written then
   * @throws IOException if it could not be done; no file was written then either, unless the disk
   *     failed while they got their names: then those that have theirs are right, and building
   *     again gives the others
   */
  public PinReport run(Pin pin) throws IOException {
    Pipeline.check(pin.compressors());
    try (OpenFiles files = new OpenFiles()) {
      Built built;
      directory.awaitTurn();
      try {
        built = build(pin, files);
      } finally {
        directory.endTurn();
      }
      Cleaned.checkMatched(pin, built);
      Judgement judgement = new Judgement(pin, built);
      if (!judgement.isDifferent()) {
        directory.publish(pin, built, files);
      }
      return judgement.report();
    }
  }

  private Built build(Pin pin, OpenFiles files) throws IOException {
    progress.stage(pin.name(), "looking for " + pin.commit().hex());
    return acquirer.use(pin.urls(), pin.commit(), pin.ref(), store -> build(pin, store, files));
  }

  private Built build(Pin pin, ObjectStore store, OpenFiles files) throws IOException {
    files.startOver();
    List<Target> targets = new ArrayList<>();
    for (Map.Entry<Format, Optional<Compressor>> output : pin.outputs().entrySet()) {
      Path path = directory.resolve(pin.fileName(output.getKey()));
      targets.add(new Target(output.getKey(), output.getValue(), files.create(path)));
    }
    progress.stage(pin.name(), "building");
    return pipeline
        .with(Sha512.recordedOf(pin))
        .run(
            new Subject(store, pin.commit(), () -> acquirer.history(pin.urls(), pin.commit())),
            pin.recipe(),
            targets,
            bytes -> progress.bytes(pin.name(), bytes));
  }
}
