package org.gitsnapshot.convert;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.hash.Oid;

/**
 * Puts a blob's id where {@code $Id$} stands, or {@code $Id:…$} in one line.
 *
 * <p>What stands behind the colon stays if it has a space anywhere but first or last: git takes it
 * for the work of another version control system.
 */
final class IdentStage extends Stage {
  /**
   * The most bytes between {@code $Id:} and the dollar sign that may end it. They are held until it
   * is known whether they stay; only a very long line without a space gets there.
   */
  static final int MAX_HELD = 16 << 20;

  private static final String START = "Id";

  private final Oid blob;
  private final byte[] replacement;

  /** What came after a dollar sign and may have to go; the dollar sign itself has gone on. */
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();

  private boolean afterDollar;
  private boolean spaced;

  IdentStage(Oid blob, OutputStream next) {
    super(next);
    this.blob = blob;
    this.replacement = ("Id: " + blob.hex() + " $").getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      at = afterDollar ? hold(bytes, at, end) : pass(bytes, at, end);
    }
  }

  /** Hands on all up to a dollar sign, and returns where it ended. */
  private int pass(byte[] bytes, int from, int end) throws IOException {
    int at = from;
    while (at < end && !afterDollar) {
      afterDollar = bytes[at++] == '$';
    }
    emit(bytes, from, at - from);
    return at;
  }

  /** Reads on after a dollar sign until it is clear what it began, and returns where that was. */
  private int hold(byte[] bytes, int from, int end) throws IOException {
    for (int at = from; at < end; at++) {
      byte b = bytes[at];
      int place = held.size();
      if (b == '$' && place >= START.length()) {
        emit(replacement, 0, replacement.length);
        reset();
        return at + 1;
      }
      if (!goesOn(place, b)) {
        end();
        return at;
      }
      requireRoom(place);
      held.write(b);
      // The byte right behind the colon may be a space, as it is in what git writes.
      spaced |= b == ' ' && place > START.length() + 1;
    }
    return end;
  }

  private boolean goesOn(int place, byte b) {
    if (place < START.length()) {
      return b == START.charAt(place);
    }
    return place == START.length() ? b == ':' : b != '\n' && !spaced;
  }

  private void requireRoom(int place) throws LimitExceededException {
    if (place == MAX_HELD) {
      throw new LimitExceededException(
          "blob " + blob + " has ident and a line of more than " + MAX_HELD + " bytes after $Id:",
          null);
    }
  }

  @Override
  void end() throws IOException {
    emit(held.toByteArray(), 0, held.size());
    reset();
  }

  private void reset() {
    held.reset();
    afterDollar = false;
    spaced = false;
  }
}
