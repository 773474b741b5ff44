package org.gitsnapshot.state;

import java.io.IOException;
import java.util.OptionalInt;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.History;

/** Shortens ids as far as a repository's size and its other ids allow. */
final class Abbreviations {
  /** Git's shortest. */
  private static final int MIN_DIGITS = 4;

  /** The shortest that git chooses by itself. */
  private static final int MIN_AUTOMATIC = 7;

  private static final int BITS_PER_LONG = 64;

  private final History history;
  private int automatic;

  Abbreviations(History history) {
    this.history = history;
  }

  /**
   * Returns the first digits of an id.
   *
   * @param base from how many on; all of them with 0
   */
  String abbreviate(Oid id, OptionalInt base) throws IOException {
    String hex = id.hex();
    int least = base.isPresent() ? base.getAsInt() : automatic();
    if (least == 0 || least >= hex.length()) {
      return hex;
    }
    return hex.substring(0, history.uniqueDigits(id, Math.max(least, MIN_DIGITS)));
  }

  private int automatic() throws IOException {
    if (automatic == 0) {
      automatic = digits(history.packedObjects());
    }
    return automatic;
  }

  /**
   * Returns git's length for so many objects. Among 2^n ids the first two that share digits are
   * expected at n/2 digits of 4 bits for every two bits of the number, so 16384 objects, which need
   * 15 bits, have 8 digits, and 65536 have 9.
   */
  static int digits(long objects) {
    int bits = BITS_PER_LONG - Long.numberOfLeadingZeros(objects);
    return Math.max((bits + 1) / 2, MIN_AUTOMATIC);
  }
}
