package org.gitsnapshot.tarread;

import java.util.List;
import java.util.Optional;

/**
 * What there is besides the entries, known when all have been read.
 *
 * @param entries how many there are
 * @param offset where the last entry ends
 * @param zeros how many bytes of zeros follow; none if the tar just ends, and 1024 is the least
 *     that POSIX asks for
 * @param behind how many bytes follow the first block that is not zero, with that block; usually
 *     none
 * @param globals the global headers, in their order
 */
public record TarEnd(
    long entries, long offset, long zeros, long behind, List<TarExtension> globals) {
  /** Copies the list. */
  public TarEnd {
    globals = List.copyOf(globals);
  }

  /** Returns what to say of a tar without entries, behind its name; nothing if it has some. */
  public Optional<String> emptiness() {
    if (entries > 0) {
      return Optional.empty();
    }
    if (behind > 0) {
      return Optional.of(
          "has no entries: " + zeros + " bytes of zeros, which end a tar, come before the rest");
    }
    return Optional.of(
        offset > 0
            ? "has no entries, only headers for all of them"
            : "has no entries: all its " + zeros + " bytes are zeros");
  }
}
