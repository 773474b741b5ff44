package org.gitsnapshot.codec.deflate;

import java.io.IOException;

/**
 * Makes one parse of the parses of segments.
 *
 * <p>What a lazy parse finds at a position depends on the 32 KiB before it and on what it holds
 * back. So where the true parse and a segment's own have a clean symbol of one kind ending at the
 * same place, all that follows is the same, and the segment's symbols are the true ones. Until then
 * the true parse goes on into the segment; if it never falls into step, as in a long run of one
 * byte, it parses all of it again. Not thread-safe.
 */
final class Splicer {
  /** How far the true parse goes on before its symbols are looked at. */
  private static final int STEP = 4096;

  private final Dialect dialect;
  private final BlockSplitter splitter;
  private final Parser repair;

  /** Where the last clean symbol of the true parse ends in the input. */
  private long cleanEnd;

  /** Whether it is a literal; the byte after it was looked at already and is held back. */
  private boolean literal;

  Splicer(Dialect dialect, Level level, BlockSplitter splitter) {
    this.dialect = dialect;
    this.splitter = splitter;
    this.repair = Parser.of(dialect, level, new byte[Parser.SLACK], 1 << 12);
  }

  /** Takes the next segment, which was parsed. */
  void add(Segment segment) throws IOException {
    Cursor own = new Cursor(segment.parser.symbols, segment.parseStart());
    int place = (int) (cleanEnd - segment.origin);
    own.advanceTo(place);
    if (own.place == place && own.endsClean(literal)) {
      emit(segment.parser, own.index, segment.origin);
    } else {
      addRepaired(segment, own);
    }
  }

  /** Lets the true parse go on into a segment until it falls into step. */
  private void addRepaired(Segment segment, Cursor own) throws IOException {
    int place = restart(segment);
    Cursor truth = new Cursor(repair.symbols, place);
    int end = segment.parseEnd();
    while (repair.position < end) {
      repair.parse(Math.min(repair.position + STEP, end));
      while (truth.hasNext()) {
        truth.next();
        own.advanceTo(truth.place);
        if (own.place == truth.place && truth.endsCleanLike(own)) {
          emit(repair.symbols, 0, truth.index, segment.origin + truth.place);
          emit(segment.parser, own.index, segment.origin);
          return;
        }
      }
    }
    emit(repair, 0, segment.origin);
  }

  /** Takes the end of the input, which is in the segment that was added last. */
  void finish(Segment last) throws IOException {
    restart(last);
    repair.parse(last.end - Window.MIN_LOOKAHEAD + 1);
    Tail.parse(dialect, repair, last.origin, splitter);
    splitter.add(repair.symbols, 0, repair.symbols.size);
    if (repair.holdsBack()) {
      splitter.addHeldBack(last.data[last.end - 1] & 0xff);
    }
    splitter.finish();
  }

  /** Sends the true parse into a segment, from its last clean symbol; returns where that ends. */
  private int restart(Segment segment) {
    int place = (int) (cleanEnd - segment.origin);
    repair.restart(segment.data, place, literal);
    repair.end = segment.end;
    return place;
  }

  /** Passes on the symbols of a parse from one on, up to its last clean one. */
  private void emit(Parser parser, int from, long origin) throws IOException {
    int to = parser.symbols.size;
    int[] items = parser.symbols.items;
    int end = parser.holdsBack() ? parser.position - 1 : parser.position;
    while (to > from && !Symbols.isClean(items[to - 1])) {
      end -= Symbols.length(items[--to]);
    }
    emit(parser.symbols, from, to, origin + end);
  }

  /** Passes on true symbols, the last of which is clean and ends at a place in the input. */
  private void emit(Symbols symbols, int from, int to, long end) throws IOException {
    if (to > from) {
      splitter.add(symbols, from, to);
      cleanEnd = end;
      literal = Symbols.isLiteral(symbols.items[to - 1]);
    }
  }

  /** A place between two symbols of a parse. */
  private static final class Cursor {
    private final Symbols symbols;

    /** How many symbols are before the place. */
    private int index;

    /** The place in the data. */
    private int place;

    Cursor(Symbols symbols, int start) {
      this.symbols = symbols;
      this.place = start;
    }

    boolean hasNext() {
      return index < symbols.size;
    }

    void next() {
      place += Symbols.length(symbols.items[index++]);
    }

    /** Moves to a place, or the first behind it, or the end. */
    void advanceTo(int target) {
      while (place < target && hasNext()) {
        next();
      }
    }

    /** Returns whether the parse was clean here after a symbol of a kind. */
    boolean endsClean(boolean literal) {
      // At its start a parse holds nothing back, as after a match.
      return index == 0
          ? !literal
          : Symbols.isClean(symbols.items[index - 1])
              && Symbols.isLiteral(symbols.items[index - 1]) == literal;
    }

    boolean endsCleanLike(Cursor other) {
      int symbol = symbols.items[index - 1];
      return Symbols.isClean(symbol) && other.endsClean(Symbols.isLiteral(symbol));
    }
  }
}
