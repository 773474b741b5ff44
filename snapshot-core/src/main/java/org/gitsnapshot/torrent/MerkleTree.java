package org.gitsnapshot.torrent;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The hash trees of BEP 52: binary, over blocks of 16 KiB, with leaves of 32 zero bytes where there
 * is no more file, as wide as a power of two. Used by one thread.
 */
final class MerkleTree {
  /** The bytes of a file that a leaf stands for. */
  static final int BLOCK = 16 << 10;

  private final MessageDigest sha256 = Sha.sha256();

  /**
   * Returns the root over nodes of one layer.
   *
   * @param nodes the nodes, one behind the other; overwritten
   * @param count how many there are, at least one
   * @param width how many there are with those that stand for nothing: a power of two
   * @param span the leaves below each node, a power of two
   */
  byte[] root(byte[] nodes, int count, long width, long span) {
    byte[] nothing = nothing(span);
    int left = count;
    for (long row = width; row > 1; row /= 2) {
      int next = 0;
      for (int i = 0; i < left; i += 2) {
        sha256.update(nodes, i * Sha.SHA256_BYTES, Sha.SHA256_BYTES);
        if (i + 1 < left) {
          sha256.update(nodes, (i + 1) * Sha.SHA256_BYTES, Sha.SHA256_BYTES);
        } else {
          sha256.update(nothing);
        }
        byte[] parent = sha256.digest();
        System.arraycopy(parent, 0, nodes, next * Sha.SHA256_BYTES, Sha.SHA256_BYTES);
        next++;
      }
      left = next;
      nothing = parent(nothing);
    }
    return Arrays.copyOf(nodes, Sha.SHA256_BYTES);
  }

  /** Returns the root of a file whose pieces have these roots: its piece layer. */
  byte[] rootOfLayer(byte[] layer, long pieceLength) {
    int count = layer.length / Sha.SHA256_BYTES;
    return root(layer.clone(), count, powerOfTwo(count), pieceLength / BLOCK);
  }

  /** Returns the least power of two that is not less. */
  static long powerOfTwo(long atLeast) {
    long power = Long.highestOneBit(atLeast);
    return power == atLeast ? power : power * 2;
  }

  /** Returns the root of a tree with so many leaves for nothing. */
  private byte[] nothing(long leaves) {
    byte[] node = new byte[Sha.SHA256_BYTES];
    for (long row = leaves; row > 1; row /= 2) {
      node = parent(node);
    }
    return node;
  }

  private byte[] parent(byte[] child) {
    sha256.update(child);
    sha256.update(child);
    return sha256.digest();
  }
}
