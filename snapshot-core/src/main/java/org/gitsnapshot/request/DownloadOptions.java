package org.gitsnapshot.request;

import java.time.Duration;
import java.util.List;
import org.gitsnapshot.io.RecordText;

/**
 * How a mirror's downloads are done.
 *
 * @param mirrors base URLs of other mirrors, where a file is under its name; they take turns in
 *     being asked first
 * @param upstreamFirst whether a line's own URL is tried before the mirrors
 * @param atOnce how many downloads at once, from 1
 * @param perHost how many of them from one host, from 1
 * @param attempts how often a server that fails is asked for a file, from 1; one that goes on where
 *     it broke off is asked again as often as that takes
 * @param firstWait the bound of the wait after the first failure; each further one doubles it
 * @param maxBytes the longest file that is taken, in bytes: a server could send without end
 */
public record DownloadOptions(
    List<String> mirrors,
    boolean upstreamFirst,
    int atOnce,
    int perHost,
    int attempts,
    Duration firstWait,
    long maxBytes) {
  /** Eight at once, two of a host, four attempts, a second, 16 GiB; no mirrors. */
  public static final DownloadOptions DEFAULT =
      new DownloadOptions(List.of(), false, 8, 2, 4, Duration.ofSeconds(1), 16L << 30);

  /**
   * Copies the list and checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public DownloadOptions {
    mirrors = List.copyOf(mirrors);
    if (atOnce < 1 || perHost < 1 || attempts < 1 || maxBytes < 1 || firstWait.isNegative()) {
      throw new IllegalArgumentException("a number of the downloads is out of its range");
    }
  }

  /** Returns these with other mirrors. */
  public DownloadOptions withMirrors(List<String> others, boolean after) {
    return new DownloadOptions(others, after, atOnce, perHost, attempts, firstWait, maxBytes);
  }

  /** Returns these with another first wait. */
  public DownloadOptions withFirstWait(Duration wait) {
    return new DownloadOptions(mirrors, upstreamFirst, atOnce, perHost, attempts, wait, maxBytes);
  }

  /** Returns the text of a record, its URLs without what may be secret. */
  @Override
  public String toString() {
    return RecordText.of(this);
  }
}
