package org.gitsnapshot.torrent;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;

/**
 * The SHA-1 of each piece of files that follow one another without padding, as v1 alone has them.
 * Used by one thread.
 */
final class PieceStream {
  private final int pieceLength;
  private final MessageDigest sha1 = Sha.sha1();
  private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();
  private int inPiece;

  PieceStream(int pieceLength) {
    this.pieceLength = pieceLength;
  }

  void update(byte[] bytes, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      int n = Math.min(left, pieceLength - inPiece);
      sha1.update(bytes, from, n);
      inPiece += n;
      from += n;
      left -= n;
      if (inPiece == pieceLength) {
        endPiece();
      }
    }
  }

  /** Returns the digests, 20 bytes each; nothing can follow. */
  byte[] finish() {
    if (inPiece > 0) {
      endPiece();
    }
    return pieces.toByteArray();
  }

  private void endPiece() {
    pieces.writeBytes(sha1.digest());
    inPiece = 0;
  }
}
