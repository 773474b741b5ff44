package org.gitsnapshot.codec.inflate;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * What an inflater makes of some bytes.
 *
 * @param end how it ended
 * @param output what came out, or nothing if the input is malformed
 * @param remaining how many bytes of the input were not used, 0 if it is malformed
 */
record Inflated(End end, byte[] output, int remaining) {
  private static final int SOME = 1 << 16;

  enum End {
    ENDED,
    HUNGRY,
    MALFORMED
  }

  /** Returns an inflater that never lets zlib do the work. */
  static FastInflater own() {
    return new FastInflater(new AtomicLong(), 0);
  }

  /** Gives all at once. */
  static Inflated whole(Inflater inflater, byte[] input) {
    inflater.reset();
    inflater.setInput(input);
    byte[] output = new byte[SOME];
    int length = 0;
    try {
      while (true) {
        int some = inflater.inflate(output, length, output.length - length);
        length += some;
        if (inflater.finished()) {
          return new Inflated(End.ENDED, Arrays.copyOf(output, length), inflater.getRemaining());
        } else if (inflater.needsDictionary()) {
          return new Inflated(End.MALFORMED, new byte[0], 0);
        } else if (length == output.length) {
          output = Arrays.copyOf(output, 2 * length);
        } else if (some == 0) {
          return new Inflated(End.HUNGRY, Arrays.copyOf(output, length), inflater.getRemaining());
        }
      }
    } catch (DataFormatException malformed) {
      return new Inflated(End.MALFORMED, new byte[0], 0);
    }
  }

  /** Gives the input in pieces, and takes the output in others, each into an array of its own. */
  static Inflated pieces(Inflater inflater, byte[] input, long seed, int longest) {
    Random random = new Random(seed);
    inflater.reset();
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    int given = 0;
    try {
      while (!inflater.finished()) {
        byte[] room = new byte[2 + random.nextInt(longest)];
        int some = inflater.inflate(room, 1, room.length - 1);
        output.write(room, 1, some);
        if (!inflater.finished() && inflater.needsInput()) {
          if (given < input.length && (some == 0 || random.nextBoolean())) {
            int more = Math.min(1 + random.nextInt(longest), input.length - given);
            inflater.setInput(Arrays.copyOfRange(input, given, given + more));
            given += more;
          } else if (some == 0) {
            return new Inflated(End.HUNGRY, output.toByteArray(), 0);
          }
        }
      }
    } catch (DataFormatException malformed) {
      return new Inflated(End.MALFORMED, new byte[0], 0);
    }
    int left = inflater.getRemaining() + input.length - given;
    return new Inflated(End.ENDED, output.toByteArray(), left);
  }

  /** Returns a zlib stream of zlib's. */
  static byte[] deflate(byte[] content, int level, int strategy) {
    Deflater deflater = new Deflater(level);
    deflater.setStrategy(strategy);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    byte[] buffer = new byte[SOME];
    while (!deflater.finished()) {
      stream.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return stream.toByteArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Inflated that
        && end == that.end
        && remaining == that.remaining
        && Arrays.equals(output, that.output);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(output);
  }

  @Override
  public String toString() {
    return end + ", " + output.length + " bytes, " + remaining + " remaining";
  }
}
