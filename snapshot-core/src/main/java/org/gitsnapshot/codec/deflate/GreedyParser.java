package org.gitsnapshot.codec.deflate;

/** The parse of the low levels: takes each match as it is found. */
final class GreedyParser extends Parser {
  /** The inner positions of a match longer than this are left out of the hash chains. */
  private final int maxInsert;

  GreedyParser(Dialect dialect, Level level, byte[] data, int room) {
    super(dialect, level, data, room);
    maxInsert = level.lazy();
  }

  @Override
  void parse(int stop) {
    symbols.reserve(Math.max(stop - position, 0));
    byte[] data = this.data;
    int[] items = symbols.items;
    int count = symbols.size;
    int at = position;
    while (at < stop) {
      int candidate = finder.insert(at);
      int length = 0;
      if (MatchFinder.inReach(candidate, at) && at <= searchLimit) {
        int found = finder.longest(at, candidate, Window.MIN_MATCH - 1, niceAt(at));
        length = Math.min(found, end - at);
      }
      if (length >= Window.MIN_MATCH) {
        items[count++] = Symbols.match(at - finder.matchStart, length);
        int next = at + length;
        if (length <= maxInsert) {
          finder.insertAll(at + 1, next);
        }
        at = next;
      } else {
        items[count++] = Symbols.literal(data[at], true);
        at++;
      }
    }
    symbols.size = count;
    position = at;
  }

  @Override
  boolean holdsBack() {
    return false;
  }
}
