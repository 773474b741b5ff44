package org.gitsnapshot.codec.deflate;

/**
 * Turns bytes into symbols.
 *
 * <p>It reads from a buffer that its owner fills, and lets itself be stopped and sent on anywhere,
 * so the symbols do not depend on where it stopped. Not thread-safe.
 */
abstract sealed class Parser permits GreedyParser, LazyParser {
  /**
   * How many bytes a buffer needs behind its data: a match is compared that far beyond the end, a
   * word at a time.
   */
  static final int SLACK = 512;

  /** The symbols found so far; the owner takes them away. */
  final Symbols symbols;

  /** Where matches come from. */
  final MatchFinder finder;

  /** The bytes, with {@link #SLACK} behind them. */
  byte[] data;

  /** Where the parse stands in the data. */
  int position;

  /** Where the data ends. */
  int end;

  /** The last position at which a match is searched. */
  int searchLimit;

  /** The length of a match that ends the search for a longer one. */
  private final int nice;

  /** Whether that is never longer than what is left of the data. */
  private final boolean limitsNice;

  Parser(Dialect dialect, Level level, byte[] data, int room) {
    this.symbols = new Symbols(room);
    this.finder = new MatchFinder(level, data);
    this.data = data;
    this.nice = level.nice();
    this.limitsNice = !dialect.freezesAtEnd;
    this.searchLimit = Integer.MAX_VALUE;
  }

  /**
   * Returns a parser for the start of a stream.
   *
   * @param room how many symbols there is room for at first
   */
  static Parser of(Dialect dialect, Level level, byte[] data, int room) {
    return level.greedy()
        ? new GreedyParser(dialect, level, data, room)
        : new LazyParser(dialect, level, data, room);
  }

  /**
   * Goes on until it stands at {@code stop} or, where a match leads beyond it, behind it.
   *
   * <p>Before the end of the input is known, at least {@link Window#MIN_LOOKAHEAD} bytes are wanted
   * before {@link #end} at every position before {@code stop}.
   */
  abstract void parse(int stop);

  /** Returns whether the byte before the position has no symbol yet. */
  abstract boolean holdsBack();

  /**
   * Starts anew in other data, from a {@linkplain Symbols#CLEAN clean} state.
   *
   * @param newData the bytes, with 32 KiB before the place or all there is
   * @param place the end of the last symbol
   * @param holdsBack whether the byte there was looked at already and is held back
   */
  void restart(byte[] newData, int place, boolean holdsBack) {
    data = newData;
    position = holdsBack ? place + 1 : place;
    searchLimit = Integer.MAX_VALUE;
    symbols.size = 0;
    finder.reset(newData);
    finder.insertAll(Math.max(position - Window.SIZE, 0), position);
  }

  /** Follows the data, which was moved towards the start of the buffer. */
  void rebase(int shift) {
    position -= shift;
    end -= shift;
    finder.rebase(shift);
  }

  /** Returns the length of a match that is long enough at a position. */
  final int niceAt(int at) {
    return limitsNice ? Math.min(nice, end - at) : nice;
  }
}
