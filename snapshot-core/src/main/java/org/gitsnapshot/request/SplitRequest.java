package org.gitsnapshot.request;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Distfiles to be divided among media.
 *
 * @param input a mirror's directory, a mirror's manifest, a directory with {@code SHA256SUMS}, a
 *     checksum list beside its files, or a list of sizes and names
 * @param order in which the files are needed, if that matters
 * @param space what fits on a medium
 * @param output what is written, if anything
 */
public record SplitRequest(
    Path input, Optional<Order> order, Space space, Optional<Output> output) {
  /** In which order files are needed: an earlier one is never on a later medium. */
  public sealed interface Order permits Listed, Steps {}

  /**
   * The order of a list.
   *
   * @param file a list of names, one a line, or a checksum list
   */
  public record Listed(Path file) implements Order {}

  /**
   * The order in which live-bootstrap's steps use their sources.
   *
   * @param sources a pattern of files of sources, or the directory of the steps
   * @param part which of the steps
   */
  public record Steps(String sources, StepSet part) implements Order {}

  /**
   * What fits on a medium.
   *
   * @param size of a medium in bytes
   * @param reserve bytes of each medium that are for something else, such as the file system
   * @param block files take a whole number of blocks of so many bytes
   * @param perFile bytes that each name takes besides
   * @param copies whether each name of a content takes its room, as on file systems without hard
   *     links
   */
  public record Space(long size, long reserve, long block, long perFile, boolean copies) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if nothing could fit, or a number is negative or absurd
     */
    public Space {
      if (size > MAX_SIZE) {
        throw new IllegalArgumentException("a medium has at most 16 TiB");
      }
      if (size < 1) {
        throw new IllegalArgumentException("a medium has at least 1 byte");
      }
      if (reserve < 0 || reserve >= size) {
        throw new IllegalArgumentException("the reserve is at least 0 and less than the size");
      }
      if (block < 1 || block > MAX_BLOCK || perFile < 0 || perFile > MAX_BLOCK) {
        throw new IllegalArgumentException(
            "a block has 1 byte to 1 GiB, and a file takes at most that much besides");
      }
    }

    private static final long MAX_BLOCK = 1L << 30;

    /** So that sums of many fit. */
    private static final long MAX_SIZE = 16L << 40;
  }

  /**
   * What is written.
   *
   * @param kind as what
   * @param directory a directory that does not exist, is empty, or has the same already
   * @param copy whether files may be copied where they cannot be linked
   */
  public record Output(Kind kind, Path directory, boolean copy) {}

  /** As what media are written. */
  public enum Kind {
    /** For each medium a list of names and a checksum list. */
    LISTS,
    /** For each medium a directory of hard links with its checksum list. */
    LINKS,
    /** For each medium a tar with its checksum list in it. */
    TARS
  }
}
