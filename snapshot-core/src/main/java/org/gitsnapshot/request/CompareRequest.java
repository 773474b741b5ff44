package org.gitsnapshot.request;

/**
 * Two sides to compare.
 *
 * @param a the first side
 * @param b the second side
 * @param detail how much of what differs is told
 */
public record CompareRequest(CompareSide a, CompareSide b, Detail detail) {
  /**
   * Bounds on what a report tells; it says when they cut.
   *
   * @param files the most files of one group that are listed: of those in which the same differs,
   *     or, in an audit, which differ for one reason. Default 1000
   * @param contents the most files whose contents are read again for a diff or the first
   *     difference. Default 100
   * @param diffLines the most lines of one file's diff. Default 200
   * @param diffBytes the most bytes of a file that is compared line by line. Default 1 MiB
   * @param places the most places that are told of one kind of difference. Default 3
   */
  public record Detail(int files, int contents, int diffLines, int diffBytes, int places) {
    /** The defaults. */
    public static final Detail DEFAULT = new Detail(1000, 100, 200, 1 << 20, 3);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is below zero
     */
    public Detail {
      if (files < 0 || contents < 0 || diffLines < 0 || diffBytes < 0 || places < 0) {
        throw new IllegalArgumentException("a limit is below zero");
      }
    }
  }
}
