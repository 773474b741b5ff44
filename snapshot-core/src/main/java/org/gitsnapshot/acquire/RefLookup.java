package org.gitsnapshot.acquire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
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
  /**
   * Where a name is looked for. Git takes the first of gitrevisions(7), which is the last of these.
   */
  private static final List<String> PLACES = List.of("refs/tags/", "refs/heads/", "refs/");

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
    List<ResolvedRef> found = new ArrayList<>();
    for (String place : PLACES) {
      addIfThere(place + text, found);
    }
    if (Revision.isBesideHead(text)) {
      addIfThere(text, found);
    }
    if (found.stream().map(ResolvedRef::commit).distinct().count() > 1) {
      throw ambiguous(
          revision,
          listed(found, ", ", ref -> word(ref.kind()) + " " + ref.commit()),
          "write " + listed(found, " or ", ResolvedRef::name));
    }
    if (!found.isEmpty()) {
      return found.get(0);
    }
    ResolvedRef remote = exact("refs/remotes/" + text);
    return remote != null ? remote : exact("refs/remotes/" + text + "/HEAD");
  }

  private void addIfThere(String name, List<ResolvedRef> to) throws IOException {
    ResolvedRef ref = exact(name);
    if (ref != null) {
      to.add(ref);
    }
  }

  private static String word(ResolvedRef.Kind kind) {
    return switch (kind) {
      case TAG -> "tag";
      case BRANCH -> "branch";
      default -> "ref";
    };
  }

  private static String listed(
      List<ResolvedRef> refs, String between, Function<ResolvedRef, String> text) {
    return refs.stream().map(text).collect(Collectors.joining(between));
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
