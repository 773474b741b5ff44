package org.gitsnapshot.derive;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.clean.CleanTar;
import org.gitsnapshot.clean.DerivationProof;
import org.gitsnapshot.clean.ListedFiles;
import org.gitsnapshot.clean.RemovalRules;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.hash.DigestingInput;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.recipe.Removal;
import org.gitsnapshot.report.DerivationReport;
import org.gitsnapshot.report.DerivationReport.Refusal;
import org.gitsnapshot.report.RemovedEntry;
import org.gitsnapshot.request.DerivationRequest;

/**
 * Proves that a tar is another without some entries, and without exactly those that it was given,
 * where it was given any. Both are read as streams. Immutable and thread-safe.
 */
public final class ProveDerivation {
  private final Limits limits;
  private final Progress progress;

  /** Creates one. */
  public ProveDerivation(Limits limits, Progress progress) {
    this.limits = limits;
    this.progress = progress;
  }

  /**
   * Proves or refuses.
   *
   * @throws org.gitsnapshot.error.InvalidInputException if one is no tar, or a pattern matches
   *     nothing
   * @throws CorruptObjectException if one is damaged
   */
  public DerivationReport run(DerivationRequest request) throws IOException {
    TarFile original = new TarFile(request.original(), request.original().toString());
    TarFile derived = new TarFile(request.derived(), request.derived().toString());
    progress.stage(derived.label(), "comparing");
    try {
      original.check();
      derived.check();
      return new Proof(request, original, derived, limits).run();
    } finally {
      progress.done(derived.label());
    }
  }

  /** One proof under way. */
  private static final class Proof {
    private final DerivationRequest request;
    private final TarFile original;
    private final TarFile derived;
    private final Limits limits;

    Proof(DerivationRequest request, TarFile original, TarFile derived, Limits limits) {
      this.limits = limits;
      this.request = request;
      this.original = original;
      this.derived = derived;
    }

    DerivationReport run() throws IOException {
      if (request.manifest().isPresent()) {
        ListedInManifest listed = ListedInManifest.read(request.manifest().get());
        ListedChoice choice = new ListedChoice(listed.clean().removed());
        Compared compared = compare(Optional.of(choice), listed.sha512());
        return report(compared, compared.refusal.or(() -> difference(listed, compared)));
      }
      if (request.removals().isEmpty()) {
        Compared compared = compare(Optional.empty(), false);
        return report(compared, compared.refusal);
      }
      ByteString prefix =
          request.prefix().isPresent() ? request.prefix().get() : original.topDirectory();
      List<ByteString> patterns = request.removals().stream().map(Removal::pattern).toList();
      RemovalRules rules = new RemovalRules(patterns, prefix, limits);
      Compared compared = compare(Optional.of(rules.choice()), false);
      if (compared.refusal.isEmpty()) {
        ListedFiles.checkMatched(request.removals(), rules.unmatched(), compared.removed());
      }
      Optional<Refusal> fault =
          ListedFiles.faults(request.removals(), compared.removed(), prefix).stream()
              .findFirst()
              .map(text -> new Refusal(0, Optional.empty(), text));
      return report(compared, compared.refusal.or(() -> fault));
    }

    private Compared compare(Optional<CleanTar.Choice> choice, boolean sha512) throws IOException {
      try (DigestingInput whole = new DigestingInput(original.openRaw(), sha512);
          DigestingInput left = new DigestingInput(derived.openRaw(), sha512)) {
        DerivationProof.Outcome outcome =
            choice.isPresent()
                ? DerivationProof.with(choice.get(), whole, left, limits)
                : DerivationProof.finding(whole, left, limits);
        if (outcome instanceof DerivationProof.Proved proved) {
          return new Compared(
              Optional.of(proved.result()),
              Optional.empty(),
              Optional.of(whole.finish()),
              Optional.of(left.finish()));
        }
        Refusal refusal =
            new Refusals(original, choice.isPresent()).of((DerivationProof.Refused) outcome);
        return new Compared(
            Optional.empty(), Optional.of(refusal), Optional.empty(), Optional.empty());
      } catch (CorruptObjectException e) {
        throw e.getMessage().startsWith(derived.label()) ? e : e.in(original.label());
      }
    }

    /** What the manifest says of what was removed, and of both tars, must be so. */
    private Optional<Refusal> difference(ListedInManifest listed, Compared compared) {
      List<RemovedEntry> found = compared.removed();
      List<RemovedEntry> said = listed.clean().removed();
      for (int i = 0; i < said.size(); i++) {
        if (i >= found.size() || !said.get(i).withoutRule().equals(found.get(i).withoutRule())) {
          RemovedEntry entry = said.get(i);
          return Optional.of(
              new Refusal(
                  entry.offset(),
                  Optional.of(entry.path()),
                  "what " + listed.source() + " says of it is not what the original has there"));
        }
      }
      if (!listed.isOriginal(compared.original.orElseThrow())
          || !listed.isDerived(compared.derived.orElseThrow())) {
        return Optional.of(
            new Refusal(0, Optional.empty(), listed.source() + " has other digests of the tars"));
      }
      return Optional.empty();
    }

    private DerivationReport report(Compared compared, Optional<Refusal> refusal) {
      return new DerivationReport(
          original.label(),
          derived.label(),
          refusal,
          compared.original,
          compared.derived,
          refusal.isPresent() ? List.of() : compared.removed(),
          compared.result.map(CleanTar.Result::kept).orElse(0L),
          request.manifest().isPresent() || !request.removals().isEmpty());
    }
  }

  /** What came of reading both. */
  private record Compared(
      Optional<CleanTar.Result> result,
      Optional<Refusal> refusal,
      Optional<FileDigests> original,
      Optional<FileDigests> derived) {
    List<RemovedEntry> removed() {
      return result.map(CleanTar.Result::removed).orElse(List.of());
    }
  }
}
