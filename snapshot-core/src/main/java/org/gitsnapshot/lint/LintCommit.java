package org.gitsnapshot.lint;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.acquire.ResolvedRef;
import org.gitsnapshot.archive.ArchiveMeta;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.recipe.TarRecipe;
import org.gitsnapshot.report.LintReport;
import org.gitsnapshot.request.LintRequest;
import org.gitsnapshot.tree.TreeArchive;

/**
 * Says why {@code git archive} of a commit may not give the same bytes everywhere and later, or
 * unpack to the same files.
 *
 * <p>The commit's tree is walked as it is for an archive; of the files only those are read whose
 * attributes make it necessary, and what would keep an archive from being made is told like the
 * rest. The repository's history is not needed. Immutable and thread-safe.
 */
public final class LintCommit {
  private final Acquirer acquirer;
  private final Limits limits;
  private final Progress progress;

  /** Creates a linter. */
  public LintCommit(Acquirer acquirer, Limits limits, Progress progress) {
    this.acquirer = acquirer;
    this.limits = limits;
    this.progress = progress;
  }

  /**
   * Looks at a commit.
   *
   * @throws IOException if it cannot be had or read
   */
  public LintReport run(LintRequest request) throws IOException {
    String revision = request.revision();
    progress.stage(revision, "looking for " + revision);
    ResolvedRef resolved = acquirer.resolve(request.urls(), revision);
    TarRecipe recipe =
        request.recipe().tar(request.urls().get(0), Optional.of(revision), resolved.commit());
    return lint(revision, request.urls(), resolved.commit(), Optional.of(revision), recipe);
  }

  /**
   * Looks at a pin's commit.
   *
   * @throws IOException if it cannot be had or read
   */
  public LintReport run(Pin pin) throws IOException {
    return lint(pin.name(), pin.urls(), pin.commit(), pin.ref(), pin.recipe());
  }

  private LintReport lint(
      String name, List<String> urls, Oid commit, Optional<String> ref, TarRecipe recipe)
      throws IOException {
    progress.stage(name, "looking for " + commit.hex());
    try {
      return acquirer.use(urls, commit, ref, store -> lint(name, store, commit, recipe));
    } finally {
      progress.done(name);
    }
  }

  private LintReport lint(String name, ObjectStore store, Oid commit, TarRecipe recipe)
      throws IOException {
    Findings findings = new Findings();
    try (ObjectReader objects = store.newReader()) {
      progress.stage(name, "looking at its files");
      EntryRules entries = new EntryRules(recipe.prefix(), findings);
      FileRules files = new FileRules(objects, limits, findings);
      ArchiveMeta unused =
          new TreeArchive(objects, limits, recipe.profile(), new NoState(), entries)
              .observedBy(files)
              .asStored()
              .write(commit);
    }
    return new LintReport(name, commit, findings.all());
  }
}
