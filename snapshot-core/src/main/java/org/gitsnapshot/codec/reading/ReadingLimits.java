package org.gitsnapshot.codec.reading;

/**
 * Bounds on what a compressed file that nobody vouches for can unpack to.
 *
 * @param bytes the most bytes that may come out. Default 64 GiB, more than any source archive
 * @param ratio the most bytes out for each byte in, once more than {@code free} have come out.
 *     Default 2000: gzip can reach 1032, source archives stay below 100, and bombs of bzip2 and xz
 *     are beyond
 * @param free how many bytes may come out whatever the ratio. Default 1 GiB, so that a small file
 *     of zeros is no bomb
 * @param memory the most bytes of memory the decoder may take. Default 128 MiB, enough for every
 *     preset of xz
 */
public record ReadingLimits(long bytes, long ratio, long free, long memory) {
  /** The defaults. */
  public static final ReadingLimits DEFAULT =
      new ReadingLimits(64L << 30, 2000, 1L << 30, 128L << 20);
}
