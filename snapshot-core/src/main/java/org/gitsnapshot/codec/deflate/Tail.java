package org.gitsnapshot.codec.deflate;

/**
 * The last bytes of a stream, where it shows that the two families hold a buffer of 64 KiB.
 *
 * <p>While {@link Window#MIN_LOOKAHEAD} bytes lie ahead, nothing of the buffer shows in the
 * symbols, except that its first byte is never matched: later ones that come to stand there are out
 * of reach by then. Behind that, the buffer stands still in one family and slides on in the other.
 */
final class Tail {
  /** How far into the buffer the parse stands when the buffer can slide. */
  private static final int SLIDE_AT = Window.BUFFER - Window.MIN_LOOKAHEAD;

  private Tail() {}

  /**
   * Parses to the end of the input.
   *
   * @param parser stands at the first place with less than {@link Window#MIN_LOOKAHEAD} bytes
   *     ahead, with at least 64 KiB behind it in the data, or all there is; what is behind the end
   *     in its data is overwritten
   * @param origin where the parser's data starts in the input
   * @param splitter is told of it
   */
  static void parse(Dialect dialect, Parser parser, long origin, BlockSplitter splitter) {
    long base = baseOfLastRead(origin + parser.end);
    if (dialect.freezesAtEnd) {
      parseFrozen(parser, origin, base, splitter);
    } else {
      parseSliding(parser, origin, base);
    }
  }

  private static void parseFrozen(Parser parser, long origin, long base, BlockSplitter splitter) {
    placeStaleBytes(parser, origin, base);
    long start = origin + parser.position;
    long frozenBase = base;
    if (start - base >= SLIDE_AT) {
      // The read that finds the end still slides the buffer first.
      frozenBase += Window.SIZE;
      dropFirst(parser, start - base);
    }
    parser.searchLimit = (int) (frozenBase + SLIDE_AT - origin);
    splitter.endSeen(start, frozenBase);
    parser.parse(parser.end);
  }

  private static void parseSliding(Parser parser, long origin, long base) {
    long slide = base + SLIDE_AT - origin;
    if (slide < parser.end) {
      parser.parse((int) slide);
      dropFirst(parser, origin + parser.position - base);
    }
    parser.parse(parser.end);
  }

  /** Returns where the buffer stands when the last bytes of the input come into it. */
  private static long baseOfLastRead(long total) {
    long beyond = total - Window.BUFFER;
    return beyond <= 0 ? 0 : (beyond + Window.SIZE - 1) / Window.SIZE * Window.SIZE;
  }

  /**
   * Accounts for a slide. The string that comes to stand at the start of the buffer can no longer
   * be matched. That shows only where the slide comes as early as it can: one position on, it is
   * out of reach.
   */
  private static void dropFirst(Parser parser, long positionInBuffer) {
    if (positionInBuffer == SLIDE_AT) {
      parser.finder.forget(parser.position - Window.MAX_DISTANCE);
    }
  }

  /**
   * Puts behind the end what GNU gzip has there: the bytes of 32 KiB before, which a slide left
   * standing, or the zeros of the start; the first two are always zero.
   */
  private static void placeStaleBytes(Parser parser, long origin, long base) {
    byte[] data = parser.data;
    int end = parser.end;
    for (int i = end; i < end + Window.MIN_LOOKAHEAD; i++) {
      boolean untouched = base == 0 && origin + i < Window.BUFFER;
      data[i] = untouched ? 0 : data[i - Window.SIZE];
    }
    data[end] = 0;
    data[end + 1] = 0;
  }
}
