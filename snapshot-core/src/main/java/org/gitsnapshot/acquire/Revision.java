package org.gitsnapshot.acquire;

import java.util.Optional;
import java.util.regex.Pattern;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.ObjectFormat;
import org.gitsnapshot.hash.Oid;

/** What somebody wrote to mean a commit. */
record Revision(String text) {
  /** Below four digits git takes nothing for an id. */
  private static final int MIN_DIGITS = 4;

  private static final int FULL_DIGITS = 2 * ObjectFormat.SHA1.bytes();

  /** What git leaves beside HEAD: FETCH_HEAD, ORIG_HEAD, MERGE_HEAD and the like. */
  private static final Pattern BESIDE_HEAD = Pattern.compile("[A-Z_]+_HEAD");

  /**
   * Checks that it can be a ref name or an id at all. As in git, {@code @} alone is HEAD.
   *
   * @throws InvalidInputException if it is empty or has what no ref name has
   */
  static Revision parse(String text) throws InvalidInputException {
    if (text.isEmpty() || text.startsWith("-") || text.chars().anyMatch(Revision::isForbidden)) {
      throw new InvalidInputException(
          "not a revision: \"" + text + "\"",
          "write a commit id, a tag, a branch, a full ref name or HEAD");
    }
    return new Revision(text.equals("@") ? "HEAD" : text);
  }

  /** The characters that git-check-ref-format(1) forbids. */
  private static boolean isForbidden(int c) {
    return c <= ' ' || c == 0x7f || "~^:?*[\\".indexOf(c) >= 0;
  }

  /** Returns the id, if the revision is a full one. */
  Optional<Oid> asFullId() throws UnsupportedException {
    if (!Oid.isHex(text)) {
      return Optional.empty();
    }
    Oid id = Oid.fromHex(text);
    requireSha1(id);
    return Optional.of(id);
  }

  /** Refuses an id that JGit cannot handle. */
  static void requireSha1(Oid id) throws UnsupportedException {
    if (id.format() != ObjectFormat.SHA1) {
      throw new UnsupportedException(
          "commit " + id + " is named by SHA-256, and JGit cannot read SHA-256 repositories",
          "use a SHA-1 copy of the repository");
    }
  }

  /** Returns whether it can be the first digits of an id. */
  boolean looksShort() {
    return text.length() >= MIN_DIGITS
        && text.length() < FULL_DIGITS
        && text.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
  }

  /** Returns whether it names exactly one ref, so that no other name is tried. */
  boolean isFullRef() {
    return text.equals("HEAD") || text.startsWith("refs/");
  }

  /** Returns whether a name is one of those that git gives to what it notes beside HEAD. */
  static boolean isBesideHead(String name) {
    return BESIDE_HEAD.matcher(name).matches();
  }
}
