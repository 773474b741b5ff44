package org.gitsnapshot.split;

import java.util.Comparator;
import java.util.List;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.SplitReport.DistFile;

/**
 * What cannot be divided: a content with all its names.
 *
 * @param names the files, in the order of their names' bytes; at least one, all with one content
 * @param cost the bytes that it takes on a medium
 * @param need its place in the order of need, from 0; {@link #ANY} where it has none
 */
record Item(List<DistFile> names, long cost, int need) {
  static final int ANY = Integer.MAX_VALUE;

  /** The largest first; of equals the one whose name's bytes come first. */
  static final Comparator<Item> LARGEST =
      Comparator.comparingLong((Item item) -> -item.cost).thenComparing(Item::first);

  Item {
    names = List.copyOf(names);
  }

  /** Returns the first of the names. */
  ByteString first() {
    return ByteString.utf8(names.get(0).name());
  }

  boolean ordered() {
    return need != ANY;
  }
}
