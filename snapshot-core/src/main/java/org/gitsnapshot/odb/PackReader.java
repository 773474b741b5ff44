package org.gitsnapshot.odb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
  private static final int KEPT_ROOM = 2 << 20;

  /** From how many differences on the object is kept that the first one is to. */
  private static final int DEEP = 8;

  /** After how many differences the object that they make is kept. */
  private static final int STEPS = 32;

  /** Stands for all lengths that are left to others. */
  private static final int TOO_LONG = RawObject.LONGEST + 1;

  private static final byte[] NONE = {};

  private final ByteBuffer room;
  private final PackWindows windows = new PackWindows();
  private final BaseCache bases = new BaseCache(Room.MEMORY);
  private final Delta delta = new Delta();

  /** The differences from the object to the one that is stored whole: where they begin. */
  private long[] places = new long[16];

  /** Where their data is. */
  private long[] data = new long[16];

  /** How long they are. */
  private int[] lengths = new int[16];

  private int depth;

  /** Where the object begins that the last of them is to. */
  private long end;

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
    try {
      BaseCache.Kept kept = walk(pack, offset);
      if (depth > 0) {
        return kept == null ? applyToWhole(pack) : applyToKept(pack, kept);
      }
      if (kept != null) {
        return new RawObject(
            kept.type(), Arrays.copyOfRange(bases.bytes(), kept.start(), kept.end()));
      }
      byte[] whole = new byte[length];
      windows.inflate(whole, 0, length);
      return new RawObject(type, whole);
    } finally {
      release();
    }
  }

  /**
   * Goes from a difference to what it is to, up to an object that is stored whole, whose head is
   * read then, or to one that is kept, which is returned.
   *
   * @throws UnreadableException if something of it is too long
   */
  private BaseCache.@Nullable Kept walk(PackFile pack, long offset) throws IOException {
    depth = 0;
    end = offset;
    int longest = 0;
    BaseCache.Kept kept = bases.get(new BaseCache.Place(pack, end));
    while (kept == null && readHead(pack, end)) {
      longest = Math.max(longest, length);
      push();
      end = baseOf(pack, end);
      kept = bases.get(new BaseCache.Place(pack, end));
    }
    // Not before the end, so that a circle is found, whatever is in it.
    if (Math.max(longest, kept == null ? length : 0) == TOO_LONG) {
      throw new UnreadableException("too long");
    }
    return kept;
  }

  private RawObject applyToKept(PackFile pack, BaseCache.Kept kept) throws IOException {
    return apply(pack, kept.type(), bases.bytes(), kept.start(), kept.length());
  }

  /** Applies the differences to the object whose head was read last. */
  private RawObject applyToWhole(PackFile pack) throws IOException {
    int start = bases.makeRoom(length);
    if (start >= 0) {
      windows.inflate(bases.bytes(), start, length);
      return applyToKept(pack, bases.keep(new BaseCache.Place(pack, end), type, length));
    }
    one = atLeast(one, length);
    windows.inflate(one, 0, length);
    return apply(pack, type, one, 0, length);
  }

  /** Returns the type of the object that begins at a place. */
  int typeOf(PackFile pack, long offset) throws IOException {
    depth = 0;
    end = offset;
    while (readHead(pack, end)) {
      push();
      end = baseOf(pack, end);
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
      next = windows.next();
      size |= shift < Integer.SIZE ? (next & 0x7fL) << shift : TOO_LONG;
    }
    length = (int) Math.min(size, TOO_LONG);
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
      places = Arrays.copyOf(places, 2 * depth);
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
    places[depth - 1] = offset;
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
      if (i > 0 && (i % STEPS == 0 || (i == 1 && depth >= DEEP))) {
        keep(new BaseCache.Place(pack, places[i]), resultType, base, count);
      }
    }
    return new RawObject(resultType, base);
  }

  /** Without it, each object of a long chain would be made of all that are before it. */
  private void keep(BaseCache.Place place, int itsType, byte[] object, int count) {
    int start = bases.get(place) == null ? bases.makeRoom(count) : -1;
    if (start >= 0) {
      System.arraycopy(object, 0, bases.bytes(), start, count);
      BaseCache.Kept unused = bases.keep(place, itsType, count);
    }
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
