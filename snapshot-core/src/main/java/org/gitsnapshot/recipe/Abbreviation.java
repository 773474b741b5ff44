package org.gitsnapshot.recipe;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.Oid;

/**
 * How ids are abbreviated: to one length, but for those that needed more digits where the archive
 * was made.
 *
 * <p>Its text is {@code 11}, or with ids that needed more {@code 7,0f3a9c8d,11aa22bb3}.
 *
 * @param length the hex digits of every other id, 4 to 64
 * @param longer the first digits of the ids that have more than {@code length}, in lower case and
 *     sorted; none begins another
 */
public record Abbreviation(int length, List<String> longer) {
  /** The shortest abbreviation git makes. */
  public static final int MIN_LENGTH = 4;

  /** The longest id there is, that of SHA-256. */
  public static final int MAX_LENGTH = 64;

  private static final Pattern TEXT = Pattern.compile("[1-9][0-9]?(,[0-9a-f]{4,64})*");

  /**
   * Sorts the longer ones.
   *
   * @throws IllegalArgumentException if the length is out of range, or what is longer is not, is no
   *     lower-case hex or begins another
   */
  public Abbreviation {
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      throw new IllegalArgumentException("abbrev is 4 to 64, not " + length);
    }
    longer = List.copyOf(new TreeSet<>(longer));
    String previous = null;
    for (String digits : longer) {
      boolean fits = digits.length() > length && digits.length() <= MAX_LENGTH;
      if (!fits || !digits.matches("[0-9a-f]+")) {
        throw new IllegalArgumentException("not the first digits of a longer id: " + digits);
      }
      if (previous != null && digits.startsWith(previous)) {
        throw new IllegalArgumentException(previous + " begins " + digits);
      }
      previous = digits;
    }
  }

  /** Returns the same length for every id. */
  public static Abbreviation of(int length) {
    return new Abbreviation(length, List.of());
  }

  /** Returns what a text says, or nothing if it is not the text of an abbreviation. */
  public static Optional<Abbreviation> parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      return Optional.empty();
    }
    List<String> parts = List.of(text.split(",", -1));
    try {
      return Optional.of(
          new Abbreviation(Integer.parseInt(parts.get(0)), parts.subList(1, parts.size())));
    } catch (IllegalArgumentException outOfRange) {
      return Optional.empty();
    }
  }

  /**
   * Checks that a commit's ids have as many digits.
   *
   * @throws InvalidInputException if this is longer than the whole id
   */
  public void checkFits(Oid commit) throws InvalidInputException {
    int digits = commit.hex().length();
    if (length > digits) {
      throw new InvalidInputException(
          "abbrev is more than the " + digits + " digits of the commit", null);
    }
  }

  /** Returns the abbreviation of an id. */
  public String of(Oid id) {
    String hex = id.hex();
    for (String digits : longer) {
      if (hex.startsWith(digits)) {
        return digits;
      }
    }
    return hex.substring(0, Math.min(length, hex.length()));
  }

  /** Returns the text that {@link #parse} reads. */
  @Override
  public String toString() {
    return longer.isEmpty() ? String.valueOf(length) : length + "," + String.join(",", longer);
  }
}
