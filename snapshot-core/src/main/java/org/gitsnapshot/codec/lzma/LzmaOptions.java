package org.gitsnapshot.codec.lzma;

/**
 * What decides the bytes besides the input: what the presets of xz stand for.
 *
 * @param dictionary how far back a match may reach, in bytes
 * @param optimal whether symbols are chosen by price over many bytes, not one match at a time
 * @param finder how matches are searched
 * @param nice the length of a match, in bytes, that is taken without looking for a better one
 * @param depth how many candidates a search looks at
 */
public record LzmaOptions(int dictionary, boolean optimal, Finder finder, int nice, int depth) {
  /** The lowest preset. */
  public static final int MIN_LEVEL = 0;

  /** The highest preset. */
  public static final int MAX_LEVEL = 9;

  /** Where matches are searched, and from how many equal bytes on. */
  public enum Finder {
    /** Chains of positions with the same hash of three bytes. */
    HASH_CHAIN_3,
    /** Chains of positions with the same hash of four bytes. */
    HASH_CHAIN_4,
    /** Sorted binary trees of positions with the same hash of four bytes. */
    BINARY_TREE_4
  }

  /** The exponents of the dictionaries of the levels. */
  private static final int[] DICTIONARY_BITS = {18, 20, 21, 22, 22, 23, 23, 24, 25, 26};

  /** The search depths of the levels that look for one match at a time. */
  private static final int[] FAST_DEPTHS = {4, 8, 24, 48};

  /**
   * Returns what {@code xz -LEVEL} or {@code xz -LEVELe} stands for.
   *
   * @param level from {@link #MIN_LEVEL} to {@link #MAX_LEVEL}
   * @param extreme whether it is the form with an {@code e}
   */
  public static LzmaOptions preset(int level, boolean extreme) {
    int dictionary = 1 << DICTIONARY_BITS[level];
    if (extreme) {
      return level == 3 || level == 5
          ? tree(dictionary, 192, defaultDepth(192))
          : tree(dictionary, Match.MAX_LENGTH, 512);
    }
    if (level < FAST_DEPTHS.length) {
      return new LzmaOptions(
          dictionary,
          false,
          level == 0 ? Finder.HASH_CHAIN_3 : Finder.HASH_CHAIN_4,
          level < 2 ? 128 : Match.MAX_LENGTH,
          FAST_DEPTHS[level]);
    }
    int nice = level == 4 ? 16 : level == 5 ? 32 : 64;
    return tree(dictionary, nice, defaultDepth(nice));
  }

  private static LzmaOptions tree(int dictionary, int nice, int depth) {
    return new LzmaOptions(dictionary, true, Finder.BINARY_TREE_4, nice, depth);
  }

  /** Returns the depth of a binary tree where a preset names none. */
  private static int defaultDepth(int nice) {
    return 16 + nice / 2;
  }
}
