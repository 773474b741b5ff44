package org.gitsnapshot.compare;

import java.io.IOException;
import java.util.OptionalLong;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.FileDifference.Change;

/**
 * Tells why a file differs, for whoever knows more of a side than what is in it. By these reasons
 * the files of a report are grouped.
 */
@FunctionalInterface
public interface Reasons {
  /**
   * Returns why a file differs. Asked once for each, in the order of paths; there are to be few
   * reasons, since the first files of each are kept.
   *
   * @param path its path below the top directory
   * @param change what differs
   * @param placeA where its content is in side A's raw tar, if it is there
   */
  Reason of(ByteString path, Change change, OptionalLong placeA) throws IOException;

  /**
   * A reason.
   *
   * @param order how much it matters: the smallest is told first
   * @param what the reason in words
   */
  record Reason(int order, String what) {}
}
