package org.gitsnapshot.build;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.clean.CleanTar;
import org.gitsnapshot.clean.RemovalRules;
import org.gitsnapshot.output.FanOut;
import org.gitsnapshot.output.ReadingOutput;
import org.gitsnapshot.recipe.TarRecipe;

/**
 * Between the encoder and the forms of a recipe that deletes: takes the whole raw tar, and passes
 * on what stays. The deletion is done on the bytes of the tar that the rest of the recipe makes, so
 * that whoever has both can see that nothing else was done. Used by one thread.
 */
final class Cleaning implements AutoCloseable {
  private final RemovalRules rules;
  private final RawBranch original;
  private final ReadingOutput<CleanTar.Result> cleaner;
  private final FanOut out;

  Cleaning(TarRecipe recipe, boolean sha512, OutputStream forms, Limits limits) {
    original = new RawBranch(List.of(), sha512);
    rules = new RemovalRules(recipe.removes(), recipe.prefix(), limits);
    cleaner =
        new ReadingOutput<>("cleaning", in -> CleanTar.run(in, forms, rules.choice(), limits));
    out = new FanOut(List.of(original, cleaner));
  }

  OutputStream out() {
    return out;
  }

  /** Waits until all that stays has been passed on, and returns what was done. */
  Cleaned finish() throws IOException {
    out.finish();
    CleanTar.Result result = cleaner.result();
    List<Integer> unmatched = rules.unmatched();
    List<String> warnings = new ArrayList<>(rules.warnings(result));
    return new Cleaned(
        original.digests(),
        result.removed(),
        result.kept(),
        result.extended(),
        unmatched,
        warnings);
  }

  @Override
  public void close() {
    out.close();
  }
}
