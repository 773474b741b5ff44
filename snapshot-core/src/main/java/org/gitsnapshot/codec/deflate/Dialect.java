package org.gitsnapshot.codec.deflate;

/**
 * All in which the two families of encoders differ; everything else in this package is common to
 * them.
 */
enum Dialect {
  /** GNU gzip 1.6 to 1.14. */
  GNU_GZIP(32767, true, true),
  /** zlib 1.1.4 to 1.3 with a memory level of 8, the one that every archive is made with. */
  ZLIB(16383, false, false);

  /** The number of symbols that ends a block. */
  final int blockSymbols;

  /** Whether a block can end earlier, at a multiple of 4096 symbols, if it seems to pack well. */
  final boolean splitsEarly;

  /**
   * Whether the window stands still once the end of the input is known.
   *
   * <p>If so, no match is searched near the end of the buffer, and one that is searched can run
   * over the end of the data into what was left behind it before it is cut. If not, the window
   * slides on, and a match is never wanted longer than what is left.
   */
  final boolean freezesAtEnd;

  Dialect(int blockSymbols, boolean splitsEarly, boolean freezesAtEnd) {
    this.blockSymbols = blockSymbols;
    this.splitsEarly = splitsEarly;
    this.freezesAtEnd = freezesAtEnd;
  }
}
