package org.gitsnapshot.error;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** How many files this process may still open. */
public final class FileLimit {
  private static final String ANY_FILE = "/dev/null";

  /**
   * What Java may want to open at once for something of its own, a jar or a file of its settings;
   * and what was open when it failed may be closed when that is told.
   */
  private static final int FEW = 16;

  private FileLimit() {}

  /** Returns whether the process is at its limit, or nearly; it is found out by opening some. */
  public static boolean areNearlyAllTaken() {
    List<InputStream> opened = new ArrayList<>();
    try {
      while (opened.size() < FEW) {
        opened.add(new FileInputStream(ANY_FILE));
      }
      return false;
    } catch (IOException e) {
      return Explanation.isOutOfFiles(String.valueOf(e.getMessage()));
    } finally {
      opened.forEach(FileLimit::close);
    }
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException nothingWasWritten) {
      // It was never read either.
    }
  }
}
