package org.gitsnapshot.clean;

import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/** Finds the directory that everything in a tar is in, from its paths one by one. */
public final class TopDirectory {
  private @Nullable ByteString first;
  private boolean several;

  /** Creates one that knows no path yet. */
  public TopDirectory() {}

  /** Adds an entry. */
  public void add(ByteString path, boolean directory) {
    ByteString normal = RemovalRules.normal(path);
    if (normal.isEmpty() || several) {
      return; // The directory "./" itself is above all others.
    }
    int slash = normal.indexOf('/');
    ByteString top = slash < 0 ? normal : normal.substring(0, slash);
    several = (slash < 0 && !directory) || (first != null && !first.equals(top));
    first = top;
  }

  /** Returns its path with a slash at the end; empty if there are several, or none. */
  public ByteString get() {
    return first == null || several ? ByteString.EMPTY : first.concat('/');
  }
}
