package org.gitsnapshot.compare;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.tarread.TarEnd;
import org.gitsnapshot.tarread.TarMember;
import org.gitsnapshot.tarread.TarPath;
import org.gitsnapshot.tarread.TarPrefix;
import org.jspecify.annotations.Nullable;

/**
 * All entries of a side, in their order.
 *
 * @param items the entries
 * @param end what else a tar has; null for a directory
 * @param tops what may be the top directory, each with a slash at its end or empty, the likeliest
 *     first
 */
record Inventory(List<Item> items, @Nullable TarEnd end, List<ByteString> tops) {
  /** Looks for the top directory in the paths. */
  static Inventory of(List<Item> items, @Nullable TarEnd end) {
    TarPrefix prefix = new TarPrefix();
    for (Item item : items) {
      if (!item.label) {
        prefix.add(item.path, item.kind == TarMember.Kind.DIRECTORY);
      }
    }
    return new Inventory(items, end, candidates(prefix.get(), prefix.firstPart()));
  }

  /** Returns the same where the prefix is known; one without a slash at its end is no directory. */
  Inventory withPrefix(ByteString prefix) {
    ByteString normal = TarPath.normal(prefix);
    boolean directory = prefix.endsWith('/') && !normal.isEmpty();
    return new Inventory(items, end, candidates(directory ? normal.concat('/') : ByteString.EMPTY));
  }

  private static List<ByteString> candidates(ByteString... tops) {
    Set<ByteString> all = new LinkedHashSet<>(List.of(tops));
    all.add(ByteString.EMPTY);
    return List.copyOf(all);
  }

  /** Returns the top directory with a slash at its end; empty if there is none. */
  ByteString top() {
    return tops.get(0);
  }

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
