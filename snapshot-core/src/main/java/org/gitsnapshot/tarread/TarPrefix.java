package org.gitsnapshot.tarread;

import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Finds the directory that everything in a tar was packed in, from its paths one by one: what
 * {@code git archive} calls the prefix.
 *
 * <p>Where the first entry is a directory and everything is in it, as in what git writes, that is
 * the one, however deep; else it is the first part of all paths. A slash at the beginning of a path
 * is of its first part.
 */
public final class TarPrefix {
  private @Nullable ByteString first;

  /** How many bytes of the first path all paths begin with, up to a slash and with it. */
  private int common;

  /** Creates one that knows no path yet. */
  public TarPrefix() {}

  /**
   * Adds an entry.
   *
   * @param path without {@code ./} at its beginning; a slash at its end does not matter
   */
  public void add(ByteString path, boolean directory) {
    int end = path.length();
    while (end > 0 && path.at(end - 1) == '/') {
      end--;
    }
    if (end == 0) {
      return; // The directory that is unpacked into is above all others.
    }
    ByteString bare = path.substring(0, end);
    ByteString whole = directory ? bare.concat('/') : bare;
    ByteString known = first == null ? whole : first;
    int limit = first == null ? whole.length() : Math.min(common, whole.length());
    int same = 0;
    for (int i = 0; i < limit && known.at(i) == whole.at(i); i++) {
      same = known.at(i) == '/' ? i + 1 : same;
    }
    first = known;
    common = same;
  }

  /** Returns its path with a slash at its end; empty if there is none. */
  public ByteString get() {
    return first != null && common == first.length() ? first : firstPart();
  }

  /** Returns the first part of all paths with a slash at its end; empty if there are several. */
  public ByteString firstPart() {
    if (first == null) {
      return ByteString.EMPTY;
    }
    int length = 0;
    while (length < common && first.at(length) == '/') {
      length++;
    }
    while (length < common && first.at(length) != '/') {
      length++;
    }
    return length < common ? first.substring(0, length + 1) : ByteString.EMPTY;
  }
}
