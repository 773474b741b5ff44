package org.gitsnapshot.tree;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.hash.Oid;
import org.jspecify.annotations.Nullable;

/**
 * What an archive needs of a commit object.
 *
 * @param tree the root tree
 * @param time the committer's time as git holds it: seconds since 1970 as an <em>unsigned</em>
 *     number, so that a time before 1970 is a very large one
 */
record CommitHeader(Oid tree, long time) {
  private static final BigInteger MAX_UNSIGNED =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  /**
   * Reads the header lines of a commit object.
   *
   * @throws CorruptObjectException if it has no tree line; a committer line that git would not
   *     understand gives the time 0, as it does in git
   */
  static CommitHeader parse(Oid id, byte[] object) throws CorruptObjectException {
    // Header lines are ASCII but for names, whose bytes do not matter here.
    String text = new String(object, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\n\n");
    String[] lines = (end < 0 ? text : text.substring(0, end)).split("\n", -1);
    if (!lines[0].startsWith("tree ") || !Oid.isHex(lines[0].substring(5))) {
      throw new CorruptObjectException("commit " + id + " names no tree", null);
    }
    @Nullable String committer = null;
    for (String line : lines) {
      if (line.startsWith("committer ")) {
        committer = line;
        break;
      }
    }
    return new CommitHeader(
        Oid.fromHex(lines[0].substring(5)), committer == null ? 0 : time(committer));
  }

  /** Reads the number behind the last {@code >}, wrapping and saturating as C's strtoumax does. */
  private static long time(String committer) {
    int start = committer.lastIndexOf('>') + 1;
    String rest = committer.substring(start).strip();
    int digits = 0;
    boolean negative = rest.startsWith("-");
    if (negative || rest.startsWith("+")) {
      rest = rest.substring(1);
    }
    while (digits < rest.length() && rest.charAt(digits) >= '0' && rest.charAt(digits) <= '9') {
      digits++;
    }
    if (start == 0 || digits == 0) {
      return 0;
    }
    BigInteger number = new BigInteger(rest.substring(0, digits));
    if (number.compareTo(MAX_UNSIGNED) > 0) {
      return -1; // All bits set: the largest unsigned number.
    }
    long value = number.longValue();
    return negative ? -value : value;
  }
}
