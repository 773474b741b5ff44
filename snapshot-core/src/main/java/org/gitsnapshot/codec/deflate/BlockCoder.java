package org.gitsnapshot.codec.deflate;

import java.util.Arrays;

/**
 * Writes a block in the shortest of the three ways of RFC 1951, section 3.2.3: stored, with fixed
 * codes, or with codes of its own. Not thread-safe.
 */
final class BlockCoder {
  /** The three ways. */
  enum Form {
    STORED(0),
    FIXED(1),
    DYNAMIC(2);

    /** The number that the format gives it. */
    private final int number;

    Form(int number) {
      this.number = number;
    }
  }

  /** The lengths that the format fixes for literals and lengths (RFC 1951, section 3.2.6). */
  private static final int[] FIXED_LITERAL_LENGTHS = new int[288];

  private static final int[] FIXED_LITERAL_CODES;
  private static final int[] FIXED_DISTANCE_LENGTHS = new int[Alphabet.DISTANCES];
  private static final int[] FIXED_DISTANCE_CODES = new int[Alphabet.DISTANCES];

  static {
    Arrays.fill(FIXED_LITERAL_LENGTHS, 0, 144, 8);
    Arrays.fill(FIXED_LITERAL_LENGTHS, 144, 256, 9);
    Arrays.fill(FIXED_LITERAL_LENGTHS, 256, 280, 7);
    Arrays.fill(FIXED_LITERAL_LENGTHS, 280, 288, 8);
    FIXED_LITERAL_CODES = fixedLiteralCodes();
    Arrays.fill(FIXED_DISTANCE_LENGTHS, 5);
    for (int i = 0; i < Alphabet.DISTANCES; i++) {
      FIXED_DISTANCE_CODES[i] = Integer.reverse(i) >>> (32 - 5);
    }
  }

  private final HuffmanTree literals = new HuffmanTree(Alphabet.LITERALS, HuffmanTree.MAX_BITS);
  private final HuffmanTree distances = new HuffmanTree(Alphabet.DISTANCES, HuffmanTree.MAX_BITS);
  private final CodeLengths codeLengths = new CodeLengths();
  private final SymbolCoder symbolCoder = new SymbolCoder();

  /** How long the block that {@link #choose} saw last is in its form, in bytes rounded up. */
  private long bestBytes;

  /** Returns the form that a block is to have, and keeps its codes for {@link #writeCoded}. */
  Form choose(Block block) {
    block.literalCounts[Alphabet.END_OF_BLOCK] = 1;
    literals.build(block.literalCounts);
    distances.build(block.distanceCounts);
    codeLengths.build(literals, distances);
    long dynamicBits =
        literals.cost(block.literalCounts, Alphabet.LITERAL_EXTRA)
            + distances.cost(block.distanceCounts, Alphabet.DISTANCE_EXTRA)
            + codeLengths.cost();
    // Three bits of header for each, in whole bytes.
    long dynamicBytes = (dynamicBits + 3 + 7) >>> 3;
    long fixedBytes = (fixedBits(block) + 3 + 7) >>> 3;
    bestBytes = Math.min(fixedBytes, dynamicBytes);
    // A stored block has its length twice, in 4 bytes; its header and padding are not counted.
    if (block.storable && block.length + 4 <= bestBytes) {
      return Form.STORED;
    }
    return fixedBytes == bestBytes ? Form.FIXED : Form.DYNAMIC;
  }

  /** Appends the block that {@link #choose} saw last, in a form that is not stored. */
  void writeCoded(Block block, Form form, BitOutput out) {
    out.reserve((int) bestBytes);
    writeHeader(block, form, out);
    if (form == Form.FIXED) {
      symbolCoder.useCodes(
          FIXED_LITERAL_CODES, FIXED_LITERAL_LENGTHS, FIXED_DISTANCE_CODES, FIXED_DISTANCE_LENGTHS);
    } else {
      codeLengths.write(out);
      symbolCoder.useCodes(literals.codes, literals.lengths, distances.codes, distances.lengths);
    }
    symbolCoder.write(block, out);
  }

  /**
   * Appends a block as it is.
   *
   * @param source an array with the bytes that it stands for
   * @param start where they start in it
   */
  static void writeStored(Block block, byte[] source, int start, BitOutput out) {
    int length = (int) block.length;
    writeHeader(block, Form.STORED, out);
    out.align();
    out.put(length & 0xffff, 16);
    out.put(~length & 0xffff, 16);
    out.putBytes(source, start, length);
  }

  private static void writeHeader(Block block, Form form, BitOutput out) {
    out.put((form.number << 1) | (block.last ? 1 : 0), 3);
  }

  private static long fixedBits(Block block) {
    long bits = 0;
    for (int i = 0; i < Alphabet.LITERALS; i++) {
      bits +=
          (long) block.literalCounts[i] * (FIXED_LITERAL_LENGTHS[i] + Alphabet.LITERAL_EXTRA[i]);
    }
    for (int i = 0; i < Alphabet.DISTANCES; i++) {
      bits +=
          (long) block.distanceCounts[i] * (FIXED_DISTANCE_LENGTHS[i] + Alphabet.DISTANCE_EXTRA[i]);
    }
    return bits;
  }

  private static int[] fixedLiteralCodes() {
    int[] codes = new int[FIXED_LITERAL_LENGTHS.length];
    int code = 0;
    for (int length = 7; length <= 9; length++) {
      for (int i = 0; i < codes.length; i++) {
        if (FIXED_LITERAL_LENGTHS[i] == length) {
          codes[i] = Integer.reverse(code++) >>> (32 - length);
        }
      }
      code <<= 1;
    }
    return codes;
  }
}
