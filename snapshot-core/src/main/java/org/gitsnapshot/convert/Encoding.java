package org.gitsnapshot.convert;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * An encoding that is written exactly as {@code git archive} writes it with the iconv of glibc:
 * what each character becomes, and which have no place in it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param charset the JDK's encoding of nearly the same
 * @param byteOrderMark what begins every file, or no bytes
 * @param exceptions chars for which glibc gives other bytes than the JDK; no bytes where it gives
 *     none
 * @param tagsVanish whether the tag characters U+E0000 to U+E007F are dropped, which iconv does in
 *     every encoding that has no place for them
 */
record Encoding(
    Charset charset, String byteOrderMark, Map<Character, String> exceptions, boolean tagsVanish) {
  /** The first of the two chars of a tag character; the second is below {@link #TAG_END}. */
  private static final char TAG_START = 0xdb40;

  private static final char TAG_END = 0xdc80;

  /** Returns the encoding that git finds under a name, if it is among the known ones. */
  static Optional<Encoding> named(String name) {
    return Encodings.named(name);
  }

  /** Returns a new encoder, for one file. */
  Encoder newEncoder() {
    return new Encoder(this);
  }

  /** Encodes one file, a part at a time. */
  static final class Encoder {
    private final Encoding encoding;
    private final CharsetEncoder encoder;

    private Encoder(Encoding encoding) {
      this.encoding = encoding;
      this.encoder = encoding.charset.newEncoder();
    }

    /** Returns what is written before the first character. */
    byte[] byteOrderMark() {
      return bytes(encoding.byteOrderMark);
    }

    /**
     * Encodes whole characters.
     *
     * @param text its rest is what could not be encoded and all behind it
     * @return the bytes, from 0 to the limit
     */
    ByteBuffer encode(CharBuffer text) {
      int room = (int) Math.ceil((double) encoder.maxBytesPerChar() * text.remaining());
      ByteBuffer out = ByteBuffer.allocate(room);
      int end = text.limit();
      while (text.position() < end) {
        int special = nextSpecial(text, end);
        text.limit(special);
        CoderResult result = encoder.encode(text, out, false);
        text.limit(end);
        if (result.isError() || (text.position() < end && !special(text, out))) {
          break;
        }
      }
      return out.flip();
    }

    private int nextSpecial(CharBuffer text, int end) {
      for (int at = text.position(); at < end; at++) {
        char c = text.get(at);
        if (encoding.exceptions.containsKey(c) || isTag(text, at, end)) {
          return at;
        }
      }
      return end;
    }

    private boolean isTag(CharBuffer text, int at, int end) {
      return encoding.tagsVanish
          && text.get(at) == TAG_START
          && at + 1 < end
          && text.get(at + 1) < TAG_END;
    }

    /** Encodes a character that the JDK's encoder would get wrong; false if that cannot be done. */
    private boolean special(CharBuffer text, ByteBuffer out) {
      if (text.get(text.position()) == TAG_START) {
        text.position(text.position() + 2);
        return true;
      }
      String bytes = encoding.exceptions.getOrDefault(text.get(text.position()), "");
      if (bytes.isEmpty()) {
        return false;
      }
      text.position(text.position() + 1);
      out.put(bytes(bytes));
      return true;
    }

    private static byte[] bytes(String chars) {
      return chars.getBytes(StandardCharsets.ISO_8859_1);
    }
  }
}
