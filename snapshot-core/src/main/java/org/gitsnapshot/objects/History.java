package org.gitsnapshot.objects;

import java.io.IOException;
import org.gitsnapshot.hash.Oid;

/**
 * A repository with what its refs lead to, and not one commit alone.
 *
 * <p>Each method gets only what it needs: a server's refs cost one question, its tags and commits a
 * fetch without files, its ids a fetch of everything. Nothing that a repository says beside its
 * objects has a say in them: replacements, grafts and shallow marks are not looked at.
 *
 * <p>Thread-safe; closed by whoever got it, after the readers it gave out.
 */
public interface History extends AutoCloseable {
  /**
   * Returns the refs and HEAD. Without {@code refs/replace/}, which git takes for no refs when it
   * does not replace; without those whose objects are missing.
   */
  RefList refs() throws IOException;

  /**
   * Returns the refs, of which each tag leads where its object says. In {@link #refs} a server is
   * believed, which may say nothing of what its tags lead to.
   */
  default RefList provedRefs() throws IOException {
    return refs();
  }

  /** Returns a reader of all commits and tags that refs lead to, for one thread at a time. */
  ObjectReader commits() throws IOException;

  /**
   * Returns whether parents may be missing, as in a shallow clone. What is not found by the commits
   * that are there, such as a tag, may then be behind those that are not.
   */
  boolean isShallow() throws IOException;

  /**
   * Returns a reader of one commit with its trees and files, for one thread at a time.
   *
   * @throws org.gitsnapshot.error.UnavailableException if it cannot be had
   */
  ObjectReader snapshot(Oid commit) throws IOException;

  /**
   * Returns how many objects the packs have, as git counts them for abbreviation: in a repository
   * on disk the sum over its packs and those of its alternates, loose objects not counted. What was
   * fetched counts each object once, as a fresh clone would, but for objects that no ref of the
   * server leads to any more.
   */
  long packedObjects() throws IOException;

  /**
   * Returns how many hex digits an id needs so that no other object's id begins with them, whether
   * in a pack or loose.
   *
   * @param least from how many digits on, at least 4
   */
  int uniqueDigits(Oid id, int least) throws IOException;

  @Override
  void close() throws IOException;
}
