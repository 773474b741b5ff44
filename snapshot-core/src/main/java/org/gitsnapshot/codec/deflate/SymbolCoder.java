package org.gitsnapshot.codec.deflate;

/** Writes a block's symbols with given codes. Not thread-safe. */
final class SymbolCoder {
  /** Where the width stands in an entry of {@link #literals} and {@link #lengths}. */
  private static final int WIDTH_SHIFT = 24;

  private static final int BITS_MASK = (1 << WIDTH_SHIFT) - 1;

  /** The bits of each literal and, from {@link #WIDTH_SHIFT} up, how many. */
  private final int[] literals = new int[256];

  /** The bits of each length less 3, with its extra bits, and how many. */
  private final int[] lengths = new int[256];

  private final int[] distanceCodes = new int[Alphabet.DISTANCES];
  private final int[] distanceWidths = new int[Alphabet.DISTANCES];
  private long endOfBlock;
  private int endOfBlockWidth;

  /** Sets the codes of the blocks to come. */
  void useCodes(int[] codes, int[] widths, int[] codesOfDistance, int[] widthsOfDistance) {
    for (int i = 0; i < literals.length; i++) {
      literals[i] = (widths[i] << WIDTH_SHIFT) | codes[i];
      int code = Alphabet.LENGTH_CODE[i];
      int extra = i - Alphabet.LENGTH_BASE[code];
      lengths[i] =
          ((widths[code] + Alphabet.LITERAL_EXTRA[code]) << WIDTH_SHIFT)
              | (extra << widths[code])
              | codes[code];
    }
    System.arraycopy(codesOfDistance, 0, distanceCodes, 0, Alphabet.DISTANCES);
    System.arraycopy(widthsOfDistance, 0, distanceWidths, 0, Alphabet.DISTANCES);
    endOfBlock = codes[Alphabet.END_OF_BLOCK];
    endOfBlockWidth = widths[Alphabet.END_OF_BLOCK];
  }

  /** Appends the symbols and the end of the block. */
  void write(Block block, BitOutput out) {
    for (int i = 0; i < block.size; i++) {
      int symbol = block.symbols[i];
      int distance = Symbols.distance(symbol);
      if (distance == 0) {
        int entry = literals[Symbols.value(symbol)];
        out.put(entry & BITS_MASK, entry >>> WIDTH_SHIFT);
      } else {
        int entry = lengths[Symbols.value(symbol)];
        int width = entry >>> WIDTH_SHIFT;
        int code = Alphabet.distanceCode(distance);
        int codeWidth = distanceWidths[code];
        long extra = (long) distance - Alphabet.distanceBase(code);
        long distanceBits = (extra << codeWidth) | distanceCodes[code];
        long bits = (distanceBits << width) | (entry & BITS_MASK);
        out.put(bits, width + codeWidth + Alphabet.DISTANCE_EXTRA[code]);
      }
    }
    out.put(endOfBlock, endOfBlockWidth);
  }
}
