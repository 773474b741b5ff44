package org.gitsnapshot.tar;

/**
 * What was written.
 *
 * @param size bytes, trailer included
 * @param entries directories, files, links and submodules, the prefix's own entry included and
 *     extended headers not
 * @param extended how many entries needed a pax header
 * @param timeFits whether ustar can hold the time
 */
public record TarSummary(long size, long entries, long extended, boolean timeFits) {
  /**
   * Returns whether a reader that knows ustar and skips what it does not know loses nothing: no
   * entry has a pax header and the time fits (the global header then only carries a comment).
   */
  public boolean plainUstar() {
    return timeFits && extended == 0;
  }
}
