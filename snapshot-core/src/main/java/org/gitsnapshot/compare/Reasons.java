package org.gitsnapshot.compare;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.gitsnapshot.archive.Content;
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
   */
  Reason of(Differing file) throws IOException;

  /** A file that differs, of which each side may have an entry. */
  interface Differing {
    /** Returns its path below the top directory. */
    ByteString path();

    /** Returns what differs. */
    Change change();

    /** Returns where its content is in side A's raw tar, if it is there. */
    OptionalLong placeA();

    /** Returns whether its owner may execute it on one side and not on the other. */
    boolean executableOnOneSide();

    /** Returns its content on side B, if it is there. */
    Optional<Content> contentB();
  }

  /**
   * A reason.
   *
   * @param order how much it matters: the smallest is told first
   * @param what the reason in words
   * @param says whether they say all of the contents, which are not read again to show where they
   *     differ
   */
  record Reason(int order, String what, boolean says) {}
}
