package org.gitsnapshot.clean;

/**
 * Bounds on what a tar that nobody vouches for can make cleaning hold and do.
 *
 * @param pathBytes the longest path. Default 16 KiB, four times what Linux can open at once; what
 *     patterns cost grows with the square of it
 * @param nameBytes the most bytes of memory for the names of what is removed and of links that
 *     stay. Default a quarter of the heap
 */
public record CleanLimits(int pathBytes, long nameBytes) {
  /** The defaults. */
  public static final CleanLimits DEFAULT =
      new CleanLimits(16 << 10, Runtime.getRuntime().maxMemory() / 4);
}
