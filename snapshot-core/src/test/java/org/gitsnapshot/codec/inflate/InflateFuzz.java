package org.gitsnapshot.codec.inflate;

import java.util.zip.Inflater;
import org.gitsnapshot.fuzz.Tried;

/** Zlib streams, good and bad, beside zlib. */
public final class InflateFuzz {
  /** A few bytes can stand for a thousand times as many. */
  private static final int LONGEST = 1 << 14;

  private InflateFuzz() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length > LONGEST) {
      return;
    }
    Inflater zlib = new Inflater();
    FastInflater own = Inflated.own();
    Inflated expected = Inflated.whole(zlib, input);
    Inflated whole = Inflated.whole(own, input);
    Tried.check(whole.equals(expected), "zlib: " + expected + ", ours: " + whole);
    Inflated pieces = Inflated.pieces(own, input, input.length, 1000);
    Tried.check(
        pieces.end() == expected.end(), "zlib: " + expected + ", ours in pieces: " + pieces);
    zlib.end();
    own.end();
  }
}
