package org.gitsnapshot.codec.inflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;

/**
 * Literals and matches of one block after the other, from bits to bytes.
 *
 * <p>{@link #run} does nearly all of them and takes eight bytes of the input at a time; it stops
 * near the end of the input and of the room for the output, where {@link #step} goes on, one symbol
 * at a time and not a bit too far. Not thread-safe.
 */
final class SymbolDecoder {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** How much input {@link #run} needs before each match. */
  private static final int INPUT_MARGIN = 8;

  /** How many literals {@link #run} writes without asking. */
  private static final int LITERALS = 3;

  /** No entry, for each has at least a bit. */
  private static final int MISSING = 0;

  /** How far behind a match {@link #run} may write, if there is room. */
  private static final int COPY_MARGIN = 24;

  private static final int SPECIAL = DecodingTable.SPECIAL;
  private static final int LINK = DecodingTable.LINK;
  private static final int END = DecodingTable.END;
  private static final int TOTAL = DecodingTable.TOTAL_MASK;
  private static final int CODE_SHIFT = DecodingTable.CODE_SHIFT;
  private static final int VALUE_SHIFT = DecodingTable.VALUE_SHIFT;

  /** What became of a step. */
  private enum Step {
    DONE,
    BLOCK_ENDED,
    STUCK
  }

  private final BitInput in;

  /** Where bytes go, and matches are taken from. */
  byte[] out = BitInput.NONE;

  /** The first byte that a match may be taken from. */
  int base;

  /** Where the next byte goes. */
  int position;

  /** Behind the last byte that there is room for. */
  int limit;

  /** The length of a match that has begun, or 0. */
  private int length;

  /** Its distance, or 0 while that is not known. */
  private int distance;

  /** How many bits led to the table of the entry that was found. */
  private int ledBy;

  SymbolDecoder(BitInput in) {
    this.in = in;
  }

  /** Forgets the stream and its output. */
  void reset() {
    out = BitInput.NONE;
    length = 0;
    distance = 0;
  }

  /**
   * Decodes until the block, the input or the room ends.
   *
   * @return whether it is the block
   * @throws DataFormatException if a code has no meaning, or a match begins before the output
   */
  boolean decode(DecodingTable literals, DecodingTable distances) throws DataFormatException {
    while (true) {
      // Whole bytes that run() does not use it gives back, so it must have taken them itself.
      if (length == 0
          && in.count < Byte.SIZE
          && in.remaining() >= INPUT_MARGIN
          && limit - position >= LITERALS
          && run(literals, distances)) {
        return true;
      }
      switch (step(literals, distances)) {
        case DONE -> {}
        case BLOCK_ENDED -> {
          return true;
        }
        case STUCK -> {
          return false;
        }
      }
    }
  }

  /**
   * Decodes as long as there is plenty of input and room.
   *
   * <p>Bits above those that count are those of the next byte, which is taken again. After 56 bits
   * were made sure of, two literals, of 10 bits at most as they have no link, and a third or a
   * length with its extra bits, of 20, leave enough for what comes until it is done again.
   *
   * @return whether the block has ended
   */
  private boolean run(DecodingTable literals, DecodingTable distances) throws DataFormatException {
    final byte[] bytes = in.bytes;
    final byte[] target = out;
    final int[] literalEntries = literals.entries;
    final int[] distanceEntries = distances.entries;
    final int literalMask = (1 << literals.mainBits) - 1;
    final int distanceMask = (1 << distances.mainBits) - 1;
    final int lastInput = in.end - INPUT_MARGIN;
    final int lastOutput = limit - LITERALS;
    int from = in.position;
    int to = position;
    long bits = in.bits;
    int count = in.count;
    boolean ended = false;

    bits |= (long) LONG.get(bytes, from) << count;
    from += (63 - count) >> 3;
    count |= 56;
    int entry = literalEntries[(int) bits & literalMask];
    while (true) {
      if (entry < 0) {
        target[to++] = (byte) (entry >> VALUE_SHIFT);
        bits >>>= entry;
        count -= entry & TOTAL;
        entry = literalEntries[(int) bits & literalMask];
        if (entry < 0) {
          target[to++] = (byte) (entry >> VALUE_SHIFT);
          bits >>>= entry;
          count -= entry & TOTAL;
          entry = literalEntries[(int) bits & literalMask];
        }
      }
      if ((entry & LINK) != 0) {
        bits >>>= entry;
        count -= entry & TOTAL;
        entry = literalEntries[linked(entry, bits)];
      }
      if (entry < 0) {
        target[to++] = (byte) (entry >> VALUE_SHIFT);
        bits >>>= entry;
        count -= entry & TOTAL;
        if (from > lastInput || to > lastOutput) {
          break;
        }
        bits |= (long) LONG.get(bytes, from) << count;
        from += (63 - count) >> 3;
        count |= 56;
        entry = literalEntries[(int) bits & literalMask];
        continue;
      }
      if ((entry & SPECIAL) != 0) {
        requireEnd(entry);
        bits >>>= entry;
        count -= entry & TOTAL;
        ended = true;
        break;
      }
      int matched = value(entry, bits);
      bits >>>= entry;
      count -= entry & TOTAL;
      if (from > lastInput) {
        length = matched;
        break;
      }
      bits |= (long) LONG.get(bytes, from) << count;
      from += (63 - count) >> 3;
      count |= 56;
      int reach = distanceEntries[(int) bits & distanceMask];
      if ((reach & SPECIAL) != 0) {
        if ((reach & LINK) != 0) {
          bits >>>= reach;
          count -= reach & TOTAL;
          reach = distanceEntries[linked(reach, bits)];
        }
        requireDistance(reach);
      }
      int back = value(reach, bits);
      bits >>>= reach;
      count -= reach & TOTAL;
      entry = literalEntries[(int) bits & literalMask];
      int source = to - back;
      int stop = to + matched;
      if (source < base) {
        throw tooFar(back);
      }
      if (stop > limit - COPY_MARGIN) {
        if (stop > limit) {
          length = matched;
          distance = back;
          break;
        }
        while (to < stop) {
          target[to++] = target[source++];
        }
      } else if (back >= Long.BYTES) {
        LONG.set(target, to, (long) LONG.get(target, source));
        LONG.set(target, to + 8, (long) LONG.get(target, source + 8));
        for (int done = 16; done < matched; done += 8) {
          LONG.set(target, to + done, (long) LONG.get(target, source + done));
        }
        to = stop;
      } else {
        while (to < stop) {
          target[to++] = target[source++];
        }
      }
      if (from > lastInput || to > lastOutput) {
        break;
      }
      bits |= (long) LONG.get(bytes, from) << count;
      from += (63 - count) >> 3;
      count |= 56;
    }
    in.position = from - (count >> 3);
    in.count = count & 7;
    in.bits = bits & ((1L << in.count) - 1);
    position = to;
    return ended;
  }

