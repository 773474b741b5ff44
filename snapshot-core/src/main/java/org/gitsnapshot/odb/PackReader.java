package org.gitsnapshot.odb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads objects of packs, those that are stored as differences too. For one thread.
 *
 * <p>What is in between, an object that others are taken from or a difference, is put where the one
 * before was, so that little but the results is left to the garbage collector.
 */
final class PackReader {
  private static final int OFFSET_DELTA = 6;
  private static final int ID_DELTA = 7;

  /** How many differences may be one upon the other: as many as git makes if told to. */
  private static final int DEEPEST = 4095;

  /** What buffers keep of their length, in bytes. */
  private static final int KEPT_ROOM = 4 << 20;

  private static final byte[] NONE = {};

  private final ByteBuffer room;
  private final PackWindows windows = new PackWindows();
  private final BaseCache bases = new BaseCache(Room.OF_ALL);
  private final Delta delta = new Delta();

  /** The differences from the object to the one that is stored whole: where their data is. */
  private long[] data = new long[16];

  /** How long they are. */
  private int[] lengths = new int[16];

  private int depth;

  /** What the head of the last object that was looked at says. */
  private int type;

  private int length;

  private byte[] deltaRoom = NONE;
  private byte[] one = NONE;
  private byte[] other = NONE;

  /**
   * @param room for what is read of indexes, {@link PackIndex#ROOM} bytes
   */
  PackReader(ByteBuffer room) {
    this.room = room;
  }

  /** Returns the object that begins at a place. */
  RawObject read(PackFile pack, long offset) throws IOException {
    depth = 0;
    long at = offset;
    BaseCache.Kept base = null;
    while (base == null && readHead(pack, at)) {
      push();
      at = baseOf(pack, at);
      base = bases.get(new BaseCache.Place(pack, at));
    }
    if (base == null && depth == 0) {
      byte[] whole = new byte[length];
      windows.inflate(whole, 0, length);
      return new RawObject(type, whole);
    }
    if (base != null) {
      return apply(pack, base.type(), bases.bytes(), base.start(), base.length());
    }
    int start = bases.makeRoom(length);
    if (start >= 0) {
      windows.inflate(bases.bytes(), start, length);
      bases.keep(new BaseCache.Place(pack, at), type, length);
      return apply(pack, type, bases.bytes(), start, length);
    }
    one = atLeast(one, length);
    windows.inflate(one, 0, length);
    return apply(pack, type, one, 0, length);
  }

  /** Returns the type of the object that begins at a place. */
  int typeOf(PackFile pack, long offset) throws IOException {
    depth = 0;
    long at = offset;
    while (readHead(pack, at)) {
      push();
      at = baseOf(pack, at);
    }
    return type;
  }

  /** Reads the head of an object; returns whether it is a difference to another one. */
  private boolean readHead(PackFile pack, long offset) throws IOException {
    windows.seek(pack, offset);
    int next = windows.next();
    type = (next >>> 4) & 7;
    long size = next & 15;
    for (int shift = 4; next >= 0x80; shift += 7) {
      if (shift > Integer.SIZE) {
        throw new UnreadableException("too long");
      }
      next = windows.next();
      size |= (next & 0x7fL) << shift;
    }
    if (size > RawObject.LONGEST) {
      throw new UnreadableException("too long");
    }
    length = (int) size;
    if (type == OFFSET_DELTA || type == ID_DELTA) {
      return true;
    }
    if (type < RawObject.COMMIT || type > RawObject.TAG) {
      throw new UnreadableException("an object of no known type");
    }
    return false;
  }

  /** Makes room for another difference. */
  private void push() throws HostileObjectException {
    if (depth == DEEPEST) {
      throw new HostileObjectException(
          "it is stored as more than " + DEEPEST + " differences, one upon the other");
    }
    if (depth == data.length) {
      data = Arrays.copyOf(data, 2 * depth);
      lengths = Arrays.copyOf(lengths, 2 * depth);
    }
    depth++;
  }

  /** Takes the difference whose head was read; returns where the object begins that it is to. */
  private long baseOf(PackFile pack, long offset) throws IOException {
    long base = type == OFFSET_DELTA ? offset - readDistance() : findId(pack);
    if (base < 0) {
      throw new UnreadableException("a difference to nothing in this pack");
    }
    data[depth - 1] = windows.position();
    lengths[depth - 1] = length;
    return base;
  }

  private long readDistance() throws IOException {
    int next = windows.next();
    long distance = next & 0x7f;
    while (next >= 0x80) {
      next = windows.next();
      if (distance > Long.MAX_VALUE >>> 8) {
        throw new UnreadableException("a difference to nothing in this pack");
      }
      distance = (distance + 1) << 7 | (next & 0x7f);
    }
    if (distance == 0) {
      throw new UnreadableException("a difference to itself");
    }
    return distance;
  }

  private long findId(PackFile pack) throws IOException {
    byte[] id = new byte[PackIndex.ID];
    for (int i = 0; i < id.length; i++) {
      id[i] = (byte) windows.next();
    }
    return pack.find(id, room);
  }

  /** Applies the differences, the last one first. */
  private RawObject apply(PackFile pack, int resultType, byte[] first, int start, int available)
      throws IOException {
    byte[] base = first;
    int from = start;
    int count = available;
    for (int i = depth - 1; i >= 0; i--) {
      deltaRoom = atLeast(deltaRoom, lengths[i]);
      windows.seek(pack, data[i]);
      windows.inflate(deltaRoom, 0, lengths[i]);
      delta.read(deltaRoom, lengths[i]);
      byte[] into = i == 0 ? new byte[delta.length()] : roomBeside(base, delta.length());
      delta.apply(base, from, count, into);
      base = into;
      from = 0;
      count = delta.length();
    }
    release();
    return new RawObject(resultType, base);
  }

  private byte[] roomBeside(byte[] base, int count) {
    if (base == one) {
      other = atLeast(other, count);
      return other;
    }
    one = atLeast(one, count);
    return one;
  }

  private static byte[] atLeast(byte[] room, int count) {
    return room.length >= count ? room : new byte[Math.max(count, Math.min(KEPT_ROOM, 2 * count))];
  }

  /** Leaves large buffers, which are seldom needed, to the garbage collector. */
  private void release() {
    deltaRoom = released(deltaRoom);
    one = released(one);
    other = released(other);
  }

  /** Leaves all room to others. */
  void close() {
    windows.close();
    bases.close();
  }

  private static byte[] released(byte[] room) {
    return room.length > KEPT_ROOM ? NONE : room;
  }
}
