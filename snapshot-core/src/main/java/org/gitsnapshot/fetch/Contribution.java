package org.gitsnapshot.fetch;

import org.gitsnapshot.hash.Digest;

/**
 * What a mirror sent of a file; once the file is right, it tells whether that was.
 *
 * @param mirror who
 * @param from the first byte
 * @param to the byte after the last
 * @param sha256 the digest of the bytes sent
 */
record Contribution(Mirror mirror, long from, long to, Digest sha256) {
  boolean overlaps(long start, long end) {
    return from < end && to > start;
  }
}
