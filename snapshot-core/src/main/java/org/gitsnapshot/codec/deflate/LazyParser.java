package org.gitsnapshot.codec.deflate;

/** The parse of the higher levels: holds a match back to see whether the next byte has a better. */
final class LazyParser extends Parser {
  /** A match of the shortest length is not worth it at a distance beyond this. */
  private static final int TOO_FAR = 4096;

  /** A match this long is taken without a look at the next byte. */
  private final int maxLazy;

  /** The length of the match at the byte before the position, below 3 if there is none. */
  private int heldLength = Window.MIN_MATCH - 1;

  /** Where that match starts. */
  private int heldStart;

  /** Whether the byte before the position has no symbol yet. */
  private boolean held;

  LazyParser(Dialect dialect, Level level, byte[] data, int room) {
    super(dialect, level, data, room);
    maxLazy = level.lazy();
  }

  @Override
  void parse(int stop) {
    symbols.reserve(Math.max(stop - position, 0));
    byte[] data = this.data;
    int[] items = symbols.items;
    int count = symbols.size;
    int at = position;
    int length = heldLength;
    int start = heldStart;
    boolean held = this.held;
    while (at < stop) {
      int candidate = finder.insert(at);
      int previousLength = length;
      int previousStart = start;
      length = Window.MIN_MATCH - 1;
      if (previousLength < maxLazy && MatchFinder.inReach(candidate, at) && at <= searchLimit) {
        int found = finder.longest(at, candidate, previousLength, niceAt(at));
        length = Math.min(found, end - at);
        if (found > previousLength) {
          start = finder.matchStart;
        }
        if (length == Window.MIN_MATCH && at - start > TOO_FAR) {
          length = Window.MIN_MATCH - 1;
        }
      }
      if (previousLength >= Window.MIN_MATCH && length <= previousLength) {
        items[count++] = Symbols.match(at - 1 - previousStart, previousLength);
        int next = at - 1 + previousLength;
        finder.insertAll(at + 1, next);
        at = next;
        held = false;
        length = Window.MIN_MATCH - 1;
      } else {
        if (held) {
          items[count++] = Symbols.literal(data[at - 1], length < Window.MIN_MATCH);
        }
        held = true;
        at++;
      }
    }
    symbols.size = count;
    position = at;
    heldLength = length;
    heldStart = start;
    this.held = held;
  }

  @Override
  void restart(byte[] newData, int place, boolean holdsBack) {
    super.restart(newData, place, holdsBack);
    heldLength = Window.MIN_MATCH - 1;
    held = holdsBack;
  }

  @Override
  boolean holdsBack() {
    return held;
  }

  @Override
  void rebase(int shift) {
    super.rebase(shift);
    heldStart -= shift;
  }
}
