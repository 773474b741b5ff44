package org.gitsnapshot.codec.xz;

/** What begins a block: its one filter, LZMA2, and perhaps its sizes. */
final class BlockHeader {
  /** The smallest dictionary that a header can name. */
  static final int MIN_DICTIONARY = 1 << 12;

  private static final int HAS_SIZES = 0xC0;
  private static final int LZMA2 = 0x21;
  private static final int PROPERTIES_SIZE = 1;

  /** The size of the CRC at the end. */
  private static final int CRC_SIZE = 4;

  private BlockHeader() {}

  /** Returns a header without sizes. */
  static byte[] withoutSizes(int dictionary) {
    int size = roundUp(2 + 3 + CRC_SIZE);
    return end(new Fields().raw(size / 4 - 1, 0), dictionary, size);
  }

  /**
   * Returns a header with sizes.
   *
   * @param size how many bytes it has, a multiple of 4 and at least {@link #size}
   */
  static byte[] withSizes(int dictionary, int size, long packed, long unpacked) {
    Fields fields = new Fields().raw(size / 4 - 1, HAS_SIZES).number(packed).number(unpacked);
    return end(fields, dictionary, size);
  }

  /** Returns how many bytes a header with sizes has at least. */
  static int size(long packed, long unpacked) {
    return roundUp(2 + Fields.numberSize(packed) + Fields.numberSize(unpacked) + 3 + CRC_SIZE);
  }

  private static byte[] end(Fields fields, int dictionary, int size) {
    return fields
        .raw(LZMA2, PROPERTIES_SIZE, dictionaryCode(dictionary))
        .pad(size - CRC_SIZE)
        .crcFrom(0)
        .toByteArray();
  }

  private static int roundUp(int size) {
    return (size + 3) & -4;
  }

  /** Returns the number of the smallest size of the form 2^n or 3·2^n that holds a dictionary. */
  static int dictionaryCode(int dictionary) {
    int code = 0;
    while ((2L | (code & 1)) << (code / 2 + 11) < dictionary) {
      code++;
    }
    return code;
  }
}
