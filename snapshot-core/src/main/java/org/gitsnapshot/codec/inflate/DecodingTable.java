package org.gitsnapshot.codec.inflate;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.gitsnapshot.codec.deflate.Alphabet;

/**
 * The prefix code of one alphabet of a block, as a table that the next bits are looked up in.
 *
 * <p>The next {@link #mainBits} bits are the index of an entry. Of a longer code it is a {@link
 * #LINK} to a table of its own, in which the bits that follow are looked up. The entry of a symbol
 * says all that is needed of it:
 *
 * <ul>
 *   <li>bits 0 to 7: how many bits the code and the symbol's extra bits have, less those that led
 *       to this table;
 *   <li>bits 8 to 12: how many of those are the code;
 *   <li>bits 13 to 15: {@link #END}, {@link #LINK}, {@link #SPECIAL};
 *   <li>bits 16 to 30: the literal, or the least length or distance;
 *   <li>bit 31: {@link #LITERAL}.
 * </ul>
 *
 * <p>Of a link, bits 0 to 7 are the bits that led to it, 8 to 12 how many are looked up in the
 * other table, and 16 to 30 where that begins. Made once and built again for each block; not
 * thread-safe.
 */
final class DecodingTable {
  /** A byte, so the sign tells literals from all else. */
  static final int LITERAL = 1 << 31;

  /** Neither literal nor length nor distance: a link, the end, or, by itself, an error. */
  static final int SPECIAL = 1 << 15;

  /** With {@link #SPECIAL}: longer codes that begin like this are in a table of their own. */
  static final int LINK = 1 << 14;

  /** With {@link #SPECIAL}: the end of the block. */
  static final int END = 1 << 13;

  static final int VALUE_SHIFT = 16;
  static final int CODE_SHIFT = 8;
  static final int TOTAL_MASK = 0xff;

  /** The longest code (RFC 1951, section 3.2.7). */
  private static final int MAX_BITS = 15;

  /** RFC 1951, section 3.2.6: fixed codes have two lengths and two distances that none uses. */
  private static final int FIXED_LITERALS = 288;

  private static final int FIXED_DISTANCES = 32;

  /** Of each symbol its entry, without the length of its code. */
  private static final int[] LITERAL_ENTRIES = literalEntries();

  private static final int[] DISTANCE_ENTRIES = distanceEntries();
  private static final int[] PLAIN_ENTRIES = plainEntries();

  /** The codes of blocks that have none of their own. */
  static final DecodingTable FIXED_LITERAL_TABLE = fixedLiterals();

  static final DecodingTable FIXED_DISTANCE_TABLE = fixedDistances();

  private final int[] symbols;
  private final int largest;
  private final boolean mayBeSingle;
  private final int[] lengthCounts = new int[MAX_BITS + 1];
  private final int[] starts = new int[MAX_BITS + 2];

  /** The symbols that have codes, shorter codes first. */
  private final short[] sorted;

  /** The main table, and behind it those that it links to. */
  final int[] entries;

  /** How many bits are looked up in the main table. */
  int mainBits;

  /**
   * @param symbols the entries of all symbols
   * @param largest how many bits the main table takes at most
   * @param room for how many entries, with the tables that are linked to
   * @param mayBeSingle whether a code may have one symbol, of one bit, or none
   */
  private DecodingTable(int[] symbols, int largest, int room, boolean mayBeSingle) {
    this.symbols = symbols;
    this.largest = largest;
    this.mayBeSingle = mayBeSingle;
    this.sorted = new short[symbols.length];
    this.entries = new int[room];
  }

  /** Returns one for literals and lengths: 1,024 entries, and in links no more than 512. */
  static DecodingTable ofLiterals() {
    return new DecodingTable(LITERAL_ENTRIES, 10, 1536, true);
  }

  /** Returns one for distances: 256 entries, and in links no more than three times 128. */
  static DecodingTable ofDistances() {
    return new DecodingTable(DISTANCE_ENTRIES, 8, 1024, true);
  }

  /** Returns one for the lengths of codes, which have 7 bits at most; a value is the symbol. */
  static DecodingTable ofCodeLengths() {
    return new DecodingTable(PLAIN_ENTRIES, 7, 128, false);
  }

  /**
   * Builds the table of the code that lengths alone decide (RFC 1951, section 3.2.2).
   *
   * @param lengths of each symbol's code, 0 to 15 bits, 0 for one that does not occur
   * @param from where they begin
   * @param count how many there are
   * @throws DataFormatException if there are more codes of a length than there can be, or fewer
   */
  void build(byte[] lengths, int from, int count) throws DataFormatException {
    int longest = count(lengths, from, count);
    int left = 1;
    for (int bits = 1; bits <= MAX_BITS; bits++) {
      left = (left << 1) - lengthCounts[bits];
      if (left < 0) {
        throw new DataFormatException("more codes of " + bits + " bits than there can be");
      }
    }
    if (left > 0) {
      if (longest > 1 || (longest == 1 && !mayBeSingle)) {
        throw new DataFormatException("fewer codes than there must be");
      }
      // Without any code for code lengths, zlib takes each bit for a length of 0, and goes on.
      entries[0] = (mayBeSingle ? SPECIAL : 0) | 1 << CODE_SHIFT | 1;
      entries[1] = entries[0];
      mainBits = 1;
      if (longest == 1) {
        entries[0] = symbols[sorted[0]] + (1 << CODE_SHIFT | 1);
      }
      return;
    }
    mainBits = Math.min(longest, largest);
    fill(longest);
  }

