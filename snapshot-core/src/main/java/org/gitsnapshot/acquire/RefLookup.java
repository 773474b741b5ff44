package org.gitsnapshot.acquire;

import java.io.IOException;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a revision means among a repository's refs and ids.
 *
 * <p>A name that could mean two commits is refused and never guessed at.
 */
final class RefLookup {
  private final String url;
  private final Refs refs;
  private final ShortIds shortIds;

  /** The refs of a repository by their full names. */
  interface Refs {
    /** Returns what a ref points to, tags peeled; null if there is none of this name. */
    @Nullable Oid get(String name) throws IOException;
  }

  /** Finds commits by their first digits. */
  interface ShortIds {
    /** Returns all commits whose ids begin with these digits. */
    Collection<Oid> beginningWith(String digits) throws IOException;
  }

  /**
   * Looks in these places.
   *
   * @param url the repository, for messages
   * @param refs asked for the few names that a revision can have
   * @param shortIds asked only for what looks like the beginning of an id
   */
  RefLookup(String url, Refs refs, ShortIds shortIds) {
    this.url = url;
    this.refs = refs;
    this.shortIds = shortIds;
  }

  /**
   * Returns the one commit that a revision means.
   *
   * @throws UnavailableException if there is none
   * @throws InvalidInputException if it could mean more than one
   */
  ResolvedRef find(Revision revision) throws IOException {
    ResolvedRef named = findByName(revision);
    if (!revision.looksShort()) {
      if (named == null) {
        throw new UnavailableException(url + " has no tag or branch " + revision.text(), null);
      }
      return named;
    }
    Collection<Oid> ids = new TreeSet<>(shortIds.beginningWith(revision.text()));
    if (named != null) {
      ids.remove(named.commit());
      if (!ids.isEmpty()) {
        throw ambiguous(revision, named.name() + ", " + list(ids), "write " + named.name());
      }
      return named;
    }
    if (ids.size() > 1) {
      throw ambiguous(revision, list(ids), "write more digits");
    }
    if (ids.isEmpty()) {
      throw new UnavailableException(
          url + " has no tag, branch or commit " + revision.text(), null);
    }
    return new ResolvedRef(ids.iterator().next(), ResolvedRef.Kind.SHORT_ID, revision.text(), url);
  }

  private @Nullable ResolvedRef findByName(Revision revision) throws IOException {
    String text = revision.text();
    if (revision.isFullRef()) {
      return exact(text);
    }
    ResolvedRef tag = exact("refs/tags/" + text);
    ResolvedRef branch = exact("refs/heads/" + text);
    if (tag != null && branch != null && !tag.commit().equals(branch.commit())) {
      throw ambiguous(
          revision,
          "tag " + tag.commit() + ", branch " + branch.commit(),
          "write " + tag.name() + " or " + branch.name());
    }
    if (tag != null) {
      return tag;
    }
    return branch != null ? branch : exact("refs/" + text);
  }

  private @Nullable ResolvedRef exact(String name) throws IOException {
    Oid commit = refs.get(name);
    return commit == null ? null : new ResolvedRef(commit, kindOf(name), name, url);
  }

  private static ResolvedRef.Kind kindOf(String name) {
    if (name.startsWith("refs/tags/")) {
      return ResolvedRef.Kind.TAG;
    }
    if (name.startsWith("refs/heads/")) {
      return ResolvedRef.Kind.BRANCH;
    }
    return name.equals("HEAD") ? ResolvedRef.Kind.HEAD : ResolvedRef.Kind.OTHER_REF;
  }

  private InvalidInputException ambiguous(Revision revision, String candidates, String hint) {
    return new InvalidInputException(
        revision.text() + " is ambiguous in " + url + ": " + candidates, hint);
  }

  private static String list(Collection<Oid> ids) {
    return ids.stream().map(id -> "commit " + id).collect(Collectors.joining(", "));
  }
}
