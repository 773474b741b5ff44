package org.gitsnapshot.codec.lzma;

/**
 * Finds earlier strings that equal the one at a position, and enters each position for later.
 *
 * <p>A position in the input counts from {@link #cycle} on, so that 0, which stands for none, is
 * always too far back. The positions of one dictionary have their links in a ring.
 */
abstract class MatchFinder extends MatchSource {
  /** Where counting starts over, a little below what an {@code int} holds. */
  static final int REBASE_AT = Integer.MAX_VALUE - (1 << 16);

  final Window window;
  final Heads heads;
  final int nice;
  final int depth;

  /** How many positions have links: one more than the farthest distance. */
  int cycle;

  /** The links of the positions in the ring, of which {@link #slot} is the next. */
  int[] links = {};

  int slot;

  /** What is added to an index in the window to get the position in the input. */
  int offset;

  private final int linksEach;
  private final int hashBytes;
  private final int rebaseAt;

  MatchFinder(Window window, LzmaOptions options, int linksEach, int rebaseAt) {
    super(new int[2 * Match.MAX_LENGTH]);
    this.window = window;
    this.linksEach = linksEach;
    this.rebaseAt = rebaseAt;
    hashBytes = hashBytes(options);
    heads = new Heads(options.dictionary(), hashBytes);
    nice = options.nice();
    depth = options.depth();
  }

  /**
   * Returns a finder, which must be begun.
   *
   * @param rebaseAt where counting starts over
   */
  static MatchFinder of(Window window, LzmaOptions options, int rebaseAt) {
    return switch (options.finder()) {
      case HASH_CHAIN_3, HASH_CHAIN_4 -> new HashChain(window, options, rebaseAt);
      case BINARY_TREE_4 -> new BinaryTree(window, options, rebaseAt);
    };
  }

  @Override
  final void begin(int span) {
    if (cycle > 0) {
      heads.clear();
    }
    if (cycle <= span) {
      cycle = span + 1;
      links = new int[linksEach * cycle];
    }
    // Links need no clearing: nothing leads to them.
    position = 0;
    slot = 0;
    offset = cycle;
  }

  /** Returns about how many bytes of heap one takes at the most. */
  static long memory(LzmaOptions options) {
    int linksEach = options.finder() == LzmaOptions.Finder.BINARY_TREE_4 ? 2 : 1;
    long entries = Heads.SIZE_2 + Heads.SIZE_3;
    entries += Heads.size(options.dictionary(), hashBytes(options));
    return (long) Integer.BYTES * (linksEach * (options.dictionary() + 1L) + entries);
  }

  private static int hashBytes(LzmaOptions options) {
    return options.finder() == LzmaOptions.Finder.HASH_CHAIN_3 ? 3 : 4;
  }

  /**
   * Returns the most bytes a match at {@link #position} may have while it is searched, or 0 where
   * the end is so near that nothing is searched or entered.
   */
  final int searchLimit() {
    int left = window.end - position;
    return left >= nice ? nice : left < hashBytes ? 0 : left;
  }

  /**
   * Adds the last positions with the same two and the same three bytes as matches, the latter at
   * its full length, and returns the longest length, or 1 for none.
   */
  final int shortMatches(byte[] bytes, int back2, int back3, int limit) {
    int at = position;
    int back = 0;
    if (back2 < cycle && bytes[at - back2] == bytes[at]) {
      back = back2;
      add(2, back2 - 1);
    }
    if (back3 != back2 && back3 < cycle && bytes[at - back3] == bytes[at]) {
      back = back3;
      add(3, back3 - 1);
    }
    if (back == 0) {
      return 1;
    }
    int known = pairs[2 * count - 2];
    int length = Window.equal(bytes, at, at - back, known, limit);
    pairs[2 * count - 2] = length;
    return length;
  }

  final void add(int length, int distance) {
    pairs[2 * count] = length;
    pairs[2 * count + 1] = distance;
    count++;
  }

  /** Goes on to the next position when this one is entered. */
  final void advance() {
    if (++slot == cycle) {
      slot = 0;
    }
    if (++position + offset >= rebaseAt) {
      int by = rebaseAt - cycle;
      heads.rebase(by);
      Heads.rebase(links, by);
      offset -= by;
    }
  }

  @Override
  void slide(int by) {
    super.slide(by);
    offset += by;
  }
}
