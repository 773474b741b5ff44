package org.gitsnapshot.pretty;

import java.io.IOException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;

/**
 * What a format asks for that is not in the commit. Each method is called only when a format needs
 * its answer, since an answer may take a repository's whole history.
 */
public interface FormatState {
  /** Returns the first hex digits of an id, as {@code %h} has them. */
  String abbreviate(Oid id) throws IOException;

  /**
   * Returns the names of the commit as {@code %D} has them, such as {@code HEAD -> maint, tag:
   * 0.18.0}; empty if there are none.
   */
  ByteString decorations() throws IOException;

  /**
   * Returns what {@code %(describe)} expands to, which may be nothing at all. Asked once at most,
   * since git expands the first of an archive only.
   */
  ByteString describe(DescribeOptions options) throws IOException;

  /** Returns who somebody is by the mailmap, for {@code %aN} and its kin. */
  Mailmap.Person mapped(Mailmap.Person person) throws IOException;

  /**
   * Returns what depends on the clock or on somebody's keys, and is therefore never computed.
   *
   * @param placeholder as written without modifiers, such as {@code %ar} or {@code %G?}
   * @throws org.gitsnapshot.error.UnsupportedException if the recipe does not give it
   */
  ByteString given(String placeholder) throws IOException;
}
