package org.gitsnapshot.codec.bzip2;

/**
 * Says which of several equal rotations the program takes for the block itself.
 *
 * <p>Only a block that repeats a shorter text has equal rotations. A decoder gives the same bytes
 * whichever of them is named, but the number in the stream is that of the program, whose sorting
 * leaves equal rotations in an order of its own: {@link RefiningOrder} for short blocks and those
 * that {@link ComparingOrder} takes too long for, else that.
 */
final class TieOrder {
  /** Blocks below this length are never sorted by comparing. */
  private static final int SHORT = 10_000;

  /**
   * From so many repetitions on comparing always takes too long: the equal rotations of the first
   * bucket to be sorted need 72 comparisons of their whole length, and 72 are allowed for.
   */
  private static final int MANY = 73;

  private TieOrder() {}

  /**
   * Returns where the first rotation stands among all.
   *
   * @param period the length of the text that the block repeats, less than the block's
   */
  static int indexOfFirst(Block block, int period) {
    if (block.length >= SHORT) {
      if (period == 1) {
        return 0;
      }
      if (block.length / period < MANY) {
        int index = new ComparingOrder(block.bytes, block.length).indexOfFirst();
        if (index >= 0) {
          return index;
        }
      }
    }
    return new RefiningOrder(block.bytes, block.length, period).indexOfFirst();
  }
}
