package org.gitsnapshot.odb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Where the objects of a pack are, by an index of the second version.
 *
 * <p>Of the file only the table of first bytes is kept. Ids are sorted, and as good as evenly
 * spread, so what is read for one is the few that are around the place where it should be.
 * Thread-safe.
 */
final class PackIndex implements AutoCloseable {
  /** The length of an id in bytes. */
  static final int ID = 20;

  /** How many ids are read at once. */
  private static final int AROUND = 200;

  /** The room that {@link #find} needs for what it reads, in bytes. */
  static final int ROOM = AROUND * ID;

  private static final int SIGNATURE = 0xff744f63;
  private static final int VERSION = 2;
  private static final int FANOUT = 256;

  /** Where the ids begin: behind signature, version, and the table of first bytes. */
  private static final int IDS = (2 + FANOUT) * Integer.BYTES;

  private final SharedFile file;

  /** How many ids begin with a smaller byte; and how many there are. */
  private final int[] below = new int[FANOUT + 1];

  private PackIndex(SharedFile file) {
    this.file = file;
  }

  /**
   * Opens an index.
   *
   * @throws UnreadableException if it is of another version, or damaged
   */
  static PackIndex open(Path path) throws IOException {
    PackIndex index = new PackIndex(new SharedFile(path));
    try {
      index.readFanout();
    } catch (IOException | RuntimeException failed) {
      index.close();
      throw failed;
    }
    return index;
  }

  private void readFanout() throws IOException {
    ByteBuffer start = ByteBuffer.allocate(IDS);
    readFully(start, 0);
    if (start.getInt(0) != SIGNATURE || start.getInt(Integer.BYTES) != VERSION) {
      throw new UnreadableException("no index of the second version");
    }
    for (int i = 0; i < FANOUT; i++) {
      below[i + 1] = start.getInt((2 + i) * Integer.BYTES);
      if (below[i + 1] < below[i]) {
        throw new UnreadableException("the index counts its objects down");
      }
    }
  }

  /**
   * Returns where in the pack an object begins, or -1 if it is not there.
   *
   * @param id its 20 bytes
   * @param room for what is read, {@link #ROOM} bytes or more
   */
  long find(byte[] id, ByteBuffer room) throws IOException {
    int first = id[0] & 0xff;
    int low = below[first];
    int high = below[first + 1];
    int guess = low + (int) (((high - low) * behindFirst(id)) >>> 24);
    while (low < high) {
      int from = Math.max(low, Math.min(guess - AROUND / 2, high - AROUND));
      int to = Math.min(high, from + AROUND);
      room.clear().limit((to - from) * ID);
      readFully(room, IDS + (long) from * ID);
      int place = search(id, room, to - from);
      if (place >= 0) {
        return offset(from + place, room);
      }
      if (place == -1) {
        high = from;
      } else if (-1 - place == to - from) {
        low = to;
      } else {
        return -1;
      }
      guess = (low + high) >>> 1;
    }
    return -1;
  }

  /** Returns the second to the fourth byte of an id, of 1 << 24 values. */
  private static long behindFirst(byte[] id) {
    return (id[1] & 0xffL) << 16 | (id[2] & 0xffL) << 8 | (id[3] & 0xffL);
  }

  /** Returns which of some sorted ids it is, or -1 minus how many are before it. */
  private static int search(byte[] id, ByteBuffer ids, int count) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = compare(id, ids, middle * ID);
      if (order == 0) {
        return middle;
      } else if (order < 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return -1 - low;
  }

  private static int compare(byte[] id, ByteBuffer ids, int at) {
    for (int i = 0; i < ID; i++) {
      int order = (id[i] & 0xff) - (ids.get(at + i) & 0xff);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Reads from behind the ids and their checksums: 31 bits, or where there are 63. */
  private long offset(int object, ByteBuffer room) throws IOException {
    long count = below[FANOUT];
    long offsets = IDS + count * (ID + Integer.BYTES);
    room.clear().limit(Integer.BYTES);
    readFully(room, offsets + (long) object * Integer.BYTES);
    int offset = room.getInt(0);
    if (offset >= 0) {
      return offset;
    }
    long longOffsets = offsets + count * Integer.BYTES;
    room.clear().limit(Long.BYTES);
    readFully(room, longOffsets + (offset & Integer.MAX_VALUE) * (long) Long.BYTES);
    return room.getLong(0);
  }

  private void readFully(ByteBuffer into, long from) throws IOException {
    file.read(into, from);
    if (into.hasRemaining()) {
      throw new UnreadableException("the index is cut off");
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