  /** Decodes one symbol, or goes on with a match. */
  private Step step(DecodingTable literals, DecodingTable distances) throws DataFormatException {
    if (length == 0) {
      int entry = find(literals);
      if (entry == MISSING || (entry < 0 && position == limit)) {
        return Step.STUCK;
      }
      in.skip(ledBy);
      int value = value(entry, in.bits);
      in.skip(entry & TOTAL);
      if (entry < 0) {
        out[position++] = (byte) (entry >> VALUE_SHIFT);
        return Step.DONE;
      }
      if ((entry & SPECIAL) != 0) {
        requireEnd(entry);
        return Step.BLOCK_ENDED;
      }
      length = value;
    }
    if (distance == 0) {
      int entry = find(distances);
      if (entry == MISSING) {
        return Step.STUCK;
      }
      requireDistance(entry);
      in.skip(ledBy);
      int value = value(entry, in.bits);
      in.skip(entry & TOTAL);
      if (value > position - base) {
        throw tooFar(value);
      }
      distance = value;
    }
    int stop = position + Math.min(length, limit - position);
    length -= stop - position;
    while (position < stop) {
      out[position] = out[position - distance];
      position++;
    }
    if (length > 0) {
      return Step.STUCK;
    }
    distance = 0;
    return Step.DONE;
  }

  /**
   * Finds the entry of the next symbol, takes in as many bytes as its bits need, and uses none:
   * {@link #ledBy} is how many bits led to its table.
   *
   * @return the entry, or {@link #MISSING} if the input ends before
   */
  private int find(DecodingTable table) {
    do {
      int entry = table.entries[in.peek(table.mainBits)];
      ledBy = 0;
      if ((entry & LINK) != 0 && (entry & TOTAL) <= in.count) {
        ledBy = entry & TOTAL;
        entry = table.entries[linked(entry, in.bits >>> ledBy)];
      }
      if (ledBy + (entry & TOTAL) <= in.count) {
        return entry;
      }
    } while (in.has(in.count + 1));
    return MISSING;
  }

  /** Returns where in a linked table the next bits lead. A shift of an int takes five bits. */
  private static int linked(int link, long bits) {
    return (link >>> VALUE_SHIFT) + ((int) bits & ((1 << (link >>> CODE_SHIFT)) - 1));
  }

  /**
   * Returns a length or a distance: the least of its code, and what the extra bits add. Codes with
   * extra bits have less than 32, and a shift of an int takes five bits: of the whole, of the code.
   */
  private static int value(int entry, long bits) {
    int all = (int) bits & ((1 << entry) - 1);
    return (entry >>> VALUE_SHIFT) + (all >>> (entry >>> CODE_SHIFT));
  }

  private static void requireEnd(int entry) throws DataFormatException {
    if ((entry & END) == 0) {
      throw new DataFormatException("a code that stands for no literal and no length");
    }
  }

  private static void requireDistance(int entry) throws DataFormatException {
    if ((entry & SPECIAL) != 0) {
      throw new DataFormatException("a code that stands for no distance");
    }
  }

  private DataFormatException tooFar(int distance) {
    return new DataFormatException(
        "a match " + distance + " bytes back begins before the first byte");
  }
}
