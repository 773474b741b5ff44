package org.gitsnapshot.tree;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.tree.Conversion.Kind;

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
    boolean substitutes = conversions.stream().anyMatch(c -> c.kind() == Kind.SUBSTITUTION);
    if (size > BIG_FILE && !substitutes) {
      return;
    }
    for (Conversion conversion : conversions) {
      if (changes(conversion.kind(), size)) {
        String why =
            conversion.kind() == Kind.UNNAMED_ENCODING
                ? " names no encoding, and git refuses it"
                : " changes its content, and this version cannot convert";
        throw new UnsupportedException(
            path.display() + ": its attribute " + conversion.attribute() + why,
            "the snapshot is not written, since it would not be git's");
      }
    }
  }

  private boolean changes(Kind kind, long size) throws IOException {
    return switch (kind) {
      // What an encoding leaves alone only a converter knows.
      case ENCODING -> size > 0;
      case UNNAMED_ENCODING -> true;
      case LINE_ENDS -> lineEnds().hasLoneLf();
      case LINE_ENDS_OF_TEXT -> lineEnds().isTextWithLfAlone();
      // More than git replaces: it also wants a dollar sign in the same line.
      case IDENT -> contains("$Id");
      case SUBSTITUTION -> contains("$Format:", "$");
    };
  }

  private LineEnds lineEnds() throws IOException {
    LineEnds ends = new LineEnds();
    objects.blob(blob).writeTo(ends);
    return ends;
  }

  private boolean contains(String... markers) throws IOException {
    MarkerSearch search = new MarkerSearch(markers);
    objects.blob(blob).writeTo(search);
    return search.found();
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
