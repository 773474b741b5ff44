package org.gitsnapshot.lint;

import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.pretty.DescribeOptions;
import org.gitsnapshot.pretty.FormatState;
import org.gitsnapshot.pretty.Mailmap;

/** Any answer will do where nothing is written: what formats ask for is found by reading them. */
final class NoState implements FormatState {
  @Override
  public String abbreviate(Oid id) {
    return id.hex();
  }

  @Override
  public ByteString decorations() {
    return ByteString.EMPTY;
  }

  @Override
  public ByteString describe(DescribeOptions options) {
    return ByteString.EMPTY;
  }

  @Override
  public Mailmap.Person mapped(Mailmap.Person person) {
    return person;
  }

  @Override
  public ByteString given(String placeholder) {
    return ByteString.EMPTY;
  }
}
