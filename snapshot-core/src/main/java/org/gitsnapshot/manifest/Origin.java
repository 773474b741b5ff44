package org.gitsnapshot.manifest;

import java.util.Optional;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.recipe.Compressor;

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

  /**
   * Made from another file, with the same raw bytes in another compressed form.
   *
   * @param name what that file is called, without a directory
   * @param sha256 its SHA-256
   * @param url where upstream has it, where that is known
   * @param compressor the engine and level that made the new file; nothing if it is the raw bytes
   * @param raw size and digest of the bytes that both hold, whether or not they are a tar
   */
  record Recompressed(
      String name,
      Digest sha256,
      Optional<String> url,
      Optional<Compressor> compressor,
      MirrorFile.RawTar raw)
      implements Origin {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if a text is empty or the digest another algorithm's
     */
    public Recompressed {
      MirrorFile.check(
          !name.isEmpty() && url.map(text -> !text.isEmpty()).orElse(true),
          "a name and a URL are not empty");
      MirrorFile.check(
          sha256.algorithm() == DigestAlgorithm.SHA256, "sha256 of " + name + " is another digest");
    }
  }
}
