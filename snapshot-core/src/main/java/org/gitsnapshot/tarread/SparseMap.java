package org.gitsnapshot.tarread;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.OptionalLong;
import org.gitsnapshot.error.LimitExceededException;

/**
 * Where the stored bytes of a sparse file belong: pairs of an offset and a length, in order. The
 * rest is zeros.
 */
final class SparseMap {
  private final long realSize;
  private final int limit;
  private long[] numbers = new long[8];
  private int used;

  SparseMap(long realSize, int limit) {
    this.realSize = realSize;
    this.limit = limit;
  }

  long realSize() {
    return realSize;
  }

  /** Adds an offset or a length, by turns. */
  void add(TarInput in, OptionalLong number) throws IOException {
    if (number.isEmpty()) {
      throw in.damaged("it has a malformed sparse map");
    }
    if (used / 2 >= limit) {
      throw new LimitExceededException("a sparse file has more than " + limit + " pieces", null);
    }
    if (used == numbers.length) {
      numbers = Arrays.copyOf(numbers, used * 2);
    }
    numbers[used++] = number.getAsLong();
  }

  /** Checks that the pieces are in order, inside the file, and as long as what is stored. */
  void check(TarInput in, long stored) throws IOException {
    long end = 0;
    long sum = 0;
    for (int i = 0; i + 1 < used; i += 2) {
      long offset = numbers[i];
      long length = numbers[i + 1];
      if (offset < end || length < 0 || offset > realSize || length > realSize - offset) {
        throw in.damaged("it has a sparse map that is out of order");
      }
      end = offset + length;
      sum += length;
    }
    if (used % 2 != 0 || sum != stored) {
      throw in.damaged("it has a sparse map that does not fit what is stored");
    }
  }

  long holes(long stored) {
    return realSize - stored;
  }

  void expand(TarInput in, OutputStream out) throws IOException {
    long position = 0;
    for (int i = 0; i + 1 < used; i += 2) {
      zeros(numbers[i] - position, out);
      in.copy(numbers[i + 1], out);
      position = numbers[i] + numbers[i + 1];
    }
    zeros(realSize - position, out);
  }

  private static void zeros(long count, OutputStream out) throws IOException {
    byte[] zeros = new byte[(int) Math.min(count, 1 << 16)];
    for (long left = count; left > 0; ) {
      int length = (int) Math.min(left, zeros.length);
      out.write(zeros, 0, length);
      left -= length;
    }
  }
}
