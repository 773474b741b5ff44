package org.gitsnapshot.acquire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells lines, messages and the pack apart in what a server sends, as gitprotocol-common(5) and the
 * side bands of gitprotocol-pack(5) describe it; keeps no byte, but for the line that it is in.
 *
 * <p>Four hex digits are a packet's length with themselves. A packet that begins with 1 holds a
 * part of the pack, with 2 or 3 a message; others are lines. What is no packet is a pack that comes
 * without side bands.
 */
final class PacketScan implements ServerScan {
  private static final int DIGITS = 4;
  private static final int PACK = 1;
  private static final int PROGRESS = 2;
  private static final int ERROR = 3;

  /**
   * What a line about a shallow commit counts for. JGit keeps their ids in a table that ids which
   * nobody has to prove can be made to collide in.
   */
  private static final int SHALLOW_LINES = 100;

  private static final byte[] VERSION_2 = "version 2".getBytes(StandardCharsets.US_ASCII);

  private final ServerWatch watch;
  private byte[] line = new byte[256];
  private int digits;
  private int length;
  private int left;
  private int size;
  private boolean fresh;
  private boolean message;
  private boolean plain;
  private boolean pack;
  private boolean capabilities;
  private int told;

  PacketScan(ServerWatch watch) {
    this.watch = watch;
  }

  @Override
  public void scan(byte[] bytes, int from, int count) {
    int at = from;
    int end = from + count;
    while (at < end) {
      if (plain) {
        watch.answer(end - at);
        return;
      }
      if (left == 0) {
        digit(bytes[at++]);
        continue;
      }
      if (fresh) {
        begin(bytes[at]);
      }
      int part = Math.min(left, end - at);
      if (message) {
        watch.message(part);
      } else {
        watch.answer(part);
      }
      if (pack) {
        // The first byte of a packet is the band.
        int skip = left == size ? 1 : 0;
        watch.pack(bytes, at + skip, part - skip);
      }
      if (!pack && !message) {
        keep(bytes, at, part);
      }
      left -= part;
      at += part;
    }
  }

  private void keep(byte[] bytes, int at, int part) {
    if (line.length < size) {
      line = Arrays.copyOf(line, size);
    }
    System.arraycopy(bytes, at, line, size - left, part);
    if (part == left) {
      watch.names().line(line, size);
      capability();
    }
  }

  /** Counts what the server can do, which JGit holds: in version 2, all lines until the flush. */
  private void capability() {
    if (capabilities) {
      told += size;
      if (told > MOST_BYTES) {
        watch.refuse("its capabilities have more than 1 MiB");
      }
    } else if (size >= VERSION_2.length
        && Arrays.equals(line, 0, VERSION_2.length, VERSION_2, 0, VERSION_2.length)) {
      capabilities = true;
      told = 0;
    }
  }

  private void digit(byte c) {
    int value = Character.digit(c, 16);
    if (value < 0) {
      plain = true;
      return;
    }
    length = length << 4 | value;
    if (++digits == DIGITS) {
      left = Math.max(0, length - DIGITS);
      size = left;
      fresh = true;
      if (left == 0) {
        capabilities = capabilities && length != 0;
        watch.message(DIGITS); // Empty packets mark ends; without end they are noise.
      }
      digits = 0;
      length = 0;
    }
  }

  private void begin(byte band) {
    fresh = false;
    // A part of the pack without a byte of it only says that the server is alive.
    message = band == PROGRESS || band == ERROR || (band == PACK && left == 1);
    pack = band == PACK;
    if (!pack && !message) {
      // shallow ID, unshallow ID; no other line begins so, but for the head of such a section.
      watch.lines((band == 's' || band == 'u' ? SHALLOW_LINES : 1) + left / LINE_BYTES);
    }
  }
}
