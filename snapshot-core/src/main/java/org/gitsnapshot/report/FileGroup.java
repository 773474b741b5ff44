package org.gitsnapshot.report;

import java.util.List;
import org.gitsnapshot.io.ByteString;

/**
 * Files that differ from the commit for what seems to be one reason.
 *
 * @param what the reason in words, such as {@code not in the commit: made by autotools}
 * @param files their paths below the top directory, sorted
 */
public record FileGroup(String what, List<ByteString> files) {
  /** Copies the list. */
  public FileGroup {
    files = List.copyOf(files);
  }
}
