package org.gitsnapshot.objects;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.hash.Oid;

/**
 * A repository with what its refs lead to, and not one commit alone.
 *
 * <p>Each method gets only what it needs: a server's refs cost one question, its tags and commits a
 * fetch without files, its ids a fetch of everything. Thread-safe; closed by whoever got it.
 */
public interface History extends AutoCloseable {
  /**
   * A ref.
   *
   * @param name its full name
   * @param target the id it holds: of a commit, an annotated tag, or what else there may be
   */
  record NamedRef(String name, Oid target) {}

  /** Returns the refs below {@code refs/}, sorted by the bytes of their names. */
  List<NamedRef> refs() throws IOException;

  /** Returns what HEAD holds or leads to; nothing where there is none. */
  Optional<Oid> head() throws IOException;

  /** Returns the full name of the ref that HEAD is symbolic for, if it is and if that is known. */
  Optional<String> headName() throws IOException;

  /** Returns a reader of all commits and tags that refs lead to, for one thread at a time. */
  ObjectReader commits() throws IOException;

  /** Returns how many objects the packs have, as git counts them for abbreviation. */
  long packedObjects() throws IOException;

  /**
   * Returns how many hex digits an id needs so that no other object's id begins with them, from
   * {@code least} on.
   */
  int uniqueDigits(Oid id, int least) throws IOException;

  /** Returns a reader of everything, for one thread at a time. */
  ObjectReader all() throws IOException;

  @Override
  void close() throws IOException;
}
