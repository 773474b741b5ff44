package org.gitsnapshot.codec.deflate;

/**
 * The geometry of the sliding window, the same in both families.
 *
 * <p>The encoders that this package repeats hold the input in a buffer of twice the window, search
 * in it while at least {@link #MIN_LOOKAHEAD} bytes lie ahead, and then drop its lower half. The
 * encoder here has buffers of its own size; of that buffer it keeps account only where the place of
 * its start, the <em>base</em>, shows in the output.
 */
final class Window {
  /** The distance that the format allows. */
  static final int SIZE = 32768;

  /** The length of the buffer whose slides show in the output. */
  static final int BUFFER = 2 * SIZE;

  /** The shortest match. */
  static final int MIN_MATCH = 3;

  /** The longest match. */
  static final int MAX_MATCH = 258;

  /** While fewer bytes than this lie ahead, more are wanted: a longest match and one more hash. */
  static final int MIN_LOOKAHEAD = MAX_MATCH + MIN_MATCH + 1;

  /** The farthest match that is taken. */
  static final int MAX_DISTANCE = SIZE - MIN_LOOKAHEAD;

  private Window() {}

  /**
   * Returns where the buffer starts when the parse stands at a position with at least {@link
   * #MIN_LOOKAHEAD} bytes ahead: the buffer has slid each time that fewer were left in it.
   */
  static long base(long position) {
    long beyond = position - (BUFFER - MIN_LOOKAHEAD);
    return beyond <= 0 ? 0 : (beyond + SIZE - 1) / SIZE * SIZE;
  }
}
