package org.gitsnapshot.acquire;

import java.nio.ByteBuffer;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.error.LimitExceededException;

/**
 * The first bytes of a pack, gitformat-pack(5): a mark, a version, and how many objects follow.
 *
 * <p>Who takes a pack in makes room for all its objects first, so twelve bytes could take all
 * memory.
 */
final class PackHeader {
  static final int LENGTH = 12;

  private static final int MARK = 0x5041434b; // "PACK"
  private static final int COUNT = 8;

  private final ByteBuffer bytes = ByteBuffer.allocate(LENGTH);

  /** Takes the next bytes of the pack, of which only the first are looked at. */
  void take(byte[] from, int offset, int length) {
    bytes.put(from, offset, Math.min(length, bytes.remaining()));
  }

  /** Returns whether all of it is there. */
  boolean isComplete() {
    return !bytes.hasRemaining();
  }

  /**
   * Checks the number of objects; what is no pack has none, and is refused by who reads it.
   *
   * @param where where the pack comes from
   * @throws LimitExceededException if there are too many
   */
  void check(String where, Limits limits) throws LimitExceededException {
    long objects = Integer.toUnsignedLong(bytes.getInt(COUNT));
    if (bytes.getInt(0) == MARK && objects > limits.of(Limit.PACK_OBJECTS)) {
      throw limits.exceeded(Limit.PACK_OBJECTS, where + ": a pack of " + objects + " objects");
    }
  }
}
