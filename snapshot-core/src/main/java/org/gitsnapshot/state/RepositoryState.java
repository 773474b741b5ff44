package org.gitsnapshot.state;

import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.History;

/** Answers what {@code git archive} would find in a repository at one commit. */
public final class RepositoryState {
  private final History history;
  private final Oid commit;

  /** Takes a repository, which the caller closes, and the commit that is archived. */
  public RepositoryState(History history, Oid commit) {
    this.history = history;
    this.commit = commit;
  }
}
