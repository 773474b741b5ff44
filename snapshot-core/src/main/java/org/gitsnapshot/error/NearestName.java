package org.gitsnapshot.error;

import java.util.Collection;
import java.util.Optional;

/** The hint of an error about a name: the one that was probably meant, or all there are. */
public final class NearestName {
  private NearestName() {}

  /**
   * Returns a hint such as {@code did you mean "commit"?}, or the list of all names where none is
   * near.
   *
   * @param typed the name that is not one of them
   * @param names the names there are, at least one
   * @param plural what they are called, such as {@code engines}
   */
  public static String hint(String typed, Collection<String> names, String plural) {
    return nearest(typed, names)
        .map(name -> "did you mean \"" + name + "\"?")
        .orElseGet(() -> "the " + plural + " are " + String.join(", ", names));
  }

  /** Returns the name that was broken off or mistyped to give this one, if there is one. */
  public static Optional<String> nearest(String typed, Collection<String> names) {
    if (typed.length() >= 3) {
      for (String name : names) {
        if (name.startsWith(typed)) {
          return Optional.of(name);
        }
      }
    }
    String best = null;
    // A name of three letters bears one slip, a long one more; beyond a third it is another word.
    int bestDistance = Math.max(1, typed.length() / 3) + 1;
    for (String name : names) {
      int distance = distance(typed, name, bestDistance);
      if (distance < bestDistance) {
        best = name;
        bestDistance = distance;
      }
    }
    if (best == null && typed.length() >= 3) {
      // People write "gzip" for "gnu-gzip" and "git-archive" for "git".
      for (String name : names) {
        if (name.contains(typed) || typed.contains(name)) {
          return Optional.of(name);
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * Returns how many letters must be put in, taken out, changed or swapped with their neighbour to
   * get from one text to the other, without regard to case; any value of {@code enough} or more
   * only says that it is not less.
   */
  private static int distance(String from, String to, int enough) {
    if (Math.abs(from.length() - to.length()) >= enough) {
      return enough;
    }
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = last[j - 1] + (same(from, i, to, j) ? 0 : 1);
        row[j] = Math.min(change, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && same(from, i, to, j - 1) && same(from, i - 1, to, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[to.length()];
  }

  private static boolean same(String from, int i, String to, int j) {
    return Character.toLowerCase(from.charAt(i - 1)) == Character.toLowerCase(to.charAt(j - 1));
  }
}
