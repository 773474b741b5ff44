package org.gitsnapshot.audit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.build.Built;
import org.gitsnapshot.build.Pipeline;
import org.gitsnapshot.build.Subject;
import org.gitsnapshot.build.Target;
import org.gitsnapshot.clean.DerivationProof;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.output.ReadingOutput;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Removal;
import org.gitsnapshot.recipe.TarRecipe;
import org.gitsnapshot.report.RemovedEntry;

/** Whether a raw tar is what a recipe makes without some entries, and without which. */
final class MinusSearch {
  private final Pipeline pipeline;
  private final Limits limits;
  private final Evidence evidence;
  private final LongConsumer position;

  MinusSearch(Pipeline pipeline, Limits limits, Evidence evidence, LongConsumer position) {
    this.limits = limits;
    this.pipeline = pipeline;
    this.evidence = evidence;
    this.position = position;
  }

  /**
   * What makes the tar.
   *
   * @param recipe the recipe that deletes too
   * @param removals what it deletes: directories by pattern, files by path and digest
   */
  record Found(TarRecipe recipe, List<Removal> removals) {}

  /** Returns the first recipe of which the tar is a part, with what is missing. */
  Optional<Found> find(Subject subject, List<TarRecipe> recipes) throws IOException {
    for (TarRecipe recipe : recipes) {
      Optional<List<RemovedEntry>> missing = missing(subject, recipe);
      if (missing.isPresent() && !missing.get().isEmpty()) {
        List<Removal> removals = removals(missing.get(), recipe.prefix());
        List<ByteString> patterns = removals.stream().map(Removal::pattern).toList();
        return Optional.of(new Found(recipe.removing(patterns), removals));
      }
    }
    return Optional.empty();
  }

  private Optional<List<RemovedEntry>> missing(Subject subject, TarRecipe recipe)
      throws IOException {
    try (ReadingOutput<DerivationProof.Outcome> proof =
        new ReadingOutput<>("derivation", this::compare)) {
      try {
        Target target = new Target(Format.TAR, Optional.empty(), proof);
        Built unused = pipeline.run(subject, recipe, List.of(target), position);
        proof.finish();
      } catch (UnsupportedException | InvalidInputException cannot) {
        return Optional.empty();
      } catch (IOException e) {
        // A proof that was refused reads no further, and the tar cannot be written on.
        if (!proof.isRead() || !(proof.result() instanceof DerivationProof.Refused)) {
          throw e;
        }
      }
      return proof.result() instanceof DerivationProof.Proved proved
          ? Optional.of(proved.result().removed())
          : Optional.empty();
    }
  }

  private DerivationProof.Outcome compare(InputStream whole) throws IOException {
    try (InputStream left = new BufferedInputStream(evidence.openRaw(), 1 << 16)) {
      return DerivationProof.finding(whole, left, limits);
    }
  }

  private static List<Removal> removals(List<RemovedEntry> missing, ByteString prefix)
      throws IOException {
    List<Removal> directories = new ArrayList<>();
    List<Removal> files = new ArrayList<>();
    for (RemovedEntry entry : missing) {
      ByteString path = entry.path().substring(prefix.length(), entry.path().length());
      if (entry.sha256().isPresent()) {
        files.add(Removal.ofFile(path, entry.sha256().get(), null));
      } else if (!path.isEmpty()) {
        ByteString pattern = Removal.exactly(path);
        directories.add(new Removal(pattern, Optional.empty(), Optional.empty()));
      }
    }
    directories.addAll(files);
    return directories;
  }
}
