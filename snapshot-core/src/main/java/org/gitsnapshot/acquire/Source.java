package org.gitsnapshot.acquire;

import java.io.IOException;
import java.util.Optional;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.RefList;

/** One place that a repository can be had from. */
interface Source {
  /** Returns the URL as it is used, without a password. */
  String url();

  /**
   * Looks for a complete commit where that is quick: without the network, without reading a bundle.
   *
   * @throws org.gitsnapshot.error.InvalidInputException if the id is that of another kind of object
   * @throws org.gitsnapshot.error.SnapshotException if something is wrong here, which {@link
   *     #fetch} would throw as well
   */
  Optional<ObjectStore> find(Oid commit) throws IOException;

  /**
   * Gets a complete commit.
   *
   * @param ref a name under which a server may have it, tried before others
   * @throws org.gitsnapshot.error.SnapshotException if it cannot be had here; the message names the
   *     place
   */
  ObjectStore fetch(Oid commit, Optional<String> ref) throws IOException;

  /**
   * Gets a commit for somebody who has no other place to get it from, and reads all of it at once:
   * whether it is complete may be left to show in the reading.
   *
   * @throws org.gitsnapshot.error.SnapshotException as {@link #fetch} does
   */
  default ObjectStore only(Oid commit, Optional<String> ref) throws IOException {
    Optional<ObjectStore> found = find(commit);
    return found.isPresent() ? found.get() : fetch(commit, ref);
  }

  /**
   * Gets a commit and its trees, and no more than that where less than everything can be had.
   *
   * @throws org.gitsnapshot.error.SnapshotException if they cannot be had here; the message names
   *     the place
   */
  ObjectStore trees(Oid commit) throws IOException;

  /**
   * Returns whether a commit is there, as far as that is quick to say: without the network, without
   * reading a bundle.
   */
  boolean has(Oid commit) throws IOException;

  /**
   * Returns the refs, for who knows no commit.
   *
   * @throws org.gitsnapshot.error.SnapshotException if they cannot be had here; the message names
   *     the place
   */
  RefList refs() throws IOException;

  /**
   * Opens the repository with its refs and what they lead to.
   *
   * @param commit the commit that will be asked about
   * @throws org.gitsnapshot.error.SnapshotException if that cannot be had here; the message names
   *     the place
   */
  History history(Oid commit) throws IOException;

  /** Finds the commit that a revision names; see {@link Acquirer#resolve}. */
  ResolvedRef resolve(Revision revision) throws IOException;
}