  /** Counts codes of each length and sorts the symbols by it; returns the longest. */
  private int count(byte[] lengths, int from, int count) {
    Arrays.fill(lengthCounts, 0);
    for (int i = 0; i < count; i++) {
      lengthCounts[lengths[from + i]]++;
    }
    int unused = lengthCounts[0];
    lengthCounts[0] = 0;
    int longest = 0;
    starts[1] = 0;
    for (int bits = 1; bits <= MAX_BITS; bits++) {
      starts[bits + 1] = starts[bits] + lengthCounts[bits];
      longest = lengthCounts[bits] > 0 ? bits : longest;
    }
    if (unused < count) {
      for (int i = 0; i < count; i++) {
        int bits = lengths[from + i];
        if (bits != 0) {
          sorted[starts[bits]++] = (short) i;
        }
      }
    }
    return longest;
  }

  /**
   * Goes through the codes in order. They are sent from their highest bit on, so as an index each
   * is turned round; the table of codes up to some length, twice, is that of one bit more.
   */
  private void fill(int longest) {
    int code = 0;
    int next = 0;
    entries[0] = 0;
    for (int bits = 1; bits <= mainBits; bits++) {
      int half = 1 << (bits - 1);
      System.arraycopy(entries, 0, entries, half, half);
      int own = bits << CODE_SHIFT | bits;
      for (int i = lengthCounts[bits]; i > 0; i--) {
        entries[code] = symbols[sorted[next++]] + own;
        code = following(code, bits);
      }
    }
    int begin = 1 << mainBits;
    int tableBits = 0;
    int prefix = -1;
    int end = begin;
    for (int bits = mainBits + 1; bits <= longest; bits++) {
      int rest = bits - mainBits;
      int own = rest << CODE_SHIFT | rest;
      for (int i = lengthCounts[bits]; i > 0; i--) {
        if ((code & ((1 << mainBits) - 1)) != prefix) {
          prefix = code & ((1 << mainBits) - 1);
          begin = end;
          tableBits = linkedBits(bits, i, longest);
          end += 1 << tableBits;
          entries[prefix] =
              begin << VALUE_SHIFT | SPECIAL | LINK | tableBits << CODE_SHIFT | mainBits;
        }
        int entry = symbols[sorted[next++]] + own;
        for (int at = code >>> mainBits; at < 1 << tableBits; at += 1 << rest) {
          entries[begin + at] = entry;
        }
        code = following(code, bits);
      }
    }
  }

  /**
   * Returns how many bits the rest of the codes takes that begin alike, the next one among them.
   */
  private int linkedBits(int bits, int codesLeft, int longest) {
    int tableBits = bits - mainBits;
    int left = (1 << tableBits) - codesLeft;
    for (int more = bits + 1; left > 0 && more <= longest; more++) {
      tableBits++;
      left = (left << 1) - lengthCounts[more];
    }
    return tableBits;
  }

  /** Returns the code after one of some bits, both turned round; the one after the last is 0. */
  private static int following(int code, int bits) {
    int zeros = ~code & ((1 << bits) - 1);
    if (zeros == 0) {
      return code;
    }
    int highest = Integer.highestOneBit(zeros);
    return (code & (highest - 1)) | highest;
  }

  private static int[] literalEntries() {
    int[] entries = new int[FIXED_LITERALS];
    for (int i = 0; i < Alphabet.END_OF_BLOCK; i++) {
      entries[i] = LITERAL | i << VALUE_SHIFT;
    }
    entries[Alphabet.END_OF_BLOCK] = SPECIAL | END;
    for (int i = Alphabet.FIRST_LENGTH; i < Alphabet.LITERALS; i++) {
      entries[i] = Alphabet.shortest(i) << VALUE_SHIFT | Alphabet.literalExtra(i);
    }
    Arrays.fill(entries, Alphabet.LITERALS, FIXED_LITERALS, SPECIAL);
    return entries;
  }

  private static int[] distanceEntries() {
    int[] entries = new int[FIXED_DISTANCES];
    for (int i = 0; i < Alphabet.DISTANCES; i++) {
      entries[i] = Alphabet.distanceBase(i) << VALUE_SHIFT | Alphabet.distanceExtra(i);
    }
    Arrays.fill(entries, Alphabet.DISTANCES, FIXED_DISTANCES, SPECIAL);
    return entries;
  }

  private static int[] plainEntries() {
    int[] entries = new int[Alphabet.CODE_LENGTHS];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = i << VALUE_SHIFT;
    }
    return entries;
  }

  private static DecodingTable fixedLiterals() {
    byte[] lengths = new byte[FIXED_LITERALS];
    Arrays.fill(lengths, 0, 144, (byte) 8);
    Arrays.fill(lengths, 144, 256, (byte) 9);
    Arrays.fill(lengths, 256, 280, (byte) 7);
    Arrays.fill(lengths, 280, FIXED_LITERALS, (byte) 8);
    return fixed(ofLiterals(), lengths);
  }

  private static DecodingTable fixedDistances() {
    byte[] lengths = new byte[FIXED_DISTANCES];
    Arrays.fill(lengths, (byte) 5);
    return fixed(ofDistances(), lengths);
  }

  private static DecodingTable fixed(DecodingTable table, byte[] lengths) {
    try {
      table.build(lengths, 0, lengths.length);
    } catch (DataFormatException impossible) {
      throw new IllegalStateException("the format's own codes are complete", impossible);
    }
    return table;
  }
}
