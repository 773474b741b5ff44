package org.gitsnapshot.serve;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that can be asked for.
 *
 * @param path where it is
 * @param size its size in bytes
 * @param sha256 its digest in hex, which is its entity tag
 * @param modified when it was last changed, where that is known beforehand
 * @param type its media type
 * @param content its bytes, where they are held: a list, which must fit the other lists
 */
record ServedFile(
    Path path,
    long size,
    String sha256,
    Optional<Instant> modified,
    String type,
    Optional<byte[]> content) {
  /** Returns the entity tag with its quotes; it is a strong one. */
  String tag() {
    return "\"" + sha256 + "\"";
  }
}
