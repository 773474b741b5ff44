package org.gitsnapshot.audit;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.build.Built;
import org.gitsnapshot.build.Pipeline;
import org.gitsnapshot.build.Subject;
import org.gitsnapshot.compare.Compare;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.identity.Identities;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.io.SafeText;
import org.gitsnapshot.objects.CommitLinks;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.RefList;
import org.gitsnapshot.objects.RefList.NamedRef;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Recipe;
import org.gitsnapshot.recipe.Removal;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.recipe.TarRecipe;
import org.gitsnapshot.recognize.Budget;
import org.gitsnapshot.recognize.EngineSearch;
import org.gitsnapshot.recognize.Recognized;
import org.gitsnapshot.report.Answer;
import org.gitsnapshot.report.AuditEvidence;
import org.gitsnapshot.report.AuditReport;
import org.gitsnapshot.report.AuditVerdict;
import org.gitsnapshot.report.CompareReport;
import org.gitsnapshot.report.CompressedBy;
import org.gitsnapshot.report.ContentNames;
import org.gitsnapshot.report.Sameness;
import org.gitsnapshot.request.AuditRequest;
import org.gitsnapshot.request.CompareRequest;
import org.gitsnapshot.request.CompareSide;
import org.gitsnapshot.request.RecipeRequest;
import org.gitsnapshot.request.UnchangedFiles;

/**
 * Finds the commit and the recipe of a published archive, and proves them by building it again.
 *
 * <p>The steps: read the file, find its compressor, find its commit, find the recipe of its raw
 * tar; and where there is none, say what differs from the commit's archive. Immutable and
 * thread-safe.
 */
public final class AuditTarball {
  private final Acquirer acquirer;
  private final Pipeline pipeline;
  private final Limits limits;
  private final Progress progress;

  /** Creates an auditor. */
  public AuditTarball(Acquirer acquirer, Pipeline pipeline, Limits limits, Progress progress) {
    this.acquirer = acquirer;
    this.pipeline = pipeline;
    this.limits = limits;
    this.progress = progress;
  }

  /**
   * Audits.
   *
   * @throws org.gitsnapshot.error.InvalidInputException if the file is no archive
   * @throws CorruptObjectException if the file or the repository is damaged
   * @throws org.gitsnapshot.error.UnavailableException if there is no such file, or the repository
   *     has no commit that could be meant, or the file changes while it is read
   */
  public AuditReport run(AuditRequest request) throws IOException {
    String label = request.file().toString();
    progress.stage(label, "reading");
    try {
      return UnchangedFiles.read(
          List.of(request.file()),
          () -> {
            try (Evidence evidence =
                new EvidenceReader(bytes -> progress.bytes(label, bytes)).read(request.file())) {
              return new Audit(request, label, evidence).run();
            }
          });
    } finally {
      progress.done(label);
    }
  }

  /** One audit under way. */
  private final class Audit {
    private final AuditRequest request;
    private final String label;
    private final Evidence evidence;
    private final List<String> notes = new ArrayList<>();
    private Optional<RefList> allRefs = Optional.empty();

    Audit(AuditRequest request, String label, Evidence evidence) {
      this.request = request;
      this.label = label;
      this.evidence = evidence;
    }

    AuditReport run() throws IOException {
      Optional<Identities> identities = identities();
      Optional<Recognized> compressor = compressor();
      CommitFinder.Found found = commit(identities);
      List<String> before = List.copyOf(notes);
      return acquirer.use(
          request.urls(),
          found.commit(),
          Optional.empty(),
          store -> {
            // What a try that was broken off has noted is noted again.
            notes.clear();
            notes.addAll(before);
            return judge(store, found, compressor, identities);
          });
    }

    private AuditReport judge(
        ObjectStore store,
        CommitFinder.Found found,
        Optional<Recognized> compressor,
        Optional<Identities> identities)
        throws IOException {
      progress.stage(label, "building " + found.commit().hex());
      Subject subject =
          new Subject(
              store, found.commit(), () -> acquirer.history(request.urls(), found.commit()));
      RecipeSearch recipes =
          new RecipeSearch(pipeline, limits, evidence, bytes -> progress.bytes(label, bytes));
      RecipeSearch.Result search = recipes.find(subject);
      Findings findings = new Findings(found, refs(found.commit()), compressor, identities);
      if (search.proven().isPresent()) {
        return reproduced(findings, search.proven().get(), Optional.empty());
      }
      List<String> whyNot = search.notes();
      progress.stage(label, "comparing with " + found.commit().hex());
      Oid tree;
      CompareReport comparison;
      try (ObjectReader objects = store.newReader()) {
        tree = CommitLinks.read(objects, found.commit()).tree();
        FileReasons reasons = new FileReasons(objects, limits, tree, evidence);
        comparison = compare(found.commit(), search.nearest(), reasons);
      }
      Optional<AuditReport> minus =
          AuditWords.maybeMinus(comparison)
              ? minus(findings, subject, recipes, search.tried())
              : Optional.empty();
      if (minus.isPresent()) {
        return minus.get();
      }
      notes.addAll(whyNot);
      search.nearest().map(TarRecipe::umask).flatMap(AuditWords::umask).ifPresent(notes::add);
      return differing(findings, store, tree, comparison);
    }

