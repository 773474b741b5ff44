package org.gitsnapshot.codec.reading;

import java.io.BufferedInputStream;

/** A buffer that knows how many of the bytes below it were taken, and not only read ahead. */
final class PositionedInput extends BufferedInputStream {
  private static final int BUFFER = 64 << 10;

  private final CountingInput below;

  PositionedInput(CountingInput below) {
    super(below, BUFFER);
    this.below = below;
  }

  /** Returns the offset of the next byte. */
  synchronized long position() {
    return below.count() - (count - pos);
  }

  /** Returns how many bytes have come from below, those read ahead among them. */
  long received() {
    return below.count();
  }
}
