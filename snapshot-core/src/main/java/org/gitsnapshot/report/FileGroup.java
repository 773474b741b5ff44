package org.gitsnapshot.report;

import java.util.List;
import org.gitsnapshot.io.ByteString;

/**
 * Files that differ for what seems to be one reason.
 *
 * @param what the reason in words, such as {@code not in the commit: by its name made by autotools}
 * @param files their paths below the top directory, sorted; the first of them where there are more
 *     than were asked for
 * @param count how many there are
 */
public record FileGroup(String what, List<ByteString> files, long count) {
  /** Copies the list. */
  public FileGroup {
    files = List.copyOf(files);
  }

  /** Creates a group of which all files are listed. */
  public FileGroup(String what, List<ByteString> files) {
    this(what, files, files.size());
  }

  /** Returns how many files are not listed. */
  public long leftOut() {
    return count - files.size();
  }
}
