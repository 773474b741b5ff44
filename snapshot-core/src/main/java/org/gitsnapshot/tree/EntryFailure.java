package org.gitsnapshot.tree;

import java.io.IOException;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.io.ByteString;

/** Says of which entry an object is that is missing or damaged. */
final class EntryFailure {
  /** A longer path would hide what is wrong with it. */
  private static final int LONGEST = 400;

  private EntryFailure() {}

  /** Returns the failure with the entry's path, or the same one if it is of another kind. */
  static IOException of(ByteString path, IOException failed) {
    if (failed instanceof CorruptObjectException damaged) {
      return damaged.in(place(path));
    }
    if (failed instanceof UnavailableException missing) {
      return missing.in(place(path));
    }
    return failed;
  }

  private static String place(ByteString path) {
    return path.length() <= LONGEST ? path.display() : path.substring(0, LONGEST).display() + "...";
  }
}
