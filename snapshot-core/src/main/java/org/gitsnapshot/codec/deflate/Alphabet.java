package org.gitsnapshot.codec.deflate;

/** The alphabets of RFC 1951, section 3.2.5: codes of lengths and distances with extra bits. */
public final class Alphabet {
  /** The literal/length code that ends a block. */
  public static final int END_OF_BLOCK = 256;

  /** The literal/length code of the shortest match. */
  public static final int FIRST_LENGTH = 257;

  /** How many literal/length codes a block can use. */
  public static final int LITERALS = 286;

  /** How many distance codes a block can use. */
  public static final int DISTANCES = 30;

  /** How many codes describe the lengths of codes. */
  public static final int CODE_LENGTHS = 19;

  /** How many codes there are for the lengths of matches. */
  private static final int LENGTHS = LITERALS - FIRST_LENGTH;

  /** The extra bits of each literal/length code. */
  static final int[] LITERAL_EXTRA = new int[LITERALS];

  /** The extra bits of each distance code. */
  static final int[] DISTANCE_EXTRA = new int[DISTANCES];

  /** The extra bits of each code of code lengths: the three that repeat have some. */
  static final int[] CODE_LENGTH_EXTRA = new int[CODE_LENGTHS];

  /** The literal/length code of each length less 3. */
  static final int[] LENGTH_CODE = new int[256];

  /** The first length less 3 of each literal/length code. */
  static final int[] LENGTH_BASE = new int[LITERALS];

  static {
    int length = 0;
    for (int i = 0; i < LENGTHS - 1; i++) {
      int code = FIRST_LENGTH + i;
      LITERAL_EXTRA[code] = i < 8 ? 0 : i / 4 - 1;
      LENGTH_BASE[code] = length;
      for (int n = 0; n < 1 << LITERAL_EXTRA[code] && length < 256; n++) {
        LENGTH_CODE[length++] = code;
      }
    }
    // The longest match has a code of its own, without extra bits, in place of the last of the
    // code before it.
    LENGTH_CODE[255] = LITERALS - 1;
    LENGTH_BASE[LITERALS - 1] = 255;
    for (int code = 4; code < DISTANCES; code++) {
      DISTANCE_EXTRA[code] = code / 2 - 1;
    }
    CODE_LENGTH_EXTRA[16] = 2;
    CODE_LENGTH_EXTRA[17] = 3;
    CODE_LENGTH_EXTRA[18] = 7;
  }

  private Alphabet() {}

  /** Returns the shortest match, in bytes, of a literal/length code. */
  public static int shortest(int code) {
    return LENGTH_BASE[code] + Window.MIN_MATCH;
  }

  /** Returns how many extra bits a literal/length code has. */
  public static int literalExtra(int code) {
    return LITERAL_EXTRA[code];
  }

  /** Returns how many extra bits a distance code has. */
  public static int distanceExtra(int code) {
    return DISTANCE_EXTRA[code];
  }

  /** Returns how many extra bits a code of code lengths has. */
  public static int codeLengthExtra(int code) {
    return CODE_LENGTH_EXTRA[code];
  }

  /** Returns the code of a distance from 1 to 32768. */
  static int distanceCode(int distance) {
    int d = distance - 1;
    if (d < 4) {
      return d;
    }
    int top = 31 - Integer.numberOfLeadingZeros(d);
    return 2 * top + ((d >>> (top - 1)) & 1);
  }

  /** Returns what the extra bits of a distance are relative to: the code's first distance. */
  public static int distanceBase(int code) {
    return code < 4 ? code + 1 : ((2 + (code & 1)) << (code / 2 - 1)) + 1;
  }
}