    /** Where nothing was changed or added, the file may be the recipe's without some entries. */
    private Optional<AuditReport> minus(
        Findings findings, Subject subject, RecipeSearch recipes, List<TarRecipe> tried)
        throws IOException {
      progress.stage(label, "looking for what was removed");
      MinusSearch search =
          new MinusSearch(pipeline, limits, evidence, bytes -> progress.bytes(label, bytes));
      Optional<MinusSearch.Found> found = search.find(subject, tried);
      Optional<Built> built =
          found.isPresent() ? recipes.build(subject, found.get().recipe()) : Optional.empty();
      if (built.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(reproduced(findings, built.get(), found.map(MinusSearch.Found::removals)));
    }

    /** What other names the content has; none if it has what git could not hold either. */
    private Optional<Identities> identities() throws IOException {
      progress.stage(label, "naming its content");
      try (InputStream raw = evidence.openRaw()) {
        return Optional.of(Identities.ofTar(raw, Optional.empty(), Optional.empty()));
      } catch (UnsupportedException e) {
        notes.add("the content has no identity: " + e.getMessage());
        return Optional.empty();
      }
    }

    private Optional<Recognized> compressor() throws IOException {
      if (!evidence.compressed()) {
        return Optional.empty();
      }
      progress.stage(label, "looking for its compressor");
      Recognized found = new EngineSearch(Budget.ofHeap()).find(evidence.file(), evidence::openRaw);
      found.untried().ifPresent(notes::add);
      return Optional.of(found);
    }

    private ContentTree content(Optional<Identities> identities) {
      return new ContentTree(limits, evidence, identities.map(Identities::gitTree));
    }

    private CommitFinder.Found commit(Optional<Identities> identities) throws IOException {
      progress.stage(label, "looking for its commit");
      CommitFinder finder =
          new CommitFinder(acquirer, request.urls(), limits, evidence, content(identities));
      CommitFinder.Found found = finder.find(request.revision());
      notes.addAll(finder.notes());
      return found;
    }

    /** The refs that lead to a commit, those first that the file's names speak of. */
    private List<String> refs(Oid commit) throws IOException {
      NameHints hints = NameHints.of(evidence.file(), evidence.topDirectory());
      List<String> refs = new ArrayList<>();
      try (History history = acquirer.history(request.urls(), commit)) {
        allRefs = Optional.of(history.refs());
        for (String kind : List.of("refs/tags/", "refs/heads/")) {
          ByteString head = ByteString.utf8(kind);
          for (NamedRef ref : history.refs().refs()) {
            if (ref.peeled().equals(commit) && ref.name().startsWith(head)) {
              refs.add(ref.name().display().substring(kind.length()));
            }
          }
        }
      } catch (SnapshotException noRefs) {
        notes.add("the names of the commit are not known: " + noRefs.getMessage());
      }
      refs.sort(Comparator.comparing(ref -> !hints.mayMean(ref)));
      return refs;
    }

    /** Reports; the removals are those of the recipe, where more than patterns is known of them. */
    private AuditReport reproduced(Findings findings, Built built, Optional<List<Removal>> removals)
        throws IOException {
      notes.addAll(built.notes());
      built.cleaned().ifPresent(cleaned -> notes.addAll(cleaned.warnings()));
      boolean whole = !evidence.compressed() || findings.engine().isPresent();
      Recipe recipe = new Recipe(built.recipe(), findings.engine());
      List<String> urls = request.pinUrls().stream().map(SafeText::url).toList();
      Oid commit = findings.found.commit();
      List<String> refs = AuditPin.fitting(urls, commit, findings.refs, recipe);
      Optional<String> pin = Optional.empty();
      try {
        pin = Optional.of(AuditPin.toml(evidence, urls, commit, refs, recipe, removals));
      } catch (UnsupportedException noToml) {
        notes.add(noToml.getMessage());
      }
      noteNames(findings, refs, true);
      return new AuditReport(
          whole ? AuditVerdict.REPRODUCED : AuditVerdict.COMPRESSOR_UNKNOWN,
          whole
              ? AuditWords.reproduced(commit, refs, recipe, minusWords(built))
              : AuditWords.compressorUnknown(
                  findings.compressedBy().orElseThrow(), minusWords(built)),
          findings.evidence(evidence, built.cleaned().isEmpty()),
          commit,
          findings.found.how(),
          refs,
          Answer.SAME,
          Answer.SAME,
          findings.compressed(),
          Optional.of(recipe),
          pin,
          built.cleaned().map(AuditWords::removed).stream().toList(),
          Optional.empty(),
          notes);
    }

    /** Whatever the file is, its names may say that it is something else. */
    private void noteNames(Findings findings, List<String> refs, boolean sameContent) {
      CommitFinder.Found found = findings.found;
      String words = AuditWords.commit(found.commit(), refs);
      NameNotes.Outcome outcome =
          new NameNotes.Outcome(found, words, content(findings.identities), sameContent);
      allRefs
          .map(all -> new NameNotes(acquirer, request.urls(), evidence, all).of(outcome))
          .ifPresent(notes::addAll);
    }

    private Optional<String> minusWords(Built built) {
      return built.cleaned().map(cleaned -> AuditWords.minus(evidence, cleaned));
    }

    private AuditReport differing(
        Findings findings, ObjectStore store, Oid tree, CompareReport comparison)
        throws IOException {
      boolean sameContent = comparison.sameness() != Sameness.CONTENT_DIFFERS;
      boolean sameTree;
      try (ObjectReader objects = store.newReader()) {
        sameTree = content(findings.identities).is(objects, tree);
        if (!sameContent && !sameTree) {
          new OtherDirectory(CommittedFiles.all(objects, limits, tree), evidence)
              .note(findings.found.commit())
              .ifPresent(notes::add);
        }
      }
      // What was left out has to be found where a program looks first.
      notes.addAll(comparison.notes());
      boolean tarAlone = sameContent || sameTree;
      noteNames(findings, findings.refs, tarAlone);
      return new AuditReport(
          tarAlone ? AuditVerdict.TAR_DIFFERS : AuditVerdict.CONTENT_DIFFERS,
          tarAlone
              ? AuditWords.tarDiffers(comparison)
              : AuditWords.contentDiffers(comparison, findings.found.commit(), findings.refs),
          findings.evidence(evidence, tarAlone),
          findings.found.commit(),
          findings.found.how(),
          findings.refs,
          tarAlone ? Answer.SAME : Answer.DIFFERENT,
          Answer.DIFFERENT,
          findings.compressed(),
          Optional.empty(),
          Optional.empty(),
          comparison.groups(),
          Optional.of(comparison),
          notes);
    }

    private CompareReport compare(Oid commit, Optional<TarRecipe> nearest, FileReasons reasons)
        throws IOException {
      RecipeRequest recipe =
          new RecipeRequest(
              Optional.empty(),
              nearest.map(TarRecipe::prefix),
              nearest.map(TarRecipe::profile),
              nearest.map(TarRecipe::umask),
              AuditWords.withAllGiven(nearest.map(TarRecipe::subst).orElse(SubstInputs.NONE)),
              Map.of());
      return new Compare(acquirer, pipeline, progress)
          .run(
              new CompareRequest(
                  new CompareSide.OnDisk(request.file()),
                  new CompareSide.Commit(request.urls(), commit.hex(), recipe),
                  request.detail()),
              reasons);
    }
  }

