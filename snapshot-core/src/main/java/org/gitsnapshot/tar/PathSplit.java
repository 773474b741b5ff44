package org.gitsnapshot.tar;

import org.gitsnapshot.io.ByteString;

/**
 * Where a path of more than 100 bytes is cut in two for the ustar fields prefix and name.
 *
 * <p>The slash at the cut is in neither. The prefix is as long as possible and, since the search
 * starts one byte before the field's end, at most 154 bytes.
 */
final class PathSplit {
  /** There is no cut that fits both fields. */
  static final int NONE = -1;

  private PathSplit() {}

  /**
   * Returns the index of the slash to cut at, or {@link #NONE}.
   *
   * @param path more than 100 bytes; a directory's with its slash at the end
   * @param keepEndSlash whether the slash at a directory's end may be the cut, as it could up to
   *     git 1.8.1: the name is then empty
   */
  static int find(ByteString path, boolean keepEndSlash) {
    int end = path.length();
    if (!keepEndSlash && path.endsWith('/')) {
      end--;
    }
    int cut = Math.min(end, UstarHeader.PREFIX_SIZE) - 1;
    while (cut > 0 && path.at(cut) != '/') {
      cut--;
    }
    int rest = path.length() - cut - 1;
    return cut > 0 && rest <= UstarHeader.NAME_SIZE ? cut : NONE;
  }
}
