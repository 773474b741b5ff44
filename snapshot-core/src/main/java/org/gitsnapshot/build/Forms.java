package org.gitsnapshot.build;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.codec.catalog.Engines;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.output.Branch;
import org.gitsnapshot.output.FanOut;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;

/**
 * All forms of one raw tar, digested and compressed at the same time as it is written to {@link
 * #out}, each on a thread of its own; with one thread for an engine, only if the tar is not short.
 * Used by one thread.
 */
public final class Forms implements AutoCloseable {
  private final List<Target> targets;
  private final RawBranch raw;
  private final Map<Format, EncodedBranch> encoded;
  private final FanOut out;

  private Forms(
      List<Target> targets,
      RawBranch raw,
      Map<Format, EncodedBranch> encoded,
      List<Branch> more,
      int threads) {
    this.targets = targets;
    this.raw = raw;
    this.encoded = encoded;
    List<Branch> branches = new ArrayList<>(encoded.values());
    branches.add(raw);
    branches.addAll(more);
    this.out = threads == 1 ? FanOut.lazy(branches) : new FanOut(branches);
  }

  /**
   * Starts the engines.
   *
   * @param threads how many threads an engine may use, from 1
   * @param memoryShare how much memory the engines should stay below, in bytes
   * @param sha512 of what SHA-512 digests are wanted
   * @param more what else takes the raw tar; closed with this
   * @throws LimitExceededException before any work, if one thread each would not fit into the heap
   */
  static Forms open(
      List<Target> targets, int threads, long memoryShare, Sha512 sha512, List<Branch> more)
      throws IOException {
    int workers = fittingThreads(targets, threads, memoryShare);
    List<OutputStream> rawOutputs = new ArrayList<>();
    for (Target target : targets) {
      if (target.compressor().isEmpty()) {
        rawOutputs.add(target.out());
      }
    }
    return new Forms(
        targets,
        new RawBranch(rawOutputs, sha512.ofRawTar()),
        encoders(targets, workers, sha512),
        more,
        threads);
  }

  /** Returns the stream that takes the raw tar. */
  public OutputStream out() {
    return out;
  }

  /** Ends the raw tar and waits for all forms. */
  public void finish() throws IOException {
    out.finish();
  }

  /** Returns the digests of the raw tar; called once, after {@link #finish}. */
  public FileDigests raw() {
    return raw.digests();
  }

  /** Returns the digests of each form; called once, with those of {@link #raw}. */
  public Map<Format, FileDigests> files(FileDigests rawDigests) {
    Map<Format, FileDigests> files = new EnumMap<>(Format.class);
    for (Target target : targets) {
      EncodedBranch branch = encoded.get(target.format());
      files.put(target.format(), branch == null ? rawDigests : branch.digests());
    }
    return files;
  }

  /** Gives up what is not finished. */
  @Override
  public void close() {
    out.close();
  }

  private static Map<Format, EncodedBranch> encoders(
      List<Target> targets, int workers, Sha512 sha512) throws IOException {
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

  /** Returns how many threads the engines may use so that they take no more than their share. */
  private static int fittingThreads(List<Target> targets, int threads, long memoryShare)
      throws IOException {
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
}
