package org.gitsnapshot.pretty;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of encodings that iconv knows, and the charsets that convert as it does. */
final class EncodingNames {
  /**
   * One encoding.
   *
   * @param charset null if no charset of Java agrees with glibc
   */
  record Entry(@Nullable Charset charset) {
    private static final Entry UNKNOWN_CHARSET = new Entry(null);

    /** Returns whether a character may take several bytes. */
    boolean multibyte() {
      return charset != null && charset.newEncoder().maxBytesPerChar() > 1;
    }
  }

  private static final String RESOURCE = "encodings.txt";
  private static final Map<String, Entry> ENTRIES = read();

  private EncodingNames() {}

  /** Returns the encoding of a name, or null if it is unknown, or UTF-8 by another name. */
  static @Nullable Entry find(String name) {
    // Git's own synonym, for when iconv does not know it.
    String wanted = name.equalsIgnoreCase("latin-1") ? "ISO-8859-1" : name;
    // Glibc drops what cannot be part of a name, and takes a slash for the begin of an option.
    int slash = wanted.indexOf('/');
    String plain =
        (slash < 0 ? wanted : wanted.substring(0, slash))
            .replaceAll("[^A-Za-z0-9_.,:-]", "")
            .toUpperCase(Locale.ROOT);
    Entry entry = ENTRIES.get(plain);
    return entry != null && slash >= 0 ? Entry.UNKNOWN_CHARSET : entry;
  }

  private static Map<String, Entry> read() {
    try (InputStream in = EncodingNames.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing");
      }
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      Map<String, Entry> entries = new HashMap<>();
      reader.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(entries, line));
      return Map.copyOf(entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(Map<String, Entry> entries, String line) {
    String[] words = line.split(" ", -1);
    if (words[0].equals("UTF-8")) {
      return;
    }
    Entry entry =
        words[0].equals("-") ? Entry.UNKNOWN_CHARSET : new Entry(Charset.forName(words[0]));
    for (int i = 1; i < words.length; i++) {
      entries.put(words[i], entry);
    }
  }
}
