package org.gitsnapshot.odb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.gitsnapshot.codec.inflate.FastInflater;
import org.jspecify.annotations.Nullable;

/**
 * Reads packs piece by piece, and keeps the pieces that it read last: what a walk needs of a pack
 * is mostly near to what it needed before. For one thread.
 */
final class PackWindows {
  /** What is read at once, in bytes. */
  private static final int WINDOW = 16 << 10;

  /** How many are kept, a power of two. */
  private static final int COUNT = 32;

  private final @Nullable Window[] windows = new @Nullable Window[COUNT];
  private final Inflater inflater = new FastInflater();

  private @Nullable PackFile pack;

  /** The place in the pack of the next byte. */
  private long position;

  /** What holds the next byte, where in it that is, and where it ends. */
  private byte[] bytes = {};

  private int at;
  private int end;

  /** A piece of a pack, of which the first bytes may be all there are. */
  private static final class Window {
    private final byte[] bytes = new byte[WINDOW];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private @Nullable PackFile pack;
    private long number;
    private int length;

    void fill(PackFile from, long which) throws IOException {
      pack = null;
      buffer.clear();
      from.read(buffer, which * WINDOW);
      length = buffer.position();
      number = which;
      pack = from;
    }
  }

  /** Goes to a place. */
  void seek(PackFile where, long offset) {
    pack = where;
    position = offset;
    at = end;
  }

  /** Returns the place of the next byte. */
  long position() {
    return position;
  }

  /** Takes the next byte. */
  int next() throws IOException {
    if (at == end) {
      load();
    }
    position++;
    return bytes[at++] & 0xff;
  }

  private void load() throws IOException {
    PackFile from = pack;
    if (from == null || position < 0) {
      throw new UnreadableException("no place in a pack");
    }
    long number = position / WINDOW;
    int slot = (int) (number + from.hashCode()) & (COUNT - 1);
    Window window = windows[slot];
    if (window == null) {
      window = new Window();
      windows[slot] = window;
    }
    if (window.pack != from || window.number != number) {
      window.fill(from, number);
    }
    bytes = window.bytes;
    at = (int) (position % WINDOW);
    end = window.length;
    if (at >= end) {
      at = end;
      throw new UnreadableException("the pack is cut off");
    }
  }

  /**
   * Inflates the zlib stream that begins at the next byte.
   *
   * @param into takes what comes out
   * @param from where in it
   * @param length how long it must be, in bytes
   */
  void inflate(byte[] into, int from, int length) throws IOException {
    inflater.reset();
    int to = from + length;
    int done = from;
    try {
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          if (at == end) {
            load();
          }
          inflater.setInput(bytes, at, end - at);
          position += end - at;
          at = end;
        }
        int some = inflater.inflate(into, done, to - done);
        done += some;
        if (some == 0 && !inflater.finished() && !inflater.needsInput()) {
          throw new UnreadableException("the object is longer than its head says");
        }
      }
    } catch (DataFormatException malformed) {
      throw new UnreadableException("the object is no zlib stream: " + malformed.getMessage());
    }
    if (done != to) {
      throw new UnreadableException("the object is shorter than its head says");
    }
  }

  /** Gives back what is not on Java's heap. */
  void close() {
    inflater.end();
  }
}
