package org.gitsnapshot.tree;

import java.io.IOException;
import java.io.OutputStream;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.io.ByteString;

/**
 * Refuses a file in which {@code export-subst} would expand something, rather than archive it
 * wrongly.
 */
final class SubstitutionGuard {
  private SubstitutionGuard() {}

  /**
   * Returns if there is nothing to expand.
   *
   * @param converted the file after all other conversions, which come first
   * @throws UnsupportedException if there is
   */
  static void refuse(ByteString path, Content converted) throws IOException {
    MarkerSearch search = new MarkerSearch("$Format:", "$");
    converted.writeTo(search);
    if (search.found()) {
      throw new UnsupportedException(
          path.display()
              + ": its attribute export-subst changes its content, and this version cannot convert",
          "the snapshot is not written, since it would not be git's");
    }
  }

  /**
   * A stream that looks for short runs of bytes, one after the other. None has its first byte a
   * second time.
   */
  private static final class MarkerSearch extends OutputStream {
    private final String[] markers;
    private int marker;
    private int matched;

    MarkerSearch(String... markers) {
      this.markers = markers;
    }

    boolean found() {
      return marker == markers.length;
    }

    @Override
    public void write(int b) {
      if (found()) {
        return;
      }
      String wanted = markers[marker];
      if ((byte) b != wanted.charAt(matched)) {
        matched = 0;
      }
      if ((byte) b == wanted.charAt(matched)) {
        matched++;
      }
      if (matched == wanted.length()) {
        matched = 0;
        marker++;
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      for (int i = offset; i < offset + length && !found(); i++) {
        write(bytes[i]);
      }
    }
  }
}
