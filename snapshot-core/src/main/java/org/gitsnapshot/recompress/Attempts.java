package org.gitsnapshot.recompress;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.gitsnapshot.build.EncodedBranch;
import org.gitsnapshot.codec.catalog.Engines;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.output.AtomicFile;
import org.gitsnapshot.output.FanOut;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.report.RecompressReport.Tried;
import org.jspecify.annotations.Nullable;

/**
 * Compresses a file with several engines side by side, as many as there are threads and as fit into
 * the heap, and keeps the smallest. What comes out depends on neither.
 *
 * <p>Each writes a temporary file beside its place, so that the smallest need not be made twice.
 * Used by one thread.
 */
final class Attempts implements AutoCloseable {
  private static final Comparator<Tried> SMALLEST =
      Comparator.comparingLong(Tried::size)
          .thenComparing(Comparator.comparing(Tried::compressor, Candidates.ORDER));

  private final int threads;
  private final long memory = Runtime.getRuntime().maxMemory() / 2;
  private final Function<Compressor, Path> places;
  private final List<AtomicFile> open = new ArrayList<>();
  private final List<Tried> tried = new ArrayList<>();
  private @Nullable Made best;

  /**
   * A form that was made.
   *
   * @param tried what it is and its size
   * @param file the sealed file, closed with the attempts
   * @param digests of it
   */
  record Made(Tried tried, AtomicFile file, FileDigests digests) {}

  /** Some engines that run side by side, each with so many threads. */
  private record Group(List<Compressor> engines, int threads) {}

  /** Engines that write a file of which the digests come out later. */
  private record Running(Compressor compressor, AtomicFile file, EncodedBranch branch) {}

  /**
   * Creates it.
   *
   * @param threads how many threads there are for all
   * @param places where a form would go
   */
  Attempts(int threads, Function<Compressor, Path> places) {
    this.threads = threads;
    this.places = places;
  }

  /**
   * Makes all forms and returns the smallest.
   *
   * @param position hears how many raw bytes of all forms are done
   * @throws LimitExceededException before any work, if one does not fit into the heap
   */
  Made smallest(PackedFile file, List<Compressor> engines, LongConsumer position)
      throws IOException {
    long done = 0;
    for (Group group : groups(engines.stream().sorted(Candidates.ORDER).toList())) {
      long before = done;
      run(file, group, bytes -> position.accept(before + bytes));
      done += file.raw().size();
    }
    tried.sort(SMALLEST);
    // There is at least one engine.
    return Objects.requireNonNull(best);
  }

  /** Returns all that were tried, the smallest first. */
  List<Tried> tried() {
    return List.copyOf(tried);
  }

  private void run(PackedFile file, Group group, LongConsumer position) throws IOException {
    List<Running> running = new ArrayList<>();
    boolean handedOver = false;
    try {
      for (Compressor compressor : group.engines) {
        AtomicFile out = AtomicFile.create(places.apply(compressor));
        open.add(out);
        running.add(
            new Running(compressor, out, new EncodedBranch(compressor, group.threads, true, out)));
      }
      handedOver = true;
      try (FanOut all = new FanOut(running.stream().map(Running::branch).toList())) {
        PackedFile unused = file.readInto(all, position);
        all.finish();
      }
    } finally {
      if (!handedOver) {
        for (Running started : running) {
          started.branch.close();
        }
      }
    }
    for (Running one : running) {
      one.file.seal();
      FileDigests digests = one.branch.digests();
      take(new Made(new Tried(one.compressor, digests.size()), one.file, digests));
    }
  }

  private void take(Made made) throws IOException {
    tried.add(made.tried);
    Made worse = made;
    if (best == null || SMALLEST.compare(made.tried, best.tried) < 0) {
      worse = best;
      best = made;
    }
    if (worse != null) {
      worse.file.close();
      open.remove(worse.file);
    }
  }

  private List<Group> groups(List<Compressor> engines) throws IOException {
    List<Group> groups = new ArrayList<>();
    List<Compressor> together = new ArrayList<>();
    long taken = 0;
    for (Compressor engine : engines) {
      long needed = memory(engine, 1);
      if (needed > Runtime.getRuntime().maxMemory()) {
        throw new LimitExceededException(
            engine
                + " needs "
                + (needed >> 20)
                + " MiB, and the heap has "
                + (Runtime.getRuntime().maxMemory() >> 20),
            "give Java a larger heap with -Xmx, or name other engines");
      }
      if (!together.isEmpty() && (together.size() == threads || taken + needed > memory)) {
        groups.add(group(together));
        together.clear();
        taken = 0;
      }
      together.add(engine);
      taken += needed;
    }
    groups.add(group(together));
    return groups;
  }

  /** Threads that no other engine has use are given to those that there are, if that fits. */
  private Group group(List<Compressor> together) throws IOException {
    int each = Math.max(1, threads / together.size());
    while (each > 1 && memory(together, each) > memory) {
      each--;
    }
    return new Group(List.copyOf(together), each);
  }

  private static long memory(List<Compressor> engines, int threads) throws IOException {
    long needed = 0;
    for (Compressor engine : engines) {
      needed += memory(engine, threads);
    }
    return needed;
  }

  private static long memory(Compressor engine, int threads) throws IOException {
    return Engines.of(engine).memory(engine.level(), threads);
  }

  /** Opens a file for the raw bytes, closed with the attempts. */
  AtomicFile raw(Path place, PackedFile file, LongConsumer position) throws IOException {
    AtomicFile out = AtomicFile.create(place);
    open.add(out);
    OutputStream buffered = new java.io.BufferedOutputStream(out, 1 << 16);
    PackedFile unused = file.readInto(buffered, position);
    buffered.flush();
    out.seal();
    return out;
  }

  @Override
  public void close() throws IOException {
    for (AtomicFile file : open) {
      file.close();
    }
  }
}
