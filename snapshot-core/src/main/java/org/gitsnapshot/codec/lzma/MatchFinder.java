package org.gitsnapshot.codec.lzma;

import org.gitsnapshot.recipe.XzOptions;

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

  /** So many bytes back is too far: one more than the farthest distance. */
  int cycle;

  /** How many positions have links: some more, which can be entered while others still are. */
  int ring;

  /** The links of the positions in the ring, of which {@link #slot} is the next. */
  int[] links = {};

  int slot;

  /** What is added to an index in the window to get the position in the input. */
  int offset;

  private final int linksEach;
  final int hashBytes;
  final int rebaseAt;

  MatchFinder(Window window, XzOptions options, int linksEach, int rebaseAt) {
    super(new int[2 * Match.MAX_LENGTH]);
    this.window = window;
    this.linksEach = linksEach;
    this.rebaseAt = rebaseAt;
    hashBytes = options.finder().bytes();
    heads = new Heads(options.dictionary(), hashBytes);
    nice = options.nice();
    depth = depth(options);
  }

  /**
   * Returns a finder, which must be begun.
   *
   * @param rebaseAt where counting starts over
   */
  static MatchFinder of(Window window, XzOptions options, int rebaseAt) {
    return switch (options.finder()) {
      case HC3, HC4 -> new HashChain(window, options, rebaseAt);
      case BT2, BT3 -> new ShortTree(window, options, rebaseAt);
      case BT4 -> new BinaryTree(window, options, rebaseAt);
    };
  }

  @Override
  void begin(int span) {
    if (cycle > 0) {
      heads.clear();
    }
    if (cycle <= span) {
      cycle = span + 1;
      ring = cycle + RootBlock.SIZE;
      links = new int[linksEach * ring];
    }
    // Links need no clearing: nothing leads to them.
    position = 0;
    slot = 0;
    offset = cycle;
  }

  /** Returns about how many bytes of heap one takes at the most. */
  static long memory(XzOptions options) {
    int linksEach = options.finder().isTree() ? 2 : 1;
    long entries = Heads.SIZE_2 + Heads.SIZE_3;
    entries += Heads.size(options.dictionary(), options.finder().bytes());
    return (long) Integer.BYTES
        * (linksEach * (options.dictionary() + 1L + RootBlock.SIZE) + entries);
  }

  /** Returns how many candidates a search looks at, which is no more than an {@code int} holds. */
  private static int depth(XzOptions options) {
    if (options.depth() > 0) {
      return (int) Math.min(options.depth(), Integer.MAX_VALUE);
    }
    return options.finder().isTree() ? 16 + options.nice() / 2 : 4 + options.nice() / 4;
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
   * Finds the matches at {@link #position} and goes on to the next.
   *
   * @param into takes the pairs
   * @param from where the first of them goes
   * @return the index behind the last
   */
  abstract int find(int[] into, int from);

  /**
   * Finds the matches of positions from {@link #position} on, until a batch is full.
   *
   * @param wanted how many positions, at the most
   */
  void fill(MatchBatch batch, int wanted) {
    for (int left = wanted; left > 0 && batch.hasRoom(); left--) {
      batch.find(this);
    }
  }

  @Override
  final void find() {
    count = find(pairs, 0) >>> 1;
  }

  /**
   * Adds the last positions with the same two and the same three bytes as matches, the latter at
   * its full length, and returns the index behind the last pair.
   */
  final int shortMatches(int[] into, int from, int at, int back2, int back3, int limit) {
    byte[] bytes = window.bytes;
    int back = 0;
    int end = from;
    if (back2 < cycle && bytes[at - back2] == bytes[at]) {
      back = back2;
      into[end] = 2;
      into[end + 1] = back2 - 1;
      end += 2;
    }
    if (back3 != back2 && back3 < cycle && bytes[at - back3] == bytes[at]) {
      back = back3;
      into[end] = 3;
      into[end + 1] = back3 - 1;
      end += 2;
    }
    if (back != 0) {
      into[end - 2] = Window.equal(bytes, at, at - back, into[end - 2], limit);
    }
    return end;
  }

  /** Goes on to the next position when this one is entered. */
  final void advance() {
    if (++slot == ring) {
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
