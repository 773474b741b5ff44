package org.gitsnapshot.recipe;

import java.util.Optional;

/**
 * The permissions that the entries of a tar lack: {@code tar.umask} of git-config(1), which whoever
 * makes an archive may set.
 *
 * <p>Its text is {@code 0022}. Links and pax headers have all their permissions whatever it is.
 *
 * @param bits of owner, group and others, 0 to 0777
 */
public record Umask(int bits) {
  /** Git's own, 002. */
  public static final Umask GIT = new Umask(002);

  /** What a text should be, for errors. */
  public static final String HINT =
      "it is a 0 and up to three octal digits, as git's tar.umask has them: 0022";

  private static final int ALL = 0777;
  private static final int NOT_EXECUTABLE = 0666;
  private static final int DIGITS = 4;

  /**
   * Checks the bits.
   *
   * @throws IllegalArgumentException if there are others than permissions
   */
  public Umask {
    if ((bits & ~ALL) != 0) {
      throw new IllegalArgumentException(
          "a umask is 0 to 0777, not 0" + Integer.toOctalString(bits));
    }
  }

  /**
   * Returns what a text says: a 0 and up to three octal digits; else nothing. Git takes {@code 22}
   * for a decimal number, 026, so that without the 0 it is not clear what is meant.
   */
  public static Optional<Umask> parse(String text) {
    if (text.isEmpty() || text.length() > DIGITS || text.charAt(0) != '0') {
      return Optional.empty();
    }
    int bits = 0;
    for (int i = 1; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '7') {
        return Optional.empty();
      }
      bits = bits * 8 + (digit - '0');
    }
    return Optional.of(new Umask(bits));
  }

  /** Returns the mode of directories and submodules. */
  public int directoryMode() {
    return ALL & ~bits;
  }

  /** Returns the mode of files. */
  public int fileMode(boolean executable) {
    return (executable ? ALL : NOT_EXECUTABLE) & ~bits;
  }

  /** Returns whether it is git's own, which recipes do not tell. */
  public boolean isGits() {
    return bits == GIT.bits;
  }

  /** Returns the text that {@link #parse} reads, four digits. */
  @Override
  public String toString() {
    String digits = Integer.toOctalString(bits);
    return "0".repeat(DIGITS - digits.length()) + digits;
  }
}
