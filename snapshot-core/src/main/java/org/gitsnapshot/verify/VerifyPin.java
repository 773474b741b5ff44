package org.gitsnapshot.verify;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.build.Built;
import org.gitsnapshot.build.Cleaned;
import org.gitsnapshot.build.Judgement;
import org.gitsnapshot.build.Pipeline;
import org.gitsnapshot.build.Sha512;
import org.gitsnapshot.build.Subject;
import org.gitsnapshot.build.Target;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.report.PinReport;

/**
 * Builds a pin again, keeps nothing, and answers the three questions: from the pin's digests, and
 * where a directory is given also from the files in it.
 *
 * <p>Immutable and thread-safe.
 */
public final class VerifyPin {
  private final Acquirer acquirer;
  private final Pipeline pipeline;
  private final Optional<Path> directory;
  private final Progress progress;

  /** Creates a verifier; the directory, if any, holds files under the names build gives them. */
  public VerifyPin(
      Acquirer acquirer, Pipeline pipeline, Optional<Path> directory, Progress progress) {
    this.acquirer = acquirer;
    this.pipeline = pipeline;
    this.directory = directory;
    this.progress = progress;
  }

  /**
   * Verifies a pin. An engine that this version lacks fails the compressed question alone.
   *
   * @throws IOException if the pin could not be built at all
   */
  public PinReport run(Pin pin) throws IOException {
    progress.stage(pin.name(), "looking for " + pin.commit().hex());
    return acquirer.use(pin.urls(), pin.commit(), pin.ref(), store -> verify(pin, store));
  }

  private PinReport verify(Pin pin, ObjectStore store) throws IOException {
    List<Target> targets = new ArrayList<>();
    List<UnsupportedException> lacking = new ArrayList<>();
    for (Map.Entry<Format, Optional<Compressor>> output : pin.outputs().entrySet()) {
      try {
        Pipeline.check(output.getValue().stream().toList());
        OutputStream nowhere = OutputStream.nullOutputStream();
        targets.add(new Target(output.getKey(), output.getValue(), nowhere));
      } catch (UnsupportedException e) {
        lacking.add(e);
      }
    }
    progress.stage(pin.name(), "building again");
    Subject subject =
        new Subject(store, pin.commit(), () -> acquirer.history(pin.urls(), pin.commit()));
    Built built =
        pipeline
            .with(Sha512.promisedBy(pin))
            .run(subject, pin.recipe(), targets, bytes -> progress.bytes(pin.name(), bytes));
    Cleaned.checkMatched(pin, built);
    Judgement judgement = new Judgement(pin, built);
    lacking.forEach(e -> judgement.failed(e.getMessage(), e.hint()));
    if (directory.isPresent()) {
      PublishedFiles files = new PublishedFiles(directory.get(), pipeline, subject);
      files.judge(pin, built, judgement);
    } else if (judgement.isEmpty() && lacking.isEmpty()) {
      judgement.failed(
          "the pin gives no digest, so there is nothing to compare with",
          Optional.of("copy the digests that snapshot build prints into it, or name a directory"));
    }
    return judgement.report();
  }
}
