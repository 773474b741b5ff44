package org.gitsnapshot.codec.lzma;

/**
 * What the tables of hashes tell of some positions in a row: the roots of their trees, and how far
 * back the same two and three bytes were last.
 *
 * <p>None of it depends on what is in the trees, so it is asked before any of the positions is
 * entered. With nothing to decide in between, a processor waits for many roots at once.
 */
final class RootBlock {
  /** How many positions it has at the most. */
  static final int SIZE = 1 << 8;

  private final int[] roots = new int[SIZE];

  /** Of each position two distances, from 1 on. */
  private final int[] backs = new int[2 * SIZE];

  private int next;
  private int end;

  /** Made of what was read ahead, so that it is read. */
  int read;

  /** Forgets all positions. */
  void clear() {
    next = 0;
    end = 0;
  }

  /** Returns how many positions are not entered into their trees. */
  int left() {
    return end - next;
  }

  /** Returns the root of the next position. */
  int root() {
    return roots[next];
  }

  /** Takes the two distances of the next position, which is then over. */
  void take(int[] into, int from) {
    into[from] = backs[2 * next];
    into[from + 1] = backs[2 * next + 1];
    next++;
  }

  /**
   * Enters the next positions of a finder into its tables.
   *
   * @param positions how many, each with as many bytes before the end as are hashed
   */
  void fill(MatchFinder finder, int positions) {
    byte[] bytes = finder.window.bytes;
    int[] crc = Heads.CRC;
    int[] of2 = finder.heads.of2;
    int[] of3 = finder.heads.of3;
    int[] main = finder.heads.main;
    for (int i = 0; i < positions; i++) {
      int at = finder.position + i;
      int now = at + finder.offset;
      int sum = crc[bytes[at] & 0xFF] ^ (bytes[at + 1] & 0xFF);
      int hash2 = sum & (Heads.SIZE_2 - 1);
      sum ^= (bytes[at + 2] & 0xFF) << 8;
      int hash3 = sum & (Heads.SIZE_3 - 1);
      int hash = (sum ^ (crc[bytes[at + 3] & 0xFF] << 5)) & (main.length - 1);
      backs[2 * i] = now - of2[hash2];
      backs[2 * i + 1] = now - of3[hash3];
      roots[i] = main[hash];
      of2[hash2] = now;
      of3[hash3] = now;
      main[hash] = now;
    }
    next = 0;
    end = positions;
    readRoots(finder);
  }

  /** Brings the links of the roots and the strings there near to the processor. */
  private void readRoots(MatchFinder finder) {
    byte[] bytes = finder.window.bytes;
    int[] links = finder.links;
    int sum = 0;
    for (int i = 0; i < end; i++) {
      int at = finder.position + i;
      int back = at + finder.offset - roots[i];
      if (back < finder.cycle) {
        int slot = finder.slot + i - back;
        slot += slot < 0 ? finder.ring : 0;
        slot -= slot >= finder.ring ? finder.ring : 0;
        sum += links[2 * slot] + bytes[at - back];
      }
    }
    read = sum;
  }
}
