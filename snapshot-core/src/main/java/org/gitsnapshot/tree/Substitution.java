package org.gitsnapshot.tree;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.pretty.FormatFinder;
import org.gitsnapshot.pretty.PrettyFormat;

/**
 * Replaces each {@code $Format:…$} in a file by what the format expands to.
 *
 * <p>A file without any is passed on as a stream. Another is held whole, as git does it, since what
 * stands before a format can decide what it expands to: columns are counted from the line's
 * beginning, and {@code %-} takes line ends away.
 */
final class Substitution {
  private final PrettyFormat format;
  private final int limit;

  /**
   * Creates a substitution for one archive.
   *
   * @param limit the most bytes of a file that has a format in it
   */
  Substitution(PrettyFormat format, int limit) {
    this.format = format;
    this.limit = limit;
  }

  /** Opens a file's bytes anew for each reading. */
  interface Opener {
    Content open() throws IOException;
  }

  /** Returns the file with its formats replaced. */
  Content apply(Opener file) throws IOException {
    boolean[] any = {false};
    Content first = file.open();
    first.writeTo(new FormatFinder(limit, text -> any[0] = true));
    if (!any[0]) {
      return file.open();
    }
    if (first.size() > limit) {
      throw Limit.FORMAT_BYTES.exceeded(
          "there is a $Format: for export-subst in a file of " + first.size() + " bytes", limit);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream((int) first.size());
    file.open().writeTo(whole);
    return Content.of(format.substitute(whole.toByteArray()));
  }
}
