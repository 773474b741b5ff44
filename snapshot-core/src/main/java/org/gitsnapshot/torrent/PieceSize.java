package org.gitsnapshot.torrent;

import org.gitsnapshot.error.InvalidInputException;

/**
 * How long the pieces are: the least power of two from 16 KiB to 16 MiB of which no more than 4096
 * make up the files.
 *
 * <p>The size is part of the infohash, so the rule is as fixed as the bytes of an engine.
 */
final class PieceSize {
  /** BEP 52's least: a leaf of the hash trees. */
  static final int MIN = MerkleTree.BLOCK;

  /** The greatest that common clients take. */
  static final int MAX = 16 << 20;

  private static final int PIECES = 4096;

  private PieceSize() {}

  /** Returns the size for files of so many bytes together, without padding. */
  static int of(long total) {
    int size = MIN;
    while (size < MAX && total / PIECES + (total % PIECES == 0 ? 0 : 1) > size) {
      size *= 2;
    }
    return size;
  }

  /** Checks a size that somebody asked for. */
  static int checked(long size) throws InvalidInputException {
    if (size < MIN || size > MAX || Long.bitCount(size) != 1) {
      throw new InvalidInputException(
          "a piece of " + size + " bytes",
          "a piece has a power of two of bytes, from 16384 to " + MAX);
    }
    return (int) size;
  }
}
