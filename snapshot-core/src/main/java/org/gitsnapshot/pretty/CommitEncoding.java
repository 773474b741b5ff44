package org.gitsnapshot.pretty;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The encoding that a commit names, and how git converts from it and to it.
 *
 * <p>Git gives the name to iconv. A text that cannot be converted, for its bytes or because nobody
 * knows the name, stays as it is. Only charsets that agree with glibc's in every character are used
 * here, and the others refused.
 */
final class CommitEncoding {
  private static final String[] UTF8_NAMES = {"UTF-8", "UTF8"};

  /** The line without a horizontal bar of its own, where EUC-JP differs between libraries. */
  private static final String DOUBTFUL_IN_EUC_JP = "\u2014\u2015";

  private final @Nullable ByteString name;
  private final EncodingNames.@Nullable Entry entry;

  private CommitEncoding(@Nullable ByteString name, EncodingNames.@Nullable Entry entry) {
    this.name = name;
    this.entry = entry;
  }

  /** Returns the encoding of a name in a commit's header, or the one of a commit without one. */
  static CommitEncoding of(byte @Nullable [] name) {
    if (name == null) {
      return new CommitEncoding(null, null);
    }
    String text = Ascii.text(name, 0, name.length);
    return new CommitEncoding(ByteString.of(name), isUtf8(text) ? null : EncodingNames.find(text));
  }

  /** Returns the name as it is written, empty if there is none. */
  ByteString name() {
    return name == null ? ByteString.EMPTY : name;
  }

  /** Returns whether it is another than UTF-8, and known. */
  boolean converts() {
    return entry != null;
  }

  /** Returns a commit's text in UTF-8, or as it is if it cannot be converted. */
  byte[] toUtf8(byte[] text) throws UnsupportedException {
    return convert(text, true);
  }

  /** Returns an expansion in the commit's encoding, or as it is if it cannot be converted. */
  byte[] fromUtf8(byte[] text) throws UnsupportedException {
    return convert(text, false);
  }

  private byte[] convert(byte[] bytes, boolean toUtf8) throws UnsupportedException {
    if (entry == null) {
      return bytes;
    }
    Charset charset = entry.charset();
    if (charset == null) {
      throw refusal("is one that this library cannot convert exactly as git does");
    }
    try {
      String text = decode(toUtf8 ? charset : StandardCharsets.UTF_8, bytes);
      if (isDoubtful(charset, text)) {
        throw refusal("has no one meaning for a character of the text");
      }
      return encode(toUtf8 ? StandardCharsets.UTF_8 : charset, text);
    } catch (CharacterCodingException e) {
      if (entry.multibyte()) {
        // Glibc takes some control characters that Java's charsets do not have.
        throw refusal("does not hold the text, or not in the same way everywhere");
      }
      return bytes;
    }
  }

  private UnsupportedException refusal(String reason) {
    return new UnsupportedException(
        "the commit's encoding " + name().display() + " " + reason,
        "formats that show nothing but ids do not need it");
  }

  /** Returns whether glibc's answer is not Java's; it drops the tag characters of plane 14. */
  private static boolean isDoubtful(Charset charset, String text) {
    boolean eucJp = charset.name().equals("EUC-JP");
    return text.codePoints()
        .anyMatch(c -> (c >> 7) == (0xe0000 >> 7) || (eucJp && DOUBTFUL_IN_EUC_JP.indexOf(c) >= 0));
  }

  private static String decode(Charset charset, byte[] bytes) throws CharacterCodingException {
    return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static byte[] encode(Charset charset, String text) throws CharacterCodingException {
    ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(text));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    return bytes;
  }

  private static boolean isUtf8(String name) {
    for (String utf8 : UTF8_NAMES) {
      if (name.toUpperCase(Locale.ROOT).equals(utf8)) {
        return true;
      }
    }
    return false;
  }
}
