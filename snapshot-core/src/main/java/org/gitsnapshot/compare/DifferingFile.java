package org.gitsnapshot.compare;

import java.util.OptionalLong;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.FileDifference.Change;
import org.jspecify.annotations.Nullable;

/**
 * A file that differs, before its contents are read again.
 *
 * @param explained whether they need not be, as the reason says it all
 */
record DifferingFile(
    ByteString path, Change change, @Nullable Item a, @Nullable Item b, boolean explained) {
  DifferingFile(ByteString path, Change change, @Nullable Item a, @Nullable Item b) {
    this(path, change, a, b, false);
  }

  DifferingFile asExplained() {
    return new DifferingFile(path, change, a, b, true);
  }

  /** Returns where its content is in side A's raw tar; nothing if it has no such place. */
  OptionalLong placeA() {
    Item item = a;
    return item == null ? OptionalLong.empty() : OptionalLong.of(item.content.contentOffset);
  }
}
