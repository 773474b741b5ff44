package org.gitsnapshot.sign;

import java.util.Base64;

/** A signature's bytes as text: in base64, between two lines that say what it is. */
final class SignatureText {
  private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
  private static final String END = "-----END SSH SIGNATURE-----";

  /** About the line length of ssh-keygen, which takes any; the encoder wants a multiple of four. */
  private static final int LINE = 68;

  private SignatureText() {}

  static String of(byte[] signature) {
    Base64.Encoder lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
    return BEGIN + "\n" + lines.encodeToString(signature) + "\n" + END + "\n";
  }

  /** Returns the bytes of a text; none if it is not that of a signature. */
  static byte[] bytes(String text) {
    String lines = text.strip();
    if (!lines.startsWith(BEGIN) || !lines.endsWith(END)) {
      return new byte[0];
    }
    int end = Math.max(BEGIN.length(), lines.length() - END.length());
    try {
      return Base64.getDecoder().decode(lines.substring(BEGIN.length(), end).replaceAll("\\s", ""));
    } catch (IllegalArgumentException damaged) {
      return new byte[0];
    }
  }
}
