package org.gitsnapshot.tarread;

import org.gitsnapshot.io.ByteString;

/** Paths as programs unpack them, however they are written: {@code ./a//b/} is {@code a/b}. */
public final class TarPath {
  private TarPath() {}

  /** Returns a path without parts that say nothing and slashes at its end. */
  public static ByteString normal(ByteString path) {
    byte[] kept = new byte[path.length()];
    int length = 0;
    int from = 0;
    for (int i = 0; i <= path.length(); i++) {
      if (i < path.length() && path.at(i) != '/') {
        continue;
      }
      boolean nothing = i == from || (i == from + 1 && path.at(from) == '.');
      if (!nothing) {
        if (length > 0 || path.at(0) == '/') {
          kept[length++] = '/';
        }
        path.copyTo(from, kept, length, i - from);
        length += i - from;
      }
      from = i + 1;
    }
    return length == path.length() ? path : ByteString.of(kept, 0, length);
  }
}
