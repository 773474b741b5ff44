package org.gitsnapshot.recipe;

/**
 * All that decides the bytes of the engines {@code xz} and {@code xz-mt}: what a preset of xz
 * stands for, or what {@code --lzma2}, {@code --check} and {@code --block-size} make of it.
 *
 * @param check what the content of blocks is checked by
 * @param dictionary how far back a match may reach, in bytes: {@value #MIN_DICTIONARY} to {@value
 *     #MAX_DICTIONARY}
 * @param lc how many high bits of the byte before a literal it depends on, 0 to 4
 * @param lp how many low bits of its position a literal depends on, 0 to 4; with {@code lc} at most
 *     4
 * @param pb how many low bits of its position anything else depends on, 0 to 4
 * @param optimal whether symbols are chosen by price over many bytes, {@code mode=normal}; else one
 *     match at a time, {@code mode=fast}
 * @param nice the length of a match that is taken without looking for a better one, from the bytes
 *     of the finder to {@value #MAX_NICE}
 * @param finder how matches are searched
 * @param depth how many candidates a search looks at, up to {@value #MAX_DEPTH}; 0 leaves it to the
 *     encoder
 * @param block how many bytes of input a block has, up to {@value #MAX_BLOCK}; 0 is three
 *     dictionaries, at least 1 MiB, with {@code xz-mt}, and all of the input with {@code xz}
 */
public record XzOptions(
    XzCheck check,
    int dictionary,
    int lc,
    int lp,
    int pb,
    boolean optimal,
    int nice,
    XzFinder finder,
    long depth,
    int block) {
  /** The lowest preset. */
  public static final int MIN_LEVEL = 0;

  /** The highest preset. */
  public static final int MAX_LEVEL = 9;

  /** The smallest dictionary in bytes. */
  public static final int MIN_DICTIONARY = 1 << 12;

  /** The largest dictionary in bytes, 512 MiB; xz has them up to 1536 MiB. */
  public static final int MAX_DICTIONARY = 1 << 29;

  /** The most bits that literals depend on besides the bits before, and anything on its place. */
  public static final int MAX_BITS = 4;

  /** The longest nice length. */
  public static final int MAX_NICE = 273;

  /** The greatest depth. */
  public static final long MAX_DEPTH = 0xFFFF_FFFFL;

  /** The largest block in bytes, 1 GiB. */
  public static final int MAX_BLOCK = 1 << 30;

  /** The exponents of the dictionaries of the levels. */
  private static final int[] DICTIONARY_BITS = {18, 20, 21, 22, 22, 23, 23, 24, 25, 26};

  /** The search depths of the levels that look for one match at a time. */
  private static final int[] FAST_DEPTHS = {4, 8, 24, 48};

  /** A depth that the encoder works out from the nice length. */
  private static final int AUTOMATIC = 0;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public XzOptions {
    check("dict", dictionary, MIN_DICTIONARY, MAX_DICTIONARY);
    check("lc", lc, 0, MAX_BITS);
    check("lp", lp, 0, MAX_BITS - lc);
    check("pb", pb, 0, MAX_BITS);
    check("nice", nice, finder.bytes(), MAX_NICE);
    check("depth", depth, 0, MAX_DEPTH);
    check("block", block, 0, MAX_BLOCK);
  }

  private static void check(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " is a number from " + least + " to " + most + ", not " + value);
    }
  }

  /**
   * Returns what {@code xz -LEVEL} or {@code xz -LEVELe} stands for.
   *
   * @param level from {@link #MIN_LEVEL} to {@link #MAX_LEVEL}
   * @param extreme whether it is the form with an {@code e}
   */
  public static XzOptions preset(int level, boolean extreme) {
    int dictionary = 1 << DICTIONARY_BITS[level];
    if (extreme) {
      return level == 3 || level == 5
          ? preset(dictionary, true, 192, XzFinder.BT4, AUTOMATIC)
          : preset(dictionary, true, MAX_NICE, XzFinder.BT4, 512);
    }
    if (level < FAST_DEPTHS.length) {
      XzFinder finder = level == 0 ? XzFinder.HC3 : XzFinder.HC4;
      return preset(dictionary, false, level < 2 ? 128 : MAX_NICE, finder, FAST_DEPTHS[level]);
    }
    int nice = level == 4 ? 16 : level == 5 ? 32 : 64;
    return preset(dictionary, true, nice, XzFinder.BT4, AUTOMATIC);
  }

  /** Returns the same for input that is not divided into blocks. */
  public XzOptions inOneBlock() {
    return new XzOptions(check, dictionary, lc, lp, pb, optimal, nice, finder, depth, 0);
  }

  private static XzOptions preset(
      int dictionary, boolean optimal, int nice, XzFinder finder, int depth) {
    return new XzOptions(XzCheck.CRC64, dictionary, 3, 0, 2, optimal, nice, finder, depth, 0);
  }
}
