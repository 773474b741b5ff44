package org.gitsnapshot.compare;

import java.util.List;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.tarread.TarEnd;
import org.gitsnapshot.tarread.TarMember;
import org.jspecify.annotations.Nullable;

/**
 * All entries of a side, in their order.
 *
 * @param items the entries
 * @param end what else a tar has; null for a directory
 */
record Inventory(List<Item> items, @Nullable TarEnd end) {
  /** Returns the entries that have a place below the directory that is unpacked into. */
  List<Item> placed() {
    return items.stream().anyMatch(item -> item.label)
        ? items.stream().filter(item -> !item.label).toList()
        : items;
  }

  /** Returns the names of volumes. */
  List<Item> labels() {
    return items.stream().filter(item -> item.label).toList();
  }

  /** Returns how many bytes of every path are the top directory and its slash; 0 without one. */
  int top() {
    ByteString first = null;
    int length = 0;
    for (Item item : placed()) {
      if (item.path.isEmpty()) {
        continue; // The directory "./" itself.
      }
      if (first == null) {
        first = item.path;
        while (length < first.length() && first.at(length) != '/') {
          length++;
        }
        boolean directory = length < first.length() || item.kind == TarMember.Kind.DIRECTORY;
        if (!directory || length == 0) {
          return 0;
        }
      } else if (!below(item.path, first, length)) {
        return 0;
      }
    }
    return first == null ? 0 : length + 1;
  }

  private static boolean below(ByteString path, ByteString first, int length) {
    if (path.length() < length || (path.length() > length && path.at(length) != '/')) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (path.at(i) != first.at(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the entry that holds a byte of the raw tar, or null if it is of none. */
  @Nullable Item at(long offset) {
    int low = 0;
    int high = items.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Item item = items.get(middle);
      if (offset < item.offset) {
        high = middle - 1;
      } else if (offset >= item.end) {
        low = middle + 1;
      } else {
        return item;
      }
    }
    return null;
  }
}
