package org.gitsnapshot.recognize;

/**
 * Bounds on a search.
 *
 * @param rawBytes the most bytes of raw tar that are compressed again. Default 4 GiB, more than any
 *     source archive
 * @param together the most bytes of heap that the encoders of one pass may take; those that do not
 *     fit get passes of their own
 * @param alone the most bytes of heap that an encoder may take in a pass of its own, at least as
 *     many; one that needs more is left out
 */
public record Budget(long rawBytes, long together, long alone) {
  /** Returns the default: a third of the heap, and six tenths. */
  public static Budget ofHeap() {
    long heap = Runtime.getRuntime().maxMemory();
    return new Budget(4L << 30, heap / 3, heap / 10 * 6);
  }
}
