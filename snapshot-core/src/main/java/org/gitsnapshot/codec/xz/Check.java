package org.gitsnapshot.codec.xz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.recipe.XzCheck;

/** What a block ends with, to check its content. */
enum Check {
  NONE(0, 0),
  CRC32(1, 4),
  CRC64(4, 8),
  SHA256(10, 32);

  /** The number in the stream's flags. */
  final int id;

  /** How many bytes it has. */
  final int size;

  Check(int id, int size) {
    this.id = id;
    this.size = size;
  }

  /** Returns the check of a recipe. */
  static Check of(XzCheck check) {
    return switch (check) {
      case NONE -> NONE;
      case CRC32 -> CRC32;
      case CRC64 -> CRC64;
      case SHA256 -> SHA256;
    };
  }

  /** A check being worked out. */
  interface Sum {
    void update(byte[] bytes, int from, int length);

    /** Returns the bytes as they stand in the block. */
    byte[] value();
  }

  /** Starts one. */
  Sum begin() {
    return switch (this) {
      case NONE, CRC32 -> checksum(new CRC32());
      case CRC64 -> checksum(new Crc64());
      case SHA256 -> digest(DigestAlgorithm.SHA256.newMessageDigest());
    };
  }

  private Sum checksum(Checksum checksum) {
    return new Sum() {
      @Override
      public void update(byte[] bytes, int from, int length) {
        checksum.update(bytes, from, length);
      }

      @Override
      public byte[] value() {
        byte[] all = new byte[Long.BYTES];
        ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putLong(checksum.getValue());
        return Arrays.copyOf(all, size);
      }
    };
  }

  private static Sum digest(MessageDigest digest) {
    return new Sum() {
      @Override
      public void update(byte[] bytes, int from, int length) {
        digest.update(bytes, from, length);
      }

      @Override
      public byte[] value() {
        return digest.digest();
      }
    };
  }
}
