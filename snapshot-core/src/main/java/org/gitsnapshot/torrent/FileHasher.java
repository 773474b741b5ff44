package org.gitsnapshot.torrent;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;

/**
 * Computes in one pass what a torrent says of a file that begins with a piece: the SHA-1 of each
 * piece, the hash tree over blocks of 16 KiB, and the SHA-256 that checksum lists have. Used by one
 * thread.
 */
final class FileHasher {
  private static final byte[] ZEROS = new byte[64 << 10];

  private final int pieceLength;
  private final boolean withPieces;
  private final MessageDigest sha1 = Sha.sha1();
  private final MessageDigest whole = Sha.sha256();
  private final MessageDigest block = Sha.sha256();
  private final MerkleTree tree = new MerkleTree();
  private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();
  private final ByteArrayOutputStream layer = new ByteArrayOutputStream();

  /** The leaves of the piece that has begun. */
  private final byte[] leaves;

  private int leafCount;
  private int inBlock;
  private int inPiece;
  private long size;

  /**
   * Creates one.
   *
   * @param pieceLength a power of two, at least that of a block
   * @param withPieces whether the SHA-1 of pieces is asked for
   */
  FileHasher(int pieceLength, boolean withPieces) {
    this.pieceLength = pieceLength;
    this.withPieces = withPieces;
    this.leaves = new byte[pieceLength / MerkleTree.BLOCK * Sha.SHA256_BYTES];
  }

  /**
   * What was computed.
   *
   * @param size the file's size in bytes
   * @param sha256 of all of it
   * @param pieces the SHA-1 of each piece, 20 bytes each; none where they were not asked for
   * @param layer the root of each piece, 32 bytes each; for a file of one piece, its root
   * @param root the root of the file; nothing for an empty one
   */
  record Hashes(long size, Digest sha256, byte[] pieces, byte[] layer, byte[] root) {}

  void update(byte[] bytes, int offset, int length) {
    whole.update(bytes, offset, length);
    size += length;
    int from = offset;
    int left = length;
    while (left > 0) {
      int n = Math.min(left, MerkleTree.BLOCK - inBlock);
      block.update(bytes, from, n);
      if (withPieces) {
        sha1.update(bytes, from, n);
      }
      inBlock += n;
      inPiece += n;
      from += n;
      left -= n;
      if (inBlock == MerkleTree.BLOCK) {
        endBlock();
      }
      if (inPiece == pieceLength) {
        endPiece(pieceLength / MerkleTree.BLOCK);
      }
    }
  }

  /**
   * Ends the file.
   *
   * @param padding the zero bytes that follow it in v1, less than a piece
   */
  Hashes finish(long padding) {
    if (inBlock > 0) {
      endBlock();
    }
    if (inPiece > 0) {
      for (long left = withPieces ? padding : 0; left > 0; left -= ZEROS.length) {
        sha1.update(ZEROS, 0, (int) Math.min(left, ZEROS.length));
      }
      boolean only = size < pieceLength;
      endPiece(only ? MerkleTree.powerOfTwo(leafCount) : pieceLength / MerkleTree.BLOCK);
    }
    byte[] roots = layer.toByteArray();
    byte[] root = roots.length == 0 ? roots : tree.rootOfLayer(roots, pieceLength);
    return new Hashes(
        size, Digest.of(DigestAlgorithm.SHA256, whole.digest()), pieces.toByteArray(), roots, root);
  }

  private void endBlock() {
    byte[] leaf = block.digest();
    System.arraycopy(leaf, 0, leaves, leafCount * Sha.SHA256_BYTES, Sha.SHA256_BYTES);
    leafCount++;
    inBlock = 0;
  }

  private void endPiece(long width) {
    layer.writeBytes(tree.root(leaves, leafCount, width, 1));
    if (withPieces) {
      pieces.writeBytes(sha1.digest());
    }
    leafCount = 0;
    inPiece = 0;
  }
}
