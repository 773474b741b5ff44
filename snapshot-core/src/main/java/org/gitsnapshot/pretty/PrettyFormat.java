package org.gitsnapshot.pretty;

import java.io.IOException;
import org.gitsnapshot.hash.Oid;

/** Expands git's pretty formats for one commit. For one thread at a time. */
public final class PrettyFormat {
  private final Oid id;
  private final byte[] commit;
  private final FormatState state;

  /**
   * Takes a commit.
   *
   * @param id its id
   * @param commit the bytes of the commit object
   * @param state asked for what is not in them
   */
  public PrettyFormat(Oid id, byte[] commit, FormatState state) {
    this.id = id;
    this.commit = commit.clone();
    this.state = state;
  }

  /**
   * Returns what a format expands to.
   *
   * @param format the bytes between {@code $Format:} and the next {@code $}
   * @throws org.gitsnapshot.error.UnsupportedException if it asks for what nobody can know later,
   *     and the recipe does not give it
   */
  public byte[] expand(byte[] format) throws IOException {
    return format.clone();
  }
}
