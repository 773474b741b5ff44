package org.gitsnapshot.codec.deflate;

/**
 * A piece of the input that is parsed by itself, with as much of the input around it as that takes.
 *
 * <pre>
 *   HISTORY    what the first position can match
 *   LEAD       where the parse starts, to fall into step with the one before
 *   chunk      from the seam on, what this segment is for
 *   AHEAD      what the last position of the chunk looks at
 * </pre>
 *
 * <p>Segments overlap: the chunk of the next starts where this one's ends. The first segment has a
 * chunk that is longer by history and lead. Filled and read by one thread; {@link #parse()} can be
 * run by another in between.
 */
final class Segment {
  /** The part whose positions are only entered in the hash chains. */
  private static final int HISTORY = Window.SIZE;

  /**
   * The part that is parsed twice. Two parses of source text fall into step within 23 bytes in the
   * median, and within 2.7 KB in 99 of 100 cases.
   */
  private static final int LEAD = 4096;

  private static final int AHEAD = Window.MIN_LOOKAHEAD;

  /** How many bytes are parsed between two looks at the room for symbols. */
  private static final int STEP = 1 << 16;

  /** How many bytes a symbol of source text stands for, rounded down. */
  private static final int BYTES_PER_SYMBOL = 3;

  /** How many bytes two segments have in common. */
  private static final int OVERLAP = HISTORY + LEAD + AHEAD;

  private final int chunk;

  /** The bytes, with {@link Parser#SLACK} behind them. */
  final byte[] data;

  /** Parses the segment as if nothing were known of the parse before it. */
  final Parser parser;

  /** Where the data starts in the input. */
  long origin;

  /** How many bytes there are. */
  int end;

  /** Creates an empty segment, the first of a stream. */
  Segment(Dialect dialect, Level level, int chunk) {
    this.chunk = chunk;
    data = new byte[capacity() + Parser.SLACK];
    parser = Parser.of(dialect, level, data, chunk / BYTES_PER_SYMBOL);
  }

  /** Returns about how many bytes of heap one takes: a symbol for each byte at the worst. */
  static long memory(int chunk) {
    return 5L * (chunk + OVERLAP) + MatchFinder.BYTES;
  }

  /** Makes it the first segment of a stream, or the one after another that is full. */
  void startAfter(Segment before) {
    System.arraycopy(before.data, chunk, data, 0, OVERLAP);
    origin = before.origin + chunk;
    end = OVERLAP;
  }

  /** Takes bytes until it is full; returns how many. */
  int fill(byte[] bytes, int from, int length) {
    int n = Math.min(length, capacity() - end);
    System.arraycopy(bytes, from, data, end, n);
    end += n;
    return n;
  }

  /** Returns whether no byte goes in. */
  boolean isFull() {
    return end == capacity();
  }

  /** Returns whether it is the first of its stream. */
  boolean isFirst() {
    return origin == 0;
  }

  /** Returns where its own parse starts in the data. */
  int parseStart() {
    return isFirst() ? 0 : HISTORY;
  }

  /** Returns up to where it can be parsed without knowing what follows. */
  int parseEnd() {
    return Math.min(chunk + HISTORY + LEAD, end - Window.MIN_LOOKAHEAD + 1);
  }

  /** Parses it, from nothing. */
  void parse() {
    parser.restart(data, parseStart(), false);
    parser.end = end;
    // A symbol for each byte is what the parser asks room for, and seldom comes near to.
    int stop = parseEnd();
    while (parser.position < stop) {
      parser.parse(Math.min(stop, parser.position + STEP));
    }
  }

  private int capacity() {
    return chunk + OVERLAP;
  }
}
