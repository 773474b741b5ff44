package org.gitsnapshot.build;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
import org.gitsnapshot.identity.Identities;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ReadAhead;
import org.gitsnapshot.output.Branch;
import org.gitsnapshot.output.FanOut;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
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
    int workers = fittingThreads(targets);
    List<OutputStream> rawOutputs = new ArrayList<>();
    for (Target target : targets) {
      if (target.compressor().isEmpty()) {
        rawOutputs.add(target.out());
      }
    }
    RawBranch raw = new RawBranch(rawOutputs, sha512.ofRawTar());
    Optional<IdentityBranch> naming =
        identities ? Optional.of(new IdentityBranch(subject.commit())) : Optional.empty();
    Map<Format, EncodedBranch> encoded = encoders(targets, workers);
    List<Branch> branches = new ArrayList<>(encoded.values());
    branches.add(raw);
    naming.ifPresent(branches::add);
    ArchiveMeta meta;
    TarSummary summary;
    TarRecipe used;
    List<String> computed;
    List<String> notes;
    try (FanOut out = new FanOut(branches);
        ArchiveInputs inputs = new ArchiveInputs(subject, recipe);
        ObjectReader objects = subject.store().newReader();
        ReadAhead blobs = new ReadAhead(subject.store(), threads)) {
      TarEncoder encoder = new TarEncoder(recipe, out);
      EntrySink sink = new BoundedSink(new Reporting(encoder, position), encoder::position, limits);
      TreeArchive archive =
          new TreeArchive(objects, limits, recipe.profile(), inputs, sink).readingAhead(blobs);
      meta = archive.write(subject.commit());
      notes = archive.notes();
      summary = encoder.finish();
      out.finish();
      used = recipe.with(inputs.used());
      computed = inputs.computed();
    }
    FileDigests rawDigests = raw.digests();
    Map<Format, FileDigests> files = new EnumMap<>(Format.class);
    for (Target target : targets) {
      EncodedBranch branch = encoded.get(target.format());
      files.put(target.format(), branch == null ? rawDigests : branch.digests());
    }
    Optional<Identities> names =
        naming.isPresent() ? Optional.of(naming.get().identities()) : Optional.empty();
    return new Built(used, computed, meta, summary, rawDigests, files, notes, names);
  }

  private Map<Format, EncodedBranch> encoders(List<Target> targets, int workers)
      throws IOException {
    Map<Format, EncodedBranch> encoded = new EnumMap<>(Format.class);
    try {
      for (Target target : targets) {
        if (target.compressor().isPresent()) {
          Compressor compressor = target.compressor().get();
          encoded.put(
              target.format(),
              new EncodedBranch(compressor, workers, sha512.ofFiles(), target.out()));
        }
      }
      return encoded;
    } catch (IOException e) {
      for (EncodedBranch started : encoded.values()) {
        started.close();
      }
      throw e;
    }
  }

  /**
   * Returns how many threads the engines may use so that they take no more than this pipeline's
   * share of the heap.
   *
   * @throws LimitExceededException before any work, if one thread each would not fit into the heap
   */
  private int fittingThreads(List<Target> targets) throws IOException {
    int fitting = threads;
    while (fitting > 1 && memory(targets, fitting) > memoryShare) {
      fitting--;
    }
    long needed = memory(targets, fitting);
    long heap = Runtime.getRuntime().maxMemory();
    if (needed > heap) {
      throw new LimitExceededException(
          "the compressors need " + (needed >> 20) + " MiB, and the heap has " + (heap >> 20),
          "give Java a larger heap with -Xmx, or choose a lower level");
    }
    return fitting;
  }

  private static long memory(List<Target> targets, int threads) throws IOException {
    long needed = 0;
    for (Target target : targets) {
      if (target.compressor().isPresent()) {
        Compressor compressor = target.compressor().get();
        needed += Engines.of(compressor).memory(compressor.level(), threads);
      }
    }
    return needed;
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
