package org.gitsnapshot.compare;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.SizedDigest;

/**
 * Two streams read side by side.
 *
 * @param a size and digest of the first
 * @param b size and digest of the second
 * @param first the first byte that differs, -1 if none does
 */
record BytesComparison(SizedDigest a, SizedDigest b, long first) {
  private static final int BUFFER = 1 << 16;

  static BytesComparison of(InputStream a, InputStream b, LongConsumer position)
      throws IOException {
    MessageDigest digestA = DigestAlgorithm.SHA256.newMessageDigest();
    MessageDigest digestB = DigestAlgorithm.SHA256.newMessageDigest();
    byte[] bytesA = new byte[BUFFER];
    byte[] bytesB = new byte[BUFFER];
    long sizeA = 0;
    long sizeB = 0;
    long first = -1;
    while (true) {
      int countA = a.readNBytes(bytesA, 0, BUFFER);
      int countB = b.readNBytes(bytesB, 0, BUFFER);
      if (countA == 0 && countB == 0) {
        break;
      }
      if (first < 0) {
        int at = Arrays.mismatch(bytesA, 0, countA, bytesB, 0, countB);
        first = at < 0 ? -1 : sizeA + at;
      }
      digestA.update(bytesA, 0, countA);
      sizeA += countA;
      digestB.update(bytesB, 0, countB);
      sizeB += countB;
      position.accept(sizeA);
    }
    return new BytesComparison(sized(sizeA, digestA), sized(sizeB, digestB), first);
  }

  static SizedDigest digest(InputStream in) throws IOException {
    MessageDigest digest = DigestAlgorithm.SHA256.newMessageDigest();
    byte[] bytes = new byte[BUFFER];
    long size = 0;
    for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
      digest.update(bytes, 0, count);
      size += count;
    }
    return sized(size, digest);
  }

  /** Returns the first byte that differs between two contents, or -1. */
  static long firstDifference(InputStream a, InputStream b) throws IOException {
    byte[] bytesA = new byte[BUFFER];
    byte[] bytesB = new byte[BUFFER];
    for (long position = 0; ; position += BUFFER) {
      int countA = a.readNBytes(bytesA, 0, BUFFER);
      int countB = b.readNBytes(bytesB, 0, BUFFER);
      int at = Arrays.mismatch(bytesA, 0, countA, bytesB, 0, countB);
      if (at >= 0) {
        return position + at;
      }
      if (countA < BUFFER) {
        return -1;
      }
    }
  }

  boolean same() {
    return first < 0;
  }

  private static SizedDigest sized(long size, MessageDigest digest) {
    return new SizedDigest(size, Digest.of(DigestAlgorithm.SHA256, digest.digest()));
  }
}
