package org.gitsnapshot.odb;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what differences were taken from, since more are taken from it soon: versions of a file,
 * and files that are alike.
 *
 * <p>All are in one array, one behind the other and from the start again, so that none of them is
 * garbage: what is new takes the place of the oldest. {@link #close} it. Not thread-safe.
 */
final class BaseCache {
  /** How much is kept, in bytes. */
  static final int MOST = 8 << 20;

  private static final int FIRST_ROOM = 256 << 10;

  private final Map<Place, Kept> kept = new HashMap<>();
  private final Deque<Kept> oldest = new ArrayDeque<>();
  private final Room room;
  private byte[] ring = {};
  private int head;

  /**
   * @param room for all who keep something
   */
  BaseCache(Room room) {
    this.room = room;
  }

  /**
   * Where an object is stored. What a record does by itself, Java puts together at its first use,
   * which takes longer than all reading of a small repository.
   */
  record Place(PackFile pack, long offset) {
    @Override
    public int hashCode() {
      return pack.hashCode() ^ Long.hashCode(offset);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Place that && pack == that.pack && offset == that.offset;
    }
  }

  /** An object that is kept: its type, and where in {@link #bytes}. */
  record Kept(Place place, int type, int start, int length) {
    int end() {
      return start + length;
    }
  }

  /** Returns the object of a place, null if it is not kept. */
  @Nullable Kept get(Place place) {
    return kept.get(place);
  }

  /** Returns the array; another one after {@link #makeRoom}. */
  byte[] bytes() {
    return ring;
  }

  /**
   * Returns where an object can be put that may be kept then, or -1 if it is too long for the room
   * that there is; some others are gone.
   */
  int makeRoom(int length) {
    if (head + length > ring.length) {
      grow(length);
    }
    if (length > ring.length / 2) {
      return -1;
    }
    if (head + length > ring.length) {
      dropUpTo(ring.length);
      head = 0;
    }
    dropUpTo(head + length);
    return head;
  }

  private void grow(int length) {
    int wanted = Math.max(2 * ring.length, FIRST_ROOM);
    while (wanted < MOST && length > wanted / 2) {
      wanted *= 2;
    }
    boolean fits = wanted <= MOST && length <= wanted / 2;
    if (fits && room.take(wanted - ring.length)) {
      ring = Arrays.copyOf(ring, wanted);
    }
  }

  /** Forgets the oldest ones as far as they are between the head and a place behind it. */
  private void dropUpTo(int end) {
    Kept first = oldest.peek();
    while (first != null && first.start >= head && first.start < end) {
      oldest.remove();
      kept.remove(first.place);
      first = oldest.peek();
    }
  }

  /** Keeps the object that was put where there was room. */
  Kept keep(Place place, int type, int length) {
    Kept added = new Kept(place, type, head, length);
    head = added.end();
    kept.put(place, added);
    oldest.add(added);
    return added;
  }

  /** Forgets all, and leaves the room to others. */
  void close() {
    room.giveBack(ring.length);
    ring = new byte[0];
    head = 0;
    kept.clear();
    oldest.clear();
  }
}
