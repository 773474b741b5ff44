package org.gitsnapshot.identity;

import com.google.common.io.BaseEncoding;
import org.gitsnapshot.hash.Digest;

/** How digests are written by those who made up the identities. */
final class Encodings {
  /** Nix's digits: no e, o, t, u, so that no words come of them. */
  private static final String NIX_DIGITS = "0123456789abcdfghijklmnpqrsvwxyz";

  private static final int DIGIT_BITS = 5;

  private Encodings() {}

  static byte[] bytes(Digest digest) {
    return BaseEncoding.base16().lowerCase().decode(digest.hex());
  }

  static String base64(byte[] bytes) {
    return BaseEncoding.base64().encode(bytes);
  }

  /** Nix counts bits from the first byte's lowest, and writes the highest digit first. */
  static String nixBase32(byte[] bytes) {
    int digits = (bytes.length * 8 - 1) / DIGIT_BITS + 1;
    StringBuilder text = new StringBuilder(digits);
    for (int digit = digits - 1; digit >= 0; digit--) {
      int bit = digit * DIGIT_BITS;
      int at = bit / 8;
      int value = (bytes[at] & 0xff) >>> (bit % 8);
      if (at + 1 < bytes.length) {
        value |= (bytes[at + 1] & 0xff) << (8 - bit % 8);
      }
      text.append(NIX_DIGITS.charAt(value & 31));
    }
    return text.toString();
  }
}
