package org.gitsnapshot.tree;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;

/** Refuses a file that git would not archive as it is stored, rather than archive it wrongly. */
final class ConversionGuard {
  /** {@code core.bigFileThreshold}: larger blobs are written as they are, but for export-subst. */
  private static final long BIG_FILE = 512L << 20;

  private final ObjectReader objects;
  private final ByteString path;
  private final Oid blob;

  ConversionGuard(ObjectReader objects, ByteString path, Oid blob) {
    this.objects = objects;
    this.path = path;
    this.blob = blob;
  }

  /**
   * Returns if none of the conversions would change anything.
   *
   * @throws UnsupportedException if one would
   */
  void refuse(List<Conversion> conversions, long size) throws IOException {
    boolean substitutes = conversions.stream().anyMatch(c -> c.attribute().equals("export-subst"));
    if (size > BIG_FILE && !substitutes) {
      return;
    }
    for (Conversion conversion : conversions) {
      if (size > 0 && contains(conversion.marker())) {
        throw new UnsupportedException(
            path.display()
                + ": its attribute "
                + conversion.attribute()
                + " changes its content, and this version cannot convert",
            "the snapshot is not written, since it would not be git's");
      }
    }
  }

  private boolean contains(String marker) throws IOException {
    MarkerSearch search = new MarkerSearch(marker.getBytes(StandardCharsets.US_ASCII));
    objects.blob(blob).writeTo(search);
    return search.found();
  }

  /** A stream that looks for a short run of bytes whose first byte does not occur in it again. */
  private static final class MarkerSearch extends OutputStream {
    private final byte[] marker;
    private int matched;
    private boolean found;

    MarkerSearch(byte[] marker) {
      this.marker = marker;
      this.found = marker.length == 0;
    }

    boolean found() {
      return found;
    }

    @Override
    public void write(int b) {
      if (found) {
        return;
      }
      if ((byte) b != marker[matched]) {
        matched = 0;
      }
      if ((byte) b == marker[matched]) {
        matched++;
      }
      found = matched == marker.length;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      for (int i = offset; i < offset + length && !found; i++) {
        write(bytes[i]);
      }
    }
  }
}
