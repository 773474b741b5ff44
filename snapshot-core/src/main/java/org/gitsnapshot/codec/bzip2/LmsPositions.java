package org.gitsnapshot.codec.bzip2;

/**
 * The positions of a cyclic text from which all its rotations can be sorted: the leftmost S type
 * ones.
 *
 * <p>A position is of S type if its rotation is less than that of the next position, else of L
 * type; it is leftmost if the one before it is of L type. No two are neighbours, so there are at
 * most half as many as bytes. Made once and used for each block; not thread-safe.
 */
final class LmsPositions {
  /** The positions in ascending order. */
  final int[] positions;

  int count;

  /**
   * @param capacity how many bytes a text has at most
   */
  LmsPositions(int capacity) {
    positions = new int[capacity / 2 + 2];
  }

  /**
   * Finds the positions.
   *
   * @param text a text that begins at {@link Block#LEAD} and has two different bytes
   */
  void find(byte[] text, int length) {
    int at = positions.length - 1;
    int lastType = lastType(text, length);
    int next = text[Block.LEAD + length - 1] & 0xff;
    int nextType = lastType;
    // Without branches: types come as 1 for S and 0 for L, and are too random to be predicted.
    for (int i = length - 2; i >= 0; i--) {
      int b = text[Block.LEAD + i] & 0xff;
      int type = (b - next - nextType) >>> 31;
      positions[at] = i + 1;
      at -= nextType & ~type;
      next = b;
      nextType = type;
    }
    positions[at] = 0;
    at -= nextType & ~lastType;
    count = positions.length - 1 - at;
    System.arraycopy(positions, at + 1, positions, 0, count);
  }

  /** Returns the type of the last position, which depends on what follows from the first on. */
  private static int lastType(byte[] text, int length) {
    int last = text[Block.LEAD + length - 1] & 0xff;
    int i = 0;
    while ((text[Block.LEAD + i] & 0xff) == last) {
      i++;
    }
    return (text[Block.LEAD + i] & 0xff) > last ? 1 : 0;
  }
}
