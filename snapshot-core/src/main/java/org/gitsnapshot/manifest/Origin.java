package org.gitsnapshot.manifest;

import java.util.Optional;
import org.gitsnapshot.hash.Oid;

/** Where a mirror's file came from. */
public sealed interface Origin {

  /**
   * Made from a commit.
   *
   * @param url the repository's URL as the source list or pin has it
   * @param ref the reference as written there
   * @param commit the commit that the reference led to
   * @param tree the commit's tree
   */
  record Git(String url, String ref, Oid commit, Oid tree) implements Origin {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if a text is empty, or commit and tree are ids of different
     *     kinds
     */
    public Git {
      MirrorFile.check(!url.isEmpty() && !ref.isEmpty(), "a git origin has a url and a ref");
      MirrorFile.check(
          commit.format() == tree.format(), "commit and tree are of different repositories");
    }
  }

  /**
   * Downloaded.
   *
   * @param url the upstream URL, as the source list has it
   * @param from the URL that the bytes came from in the end, where it is another: after redirects,
   *     or of a mirror; without a query or credentials
   * @param mirror the base URL of the mirror that gave it, if one did
   */
  record Download(String url, Optional<String> from, Optional<String> mirror) implements Origin {
    /**
     * Checks the parts; a {@code from} that only repeats the URL is left out.
     *
     * @throws IllegalArgumentException if a text is empty
     */
    public Download {
      MirrorFile.check(
          !url.isEmpty()
              && from.map(text -> !text.isEmpty()).orElse(true)
              && mirror.map(text -> !text.isEmpty()).orElse(true),
          "a URL is not empty");
      String upstream = url;
      from = from.filter(text -> !text.equals(upstream));
    }
  }
}
