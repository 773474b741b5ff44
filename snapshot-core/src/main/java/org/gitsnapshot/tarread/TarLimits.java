package org.gitsnapshot.tarread;

/**
 * Bounds on what a tar that nobody vouches for can make the reader hold or do.
 *
 * @param headerBytes the most bytes of extension headers of one entry, and of all global headers
 *     together; they are held whole. Default 16 MiB, beyond every system's limit for a path
 * @param sparsePieces the most pieces of one sparse file's map, which is held whole. Default one
 *     million
 * @param holeBytes the most bytes of holes in all sparse files together, which cost nothing in the
 *     tar and time to read. Default 64 GiB
 */
public record TarLimits(int headerBytes, int sparsePieces, long holeBytes) {
  /** The defaults. */
  public static final TarLimits DEFAULT = new TarLimits(16 << 20, 1_000_000, 64L << 30);
}
