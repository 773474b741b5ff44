package org.gitsnapshot.acquire;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.gitsnapshot.io.ByteString;

/**
 * The names of refs in a server's lines as bytes, which is what they are.
 *
 * <p>JGit decodes a line as UTF-8, and one that is not UTF-8 as Latin-1; of a server of plain files
 * it replaces what it cannot decode. The name that it gives does not tell which it was.
 */
final class RawNames {
  /** What stands for bytes that are lost. */
  private static final char REPLACED = '\uFFFD';

  /** A byte that UTF-8 never has. */
  private static final char NO_UTF8 = '\u00FF';

  /** The words of lines that are not UTF-8, as JGit decodes them. */
  private final Set<String> latin = new HashSet<>();

  /** Takes a line that JGit reads too. */
  void line(byte[] bytes, int length) {
    ByteString line = ByteString.of(bytes, 0, length);
    if (line.asUtf8() != null) {
      return;
    }
    // The id, the name, and behind it what protocol 2 and, after a NUL, protocol 0 say beside it.
    for (String word : latin(bytes, length).split("[ \0\n:]", -1)) {
      if (word.chars().anyMatch(c -> c > 0x7f)) {
        latin.add(word);
      }
    }
  }

  private static String latin(byte[] bytes, int length) {
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  /** Returns the bytes of a name that JGit gave; if they are lost, others that are no UTF-8. */
  ByteString of(String name) {
    if (latin.contains(name)) {
      return ByteString.of(name.getBytes(StandardCharsets.ISO_8859_1));
    }
    if (name.indexOf(REPLACED) >= 0) {
      String lost = name.replace(REPLACED, NO_UTF8);
      byte[] bytes = lost.getBytes(StandardCharsets.ISO_8859_1);
      return ByteString.of(bytes);
    }
    return ByteString.utf8(name);
  }
}
