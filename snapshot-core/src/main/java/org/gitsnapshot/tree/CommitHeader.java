package org.gitsnapshot.tree;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.Digits;
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

  /** What C's {@code isspace} takes for white space. */
  private static final String SPACES = " \t\n\u000b\f\r";

  /** What git takes for white space since it no longer asks C. */
  private static final String LATER_SPACES = " \t\n\r";

  /**
   * Reads the header lines of a commit object.
   *
   * @param lastBracket whether the time is behind the committer line's last {@code >}, as it is
   *     since git 2.41, and not behind the first
   * @throws CorruptObjectException if it does not begin with a tree line and go on, or has a parent
   *     line that names no object; an author or committer line that git would not understand gives
   *     the time 0, as it does in git
   */
  static CommitHeader parse(Oid id, byte[] object, boolean lastBracket)
      throws CorruptObjectException {
    // What matters here is ASCII; names may be in any encoding.
    String text = new String(object, StandardCharsets.ISO_8859_1);
    int at = endOfLine(text, 0);
    Oid tree = idOf(text, 0, at, "tree ");
    if (tree == null || at == text.length()) {
      throw new CorruptObjectException("commit " + id + " does not begin with its tree", null);
    }
    while (text.startsWith("parent ", at)) {
      int end = endOfLine(text, at);
      if (idOf(text, at, end, "parent ") == null) {
        throw new CorruptObjectException("commit " + id + " has a malformed parent", null);
      }
      at = end;
    }
    return new CommitHeader(tree, time(text, at, lastBracket));
  }

  /**
   * Reads the time as git does, which takes the lines in their one order, author and then
   * committer; a committer line that ends the object counts as cut off. Up to 2.40 the number is
   * read wherever it is behind the first {@code >}; later it is on the line and has no plus sign.
   */
  private static long time(String text, int author, boolean lastBracket) {
    int committer = endOfLine(text, author);
    if (!text.startsWith("author", author) || !text.startsWith("committer", committer)) {
      return 0;
    }
    if (lastBracket) {
      return timeAtEnd(text, committer);
    }
    int start = text.indexOf('>', committer) + 1;
    if (start == 0 || endOfLine(text, start) == text.length()) {
      return 0;
    }
    return number(text, start);
  }

  private static long timeAtEnd(String text, int committer) {
    int end = endOfLine(text, committer);
    int start = text.lastIndexOf('>', end - 1) + 1;
    if (text.charAt(end - 1) != '\n' || start <= committer) {
      return 0;
    }
    while (start < end && LATER_SPACES.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    boolean reads = start < end && "-0123456789".indexOf(text.charAt(start)) >= 0;
    return reads ? number(text, start) : 0;
  }

  /** Skips white space and reads digits, wrapping and saturating as C's strtoumax does. */
  private static long number(String text, int start) {
    int at = start;
    while (at < text.length() && SPACES.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    boolean negative = text.startsWith("-", at);
    if (negative || text.startsWith("+", at)) {
      at++;
    }
    int digits = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == digits) {
      return 0;
    }
    BigInteger number = Digits.value(text.substring(digits, at));
    if (number.compareTo(MAX_UNSIGNED) > 0) {
      return -1; // All bits set: the largest unsigned number.
    }
    long value = number.longValue();
    return negative ? -value : value;
  }

  /** Returns the index behind the next line feed, or the length if there is none. */
  private static int endOfLine(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end + 1;
  }

  private static @Nullable Oid idOf(String text, int from, int end, String label) {
    int start = from + label.length();
    if (!text.startsWith(label, from) || end - 1 < start || text.charAt(end - 1) != '\n') {
      return null;
    }
    String hex = text.substring(start, end - 1);
    return Oid.isHex(hex) ? Oid.fromHex(hex) : null;
  }
}
