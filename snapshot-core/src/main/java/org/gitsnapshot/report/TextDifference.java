package org.gitsnapshot.report;

import java.util.List;

/**
 * Lines that differ, as a unified diff has them.
 *
 * @param hunks the places, in order
 * @param leftOut how many lines of the diff were left out at the end
 */
public record TextDifference(List<Hunk> hunks, int leftOut) {
  /** Copies the list. */
  public TextDifference {
    hunks = List.copyOf(hunks);
  }

  /**
   * One place.
   *
   * @param fromA the first line in A, from 1; the line before it if there is none
   * @param countA how many lines of A
   * @param fromB the first line in B, from 1; the line before it if there is none
   * @param countB how many lines of B
   */
  public record Hunk(int fromA, int countA, int fromB, int countB, List<Line> lines) {
    /** Copies the list. */
    public Hunk {
      lines = List.copyOf(lines);
    }

    /** Returns {@code @@ -1,2 +1,3 @@}. */
    public String head() {
      return "@@ -" + range(fromA, countA) + " +" + range(fromB, countB) + " @@";
    }

    private static String range(int from, int count) {
      return count == 1 ? String.valueOf(from) : from + "," + count;
    }
  }

  /**
   * One line.
   *
   * @param mark {@code ' '} in both, {@code '-'} in A, {@code '+'} in B, {@code '\'} says that the
   *     line before it has no line end
   * @param text the line without its end, with control characters escaped
   */
  public record Line(char mark, String text) {}
}