  /** What is known whether or not the tar is reproduced. */
  private record Findings(
      CommitFinder.Found found,
      List<String> refs,
      Optional<Recognized> compressor,
      Optional<Identities> identities) {
    /** Returns the engine that makes the file to its last byte. */
    Optional<Compressor> engine() {
      return compressor.flatMap(
          by -> by.engine().filter(engine -> !by.ownHeader() || engine.header().isPresent()));
    }

    /** Returns whether the compressed bytes are an engine's, whatever is in them. */
    Answer compressed() {
      if (compressor.isEmpty()) {
        return Answer.UNKNOWN;
      }
      return engine().isPresent() ? Answer.SAME : Answer.DIFFERENT;
    }

    Optional<CompressedBy> compressedBy() {
      return compressor.map(
          by -> new CompressedBy(by.format(), by.engine(), by.ownHeader(), true, by.header()));
    }

    /** Returns what other tools call the content; its revision only if it is the commit's. */
    private Optional<ContentNames> names(boolean ofCommit) {
      return identities.map(
          names ->
              new ContentNames(
                  names.gitTree().hex(),
                  names.swhidDirectory(),
                  ofCommit ? Optional.of("swh:1:rev:" + found.commit().hex()) : Optional.empty(),
                  names.narSri(),
                  names.narBase32(),
                  names.goH1()));
    }

    AuditEvidence evidence(Evidence evidence, boolean ofCommit) {
      return new AuditEvidence(
          evidence.file().toString(),
          evidence.fileDigest(),
          evidence.rawDigest(),
          compressedBy(),
          evidence.entries().size(),
          evidence.topDirectory(),
          evidence.comment(),
          evidence.time(),
          names(ofCommit));
    }
  }
}
