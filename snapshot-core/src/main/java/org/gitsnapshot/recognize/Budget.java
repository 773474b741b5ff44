package org.gitsnapshot.recognize;

/**
 * Bounds on a search.
 *
 * @param rawBytes the most bytes of raw tar that are compressed again. Default 4 GiB, more than any
 *     source archive
 * @param memory the most bytes of heap that the encoders of one pass may take; those that do not
 *     fit together get passes of their own, and one that does not fit alone is left out
 */
public record Budget(long rawBytes, long memory) {
  /** Returns the default: a third of the heap. */
  public static Budget ofHeap() {
    return new Budget(4L << 30, Runtime.getRuntime().maxMemory() / 3);
  }
}
