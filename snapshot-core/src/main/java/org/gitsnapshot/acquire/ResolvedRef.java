package org.gitsnapshot.acquire;

import org.gitsnapshot.hash.Oid;

/**
 * The commit that a revision named.
 *
 * @param commit its full id
 * @param kind what the revision was
 * @param name the full name of the ref, or for an id the id as it was given
 * @param url the URL that answered, without a password; for a full id, which nobody is asked about,
 *     the first
 */
public record ResolvedRef(Oid commit, Kind kind, String name, String url) {
  /** What a revision can be. */
  public enum Kind {
    /** A tag, annotated or not. */
    TAG,
    /** A branch. */
    BRANCH,
    /** The repository's {@code HEAD}. */
    HEAD,
    /** A ref that is neither tag nor branch. */
    OTHER_REF,
    /** A full id; nobody was asked. */
    COMMIT_ID,
    /** The first digits of an id. */
    SHORT_ID
  }
}
