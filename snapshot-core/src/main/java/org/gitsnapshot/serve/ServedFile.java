package org.gitsnapshot.serve;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that can be asked for.
 *
 * @param path where it is
 * @param size its size in bytes
 * @param sha256 its digest in hex, which is its entity tag; for padding another that says as much
 * @param modified when it was last changed, where that is known beforehand
 * @param type its media type
 * @param content its bytes, where they are held: a list, which must fit the other lists
 * @param zeros whether it is nowhere, and all zero bytes
 */
record ServedFile(
    Path path,
    long size,
    String sha256,
    Optional<Instant> modified,
    String type,
    Optional<byte[]> content,
    boolean zeros) {
  /** Creates one of a file, or of a list that is held. */
  ServedFile(
      Path path,
      long size,
      String sha256,
      Optional<Instant> modified,
      String type,
      Optional<byte[]> content) {
    this(path, size, sha256, modified, type, content, false);
  }

  /** Returns the padding of a torrent: so many zero bytes. */
  static ServedFile padding(Path path, int size) {
    return new ServedFile(
        path,
        size,
        "padding-" + size,
        Optional.of(Instant.EPOCH),
        "application/octet-stream",
        Optional.empty(),
        true);
  }

  /** Returns the entity tag with its quotes; it is a strong one. */
  String tag() {
    return "\"" + sha256 + "\"";
  }
}
