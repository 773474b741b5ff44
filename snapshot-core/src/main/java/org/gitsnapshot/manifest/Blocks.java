package org.gitsnapshot.manifest;

import java.util.List;
import org.gitsnapshot.hash.Digest;

/**
 * The digests of a file's blocks, so that a range can be checked without the rest.
 *
 * @param size the length of every block but the last, in bytes, from {@link #MIN_SIZE} to {@link
 *     #MAX_SIZE}
 * @param sha256 the SHA-256 of each block, in order; a block is not empty
 */
public record Blocks(int size, List<Digest> sha256) {
  /**
   * The length in manifests that this library writes. A gigabyte has a thousand digests, some 70 kB
   * of manifest, and a mirror that lies is caught at the cost of one more megabyte.
   */
  public static final int DEFAULT_SIZE = 1 << 20;

  /** The least length: below it a manifest would be a tenth of its files. */
  public static final int MIN_SIZE = 1 << 12;

  /** The greatest length: a block is held in memory while it is checked. */
  public static final int MAX_SIZE = 1 << 26;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the length is out of range
   */
  public Blocks {
    if (size < MIN_SIZE || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "a block has " + MIN_SIZE + " to " + MAX_SIZE + " bytes, not " + size);
    }
    sha256 = List.copyOf(sha256);
  }

  /** Returns how many blocks a file of this many bytes has. */
  public long countFor(long fileSize) {
    return fileSize / size + (fileSize % size == 0 ? 0 : 1);
  }
}
