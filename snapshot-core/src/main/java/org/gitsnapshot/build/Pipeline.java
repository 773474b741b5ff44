package org.gitsnapshot.build;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.gitsnapshot.archive.ArchiveMeta;
import org.gitsnapshot.archive.Entry;
import org.gitsnapshot.archive.EntrySink;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.codec.Engine;
import org.gitsnapshot.codec.catalog.Engines;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.identity.Identities;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ReadAhead;
import org.gitsnapshot.output.Branch;
import org.gitsnapshot.output.ReadingOutput;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.TarRecipe;
import org.gitsnapshot.tar.TarEncoder;
import org.gitsnapshot.tar.TarSummary;
import org.gitsnapshot.tree.TreeArchive;

/**
 * One pass from a commit to all its forms: walk, encode, and at the same time digest and compress.
 *
 * <p>The walk and the tar encoder run on the caller's thread, each form on one of its own, and
 * others read the blobs ahead. Immutable and thread-safe.
 */
public final class Pipeline {
  private final Limits limits;
  private final int threads;
  private final long memoryShare;
  private final boolean identities;
  private final Sha512 sha512;

  /** Creates a pipeline that has the heap for itself. */
  public Pipeline(Limits limits, int threads) {
    this(limits, threads, 1);
  }

  /**
   * Creates a pipeline.
   *
   * @param threads how many threads one engine may use, from 1; the bytes do not depend on it
   * @param pipelines how many pipelines run at once, from 1; they share the heap
   */
  public Pipeline(Limits limits, int threads, int pipelines) {
    // The other half is for objects on their way and for everything else.
    this(limits, threads, Runtime.getRuntime().maxMemory() / 2 / pipelines, false, Sha512.NONE);
  }

  private Pipeline(
      Limits limits, int threads, long memoryShare, boolean identities, Sha512 sha512) {
    this.limits = limits;
    this.threads = threads;
    this.memoryShare = memoryShare;
    this.identities = identities;
    this.sha512 = sha512;
  }

  /** Returns a pipeline that computes the identities of the content too, or does not. */
  public Pipeline withIdentities(boolean computed) {
    return new Pipeline(limits, threads, memoryShare, computed, sha512);
  }

  /** Returns a pipeline that computes these SHA-512 digests beside those of SHA-256. */
  public Pipeline with(Sha512 wanted) {
    return new Pipeline(limits, threads, memoryShare, identities, wanted);
  }

  /**
   * Checks that this version can make these forms, before any work is done.
   *
   * @throws org.gitsnapshot.error.UnsupportedException if it has no such engine or level
   */
  public static void check(Iterable<Compressor> compressors) throws IOException {
    for (Compressor compressor : compressors) {
      Engine unused = Engines.of(compressor);
    }
  }

  /**
   * Makes all targets of a commit.
   *
   * @param position hears how many bytes of raw tar there are so far
   * @throws IOException if anything at all went wrong; what the targets then hold is worthless
   */
  public Built run(Subject subject, TarRecipe recipe, List<Target> targets, LongConsumer position)
      throws IOException {
    boolean cleans = !recipe.removes().isEmpty();
    Optional<ReadingOutput<Identities>> naming =
        identities ? Optional.of(naming(subject, cleans)) : Optional.empty();
    ArchiveMeta meta;
    TarSummary summary;
    TarRecipe used;
    List<String> computed;
    List<String> notes;
    Optional<Cleaned> cleaned = Optional.empty();
    try (Forms forms = forms(targets, naming.stream().map(Branch.class::cast).toList());
        Cleaning cleaning =
            cleans ? new Cleaning(recipe, sha512.ofRawTar(), forms.out(), limits) : null;
        ArchiveInputs inputs = new ArchiveInputs(subject, recipe);
        ObjectReader objects = subject.store().newReader();
        ReadAhead blobs = new ReadAhead(subject.store(), threads)) {
      TarEncoder encoder = new TarEncoder(recipe, cleaning == null ? forms.out() : cleaning.out());
      EntrySink sink = new BoundedSink(new Reporting(encoder, position), encoder::position, limits);
      TreeArchive archive =
          new TreeArchive(objects, limits, recipe.profile(), inputs, sink).readingAhead(blobs);
      meta = archive.write(subject.commit());
      notes = archive.notes();
      summary = encoder.finish();
      if (cleaning != null) {
        cleaned = Optional.of(cleaning.finish());
      }
      forms.finish();
      used = recipe.with(inputs.used());
      computed = inputs.computed();
      FileDigests rawDigests = forms.raw();
      return new Built(
          used,
          computed,
          meta,
          cleaned.isPresent() ? summary(cleaned.get(), summary, rawDigests) : summary,
          rawDigests,
          forms.files(rawDigests),
          notes,
          cleaned,
          naming.isPresent() ? Optional.of(naming.get().result()) : Optional.empty());
    }
  }

  /**
   * Starts all forms of a raw tar that comes from elsewhere.
   *
   * @throws LimitExceededException before any work, if the engines would not fit into the heap
   */
  public Forms forms(List<Target> targets) throws IOException {
    return forms(targets, List.of());
  }

  private Forms forms(List<Target> targets, List<Branch> more) throws IOException {
    return Forms.open(targets, threads, memoryShare, sha512, more);
  }

  /** What is cleaned is not the commit's any more, and its content is no revision. */
  private static ReadingOutput<Identities> naming(Subject subject, boolean cleans) {
    Optional<Oid> commit = cleans ? Optional.empty() : Optional.of(subject.commit());
    return new ReadingOutput<>(
        "identities", tar -> Identities.ofTar(tar, commit, Optional.empty()));
  }

  /** With the entries that need a pax header gone, what is left may be plain ustar. */
  private static TarSummary summary(Cleaned cleaned, TarSummary whole, FileDigests raw) {
    return new TarSummary(raw.size(), cleaned.kept(), cleaned.extended(), whole.timeFits());
  }

  /** Tells the position after each entry. */
  private record Reporting(TarEncoder encoder, LongConsumer position) implements EntrySink {
    @Override
    public void begin(ArchiveMeta meta) throws IOException {
      encoder.begin(meta);
    }

    @Override
    public void entry(Entry entry) throws IOException {
      encoder.entry(entry);
      position.accept(encoder.position());
    }
  }
}
