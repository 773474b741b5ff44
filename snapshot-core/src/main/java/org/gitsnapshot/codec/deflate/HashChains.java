package org.gitsnapshot.codec.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Which of the last 32 Ki positions begin alike.
 *
 * <p>A chain holds the positions of which three bytes have equal hashes, the latest first. A search
 * looks at a limited number of them, so which strings share a chain shows in the output and the
 * hash is fixed. A second kind of chain, of six bytes, is ours alone: it only leads faster to where
 * the first would. Position 0 of the data stands for "none". Not thread-safe.
 */
abstract class HashChains {
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Where the link of a position is. */
  static final int LINK_MASK = Window.SIZE - 1;

  /**
   * How many bytes the chains of the second kind look at. No position is entered that has fewer
   * ahead of it before the end of the data is known: more are not always there yet.
   */
  static final int WORD = 6;

  private static final int HASH_BITS = 15;
  private static final int HASH_SHIFT = 5;
  private static final int HASH_MASK = (1 << HASH_BITS) - 1;
  private static final int WORD_SHIFT = Byte.SIZE * (Long.BYTES - WORD);

  /** Spreads words over their chains: odd, and its bits without a pattern. */
  private static final long SPREAD = 0x9E3779B185EBCA87L;

  /** How many bytes of heap one takes. */
  static final long BYTES = (8L << HASH_BITS) + 6L * Window.SIZE;

  /**
   * How far before each position the one before it in its chain is, or a number that is too far for
   * any match.
   */
  final char[] links = new char[Window.SIZE];

  /**
   * How many positions came before each in its chain, modulo 64 Ki and counted from anywhere: of
   * two positions of a chain they tell how many lie between.
   */
  final char[] ranks = new char[Window.SIZE];

  /** As {@link #links}, of the chains of words. */
  final char[] wordLinks = new char[Window.SIZE];

  /** The latest position of each chain of words. */
  final int[] wordHeads = new int[1 << HASH_BITS];

  /** The latest position of each chain. */
  private final int[] heads = new int[1 << HASH_BITS];

  byte[] data;

  HashChains(byte[] data) {
    this.data = data;
  }

  /** Forgets all positions and goes on in other data. */
  final void reset(byte[] newData) {
    data = newData;
    Arrays.fill(heads, 0);
    Arrays.fill(wordHeads, 0);
  }

  /** Enters a position and returns the latest one of its chain before it, which may be too far. */
  final int insert(int at) {
    long bytes = (long) LONG.get(data, at);
    int slot = at & LINK_MASK;
    int hash = hash((int) bytes);
    int before = heads[hash];
    heads[hash] = at;
    links[slot] = (char) Math.min(at - before, Character.MAX_VALUE);
    ranks[slot] = (char) (ranks[before & LINK_MASK] + 1);
    int wordHash = wordHash(bytes);
    wordLinks[slot] = (char) Math.min(at - wordHeads[wordHash], Character.MAX_VALUE);
    wordHeads[wordHash] = at;
    return before;
  }

  /**
   * Enters the positions from one up to, and without, another.
   *
   * <p>Masks made of the arrays' own lengths spare the compiled loop its checks of them, which took
   * a third of the time of the short runs that matches are.
   */
  final void insertAll(int from, int to) {
    byte[] data = this.data;
    int[] heads = this.heads;
    char[] links = this.links;
    char[] ranks = this.ranks;
    int[] wordHeads = this.wordHeads;
    char[] wordLinks = this.wordLinks;
    for (int at = from; at < to; at++) {
      long bytes = (long) LONG.get(data, at);
      int hash = hash((int) bytes) & (heads.length - 1);
      int before = heads[hash];
      heads[hash] = at;
      links[at & (links.length - 1)] = (char) Math.min(at - before, Character.MAX_VALUE);
      ranks[at & (ranks.length - 1)] = (char) (ranks[before & (ranks.length - 1)] + 1);
      int wordHash = wordHash(bytes) & (wordHeads.length - 1);
      wordLinks[at & (wordLinks.length - 1)] =
          (char) Math.min(at - wordHeads[wordHash], Character.MAX_VALUE);
      wordHeads[wordHash] = at;
    }
  }

  /** Returns the latest position of the chain of words of a place. */
  final int wordHead(int at) {
    return wordHeads[wordHash((long) LONG.get(data, at))];
  }

  /**
   * Takes a position that is the latest of its chain out of it. The chain of words may keep it: it
   * must be one that is too far for any but the first of a chain.
   */
  final void forget(int at) {
    int hash = hash((int) INT.get(data, at));
    if (heads[hash] == at) {
      heads[hash] = 0;
    }
  }

  /**
   * Follows the data, which was moved towards the start of the buffer.
   *
   * @param shift how far, a multiple of the window
   */
  final void rebase(int shift) {
    rebase(heads, shift);
    rebase(wordHeads, shift);
  }

  private static void rebase(int[] heads, int shift) {
    for (int i = 0; i < heads.length; i++) {
      heads[i] = Math.max(heads[i] - shift, 0);
    }
  }

  /** Returns the chain of the first three of four bytes in little-endian order. */
  private static int hash(int bytes) {
    int second = ((bytes >>> 8) & 0xff) << HASH_SHIFT;
    return ((bytes << (2 * HASH_SHIFT)) ^ second ^ ((bytes >>> 16) & 0xff)) & HASH_MASK;
  }

  /** Returns the chain of the first six of eight bytes in little-endian order. */
  private static int wordHash(long bytes) {
    return (int) (((bytes << WORD_SHIFT) * SPREAD) >>> (Long.SIZE - HASH_BITS));
  }
}
