package org.gitsnapshot.codec.lzma;

import org.gitsnapshot.recipe.XzOptions;

/**
 * Chooses symbols: a literal, or a copy from one of the last distances or a new one.
 *
 * <p>A parser looks ahead: {@link #ahead} positions are found or skipped already and not yet part
 * of a symbol that was chosen.
 */
abstract class Parser {
  final Window window;
  final MatchSource source;
  final Model model;
  final int nice;

  /** How many positions of the source are not yet part of a symbol. */
  int ahead;

  /** Where the chosen symbol is copied from, see {@link Match#LITERAL}. */
  int back;

  /** How many bytes the chosen symbol has. */
  int length;

  /** The longest match at the last position that was found. */
  int longest;

  Parser(Window window, MatchSource source, Model model, XzOptions options) {
    this.window = window;
    this.source = source;
    this.model = model;
    nice = options.nice();
  }

  static Parser of(Window window, MatchSource source, Model model, XzOptions options) {
    return options.optimal()
        ? new OptimalParser(window, source, model, options)
        : new FastParser(window, source, model, options);
  }

  /** Chooses the next symbol. The caller takes its length off {@link #ahead}. */
  abstract void next();

  /** Forgets what was chosen ahead. */
  void reset() {
    ahead = 0;
  }

  /** Returns the index of the first byte that is not part of a symbol. */
  final int at() {
    return source.position - ahead;
  }

  /** Finds the matches at the next position; the longest is then as long as it can be. */
  final void find() {
    source.find();
    longest = 0;
    if (source.count > 0) {
      int last = source.count - 1;
      longest = source.length(last);
      if (longest == nice) {
        int at = source.position - 1;
        int limit = Math.min(window.end - at, Match.MAX_LENGTH);
        int other = at - source.distance(last) - 1;
        longest = Window.equal(window.bytes, at, other, nice, limit);
      }
    }
    ahead++;
  }

  final void skip(int positions) {
    source.skip(positions);
    ahead += positions;
  }

  final void choose(int chosenBack, int chosenLength) {
    back = chosenBack;
    length = chosenLength;
  }

  final void chooseLiteral() {
    choose(Match.LITERAL, 1);
  }

  /** Returns whether two bytes are equal at both places. */
  static boolean equalPair(byte[] bytes, int one, int other) {
    return bytes[one] == bytes[other] && bytes[one + 1] == bytes[other + 1];
  }
}
