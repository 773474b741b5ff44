package org.gitsnapshot.codec.inflate;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.gitsnapshot.codec.deflate.Alphabet;

/**
 * Reads the codes of a block that has its own (RFC 1951, section 3.2.7), and goes on where the
 * input has ended. Not thread-safe.
 */
final class CodeLengths {
  /** In which order the lengths of the codes of code lengths are sent. */
  private static final byte[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private static final int COPY = 16;
  private static final int ZEROS = 17;

  /** Bits of a symbol with its extra bits, at most. */
  private static final int LONGEST = 14;

  private final BitInput in;
  private final DecodingTable code = DecodingTable.ofCodeLengths();

  /** First those of the code lengths' codes, then those of literals and distances. */
  private final byte[] lengths = new byte[(1 << 5) + 257 + (1 << 5)];

  /** How many of each there are; none for code lengths before they are known. */
  private int literals;

  private int distances;
  private int codes;

  /** How many were read of those that are read now. */
  private int done;

  private boolean codeKnown;

  CodeLengths(BitInput in) {
    this.in = in;
  }

  /** Begins with a block. */
  void begin() {
    codes = 0;
    done = 0;
    codeKnown = false;
  }

  /**
   * Reads on.
   *
   * @return false if the input ends before all are read
   */
  boolean read(DecodingTable literalTable, DecodingTable distanceTable) throws DataFormatException {
    if (!readCounts() || !readCode() || !readLengths()) {
      return false;
    }
    if (lengths[Alphabet.END_OF_BLOCK] == 0) {
      throw new DataFormatException("a block without a code for its end");
    }
    literalTable.build(lengths, 0, literals);
    distanceTable.build(lengths, literals, distances);
    return true;
  }

  private boolean readCounts() throws DataFormatException {
    if (codes > 0) {
      return true;
    }
    if (!in.has(14)) {
      return false;
    }
    literals = 257 + in.take(5);
    distances = 1 + in.take(5);
    codes = 4 + in.take(4);
    if (literals > Alphabet.LITERALS || distances > Alphabet.DISTANCES) {
      throw new DataFormatException("too many codes of lengths or distances");
    }
    Arrays.fill(lengths, 0, Alphabet.CODE_LENGTHS, (byte) 0);
    return true;
  }

  private boolean readCode() throws DataFormatException {
    if (codeKnown) {
      return true;
    }
    while (done < codes) {
      if (!in.has(3)) {
        return false;
      }
      lengths[ORDER[done++]] = (byte) in.take(3);
    }
    code.build(lengths, 0, Alphabet.CODE_LENGTHS);
    codeKnown = true;
    done = 0;
    return true;
  }

  private boolean readLengths() throws DataFormatException {
    int all = literals + distances;
    while (done < all) {
      int entry = nextEntry();
      if (entry < 0) {
        return false;
      }
      in.skip(entry & DecodingTable.TOTAL_MASK);
      int symbol = entry >>> DecodingTable.VALUE_SHIFT;
      if (symbol < COPY) {
        lengths[done++] = (byte) symbol;
        continue;
      }
      byte value = 0;
      if (symbol == COPY) {
        if (done == 0) {
          throw new DataFormatException("the first length of a code is a copy");
        }
        value = lengths[done - 1];
      }
      int times = in.take(Alphabet.codeLengthExtra(symbol)) + (symbol <= ZEROS ? 3 : 11);
      if (times > all - done) {
        throw new DataFormatException("more lengths of codes than there are codes");
      }
      Arrays.fill(lengths, done, done + times, value);
      done += times;
    }
    return true;
  }

  /** Returns the entry of the next symbol, of which all bits are there, or less than 0. */
  private int nextEntry() {
    boolean enough = in.has(LONGEST);
    int entry = code.entries[in.peek(code.mainBits)];
    int symbol = entry >>> DecodingTable.VALUE_SHIFT;
    int needed = (entry & DecodingTable.TOTAL_MASK) + Alphabet.codeLengthExtra(symbol);
    return enough || needed <= in.count ? entry : -1;
  }
}
