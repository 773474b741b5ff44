package org.gitsnapshot.pretty;

import org.gitsnapshot.io.ByteString;

/**
 * The names and addresses that a {@code .mailmap} gives instead of those in commits; see
 * gitmailmap(5). Immutable and thread-safe.
 */
public final class Mailmap {
  /** No mapping. */
  public static final Mailmap EMPTY = new Mailmap();

  private Mailmap() {}

  /** A person as a commit or a mailmap has them. */
  public record Person(ByteString name, ByteString email) {}

  /** Returns who somebody is. */
  public Person map(Person person) {
    return person;
  }
}
