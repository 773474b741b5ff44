package org.gitsnapshot.bootstrap;

import java.util.List;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.hash.Digest;

/**
 * One file that a step wants.
 *
 * @param name its name in the flat directory of all sources
 * @param sha256 what it must be
 * @param origin how it is had
 * @param position where its line is
 */
public record Source(String name, Digest sha256, Origin origin, Position position) {
  /** How a file is had. */
  public sealed interface Origin permits Download, Git {}

  /**
   * It is downloaded.
   *
   * @param urls where from, tried in this order; at least one
   */
  public record Download(List<String> urls) implements Origin {
    /** Copies the list. */
    public Download {
      urls = List.copyOf(urls);
    }
  }

  /**
   * It is made from a commit.
   *
   * @param repository the URL of the repository
   * @param reference a tag, a full id or the first digits of one, as it is written: the prefix has
   *     it too
   */
  public record Git(String repository, String reference) implements Origin {}
}
