package org.gitsnapshot.pretty;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Which characters take no column or two. The ranges are git 2.55's; older versions know fewer,
 * since Unicode has grown.
 */
final class WidthTable {
  private static final String RESOURCE = "widths.txt";

  /** Starts of ranges in rising order, and where each ends, and the columns of all in it. */
  private static final int[] FIRST;

  private static final int[] LAST;
  private static final int[] COLUMNS;

  static {
    String[] lines = lines();
    FIRST = new int[lines.length];
    LAST = new int[lines.length];
    COLUMNS = new int[lines.length];
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i];
      int dash = line.indexOf('-');
      int space = line.indexOf(' ');
      FIRST[i] = Integer.parseInt(line, 0, dash, 16);
      LAST[i] = Integer.parseInt(line, dash + 1, space, 16);
      COLUMNS[i] = Integer.parseInt(line, space + 1, line.length(), 10);
    }
  }

  private WidthTable() {}

  /** Returns the columns of a character that is no control character: 0, 1 or 2. */
  static int columns(int codePoint) {
    int found = Arrays.binarySearch(FIRST, codePoint);
    int range = found >= 0 ? found : -found - 2;
    return range >= 0 && codePoint <= LAST[range] ? COLUMNS[range] : 1;
  }

  private static String[] lines() {
    try (InputStream in = WidthTable.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing");
      }
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      return reader.lines().filter(line -> !line.startsWith("#")).toArray(String[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
