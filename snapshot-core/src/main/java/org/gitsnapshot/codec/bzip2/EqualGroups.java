package org.gitsnapshot.codec.bzip2;

import java.util.Arrays;

/**
 * Ranges of rotations that are equal so far, and how far that is, counted in positions of {@link
 * LmsPositions}.
 *
 * <p>Made once and used for each block; not thread-safe.
 */
final class EqualGroups {
  private final LmsPositions lms;

  /** Which of the positions one is, by half of it: no two are neighbours. */
  final int[] index;

  private boolean indexed;
  private int textLength;

  /** From and to of each group. */
  int[] ranges = new int[1 << 10];

  /** How many numbers of {@link #ranges} are used. */
  int size;

  /** By where a group starts: over how many positions from each of its own its members agree. */
  final int[] shared;

  EqualGroups(LmsPositions lms) {
    this.lms = lms;
    index = new int[lms.positions.length];
    shared = new int[lms.positions.length];
  }

  /** Forgets all groups; those to come are of a text of this length. */
  void clear(int length) {
    textLength = length;
    size = 0;
    indexed = false;
  }

  /**
   * Takes a group if its members agree over at least one whole step to the next position.
   *
   * <p>Two rotations that agree in {@code depth} bytes have the same positions among these, but
   * perhaps for the last one, whose type can depend on what comes after. So all but one count.
   *
   * @param member the position of one of them
   */
  boolean add(int from, int to, int member, int depth) {
    if (!indexed) {
      for (int i = 0; i < lms.count; i++) {
        index[lms.positions[i] >> 1] = i;
      }
      indexed = true;
    }
    int steps = stepsWithin(member, depth) - 1;
    if (steps < 1) {
      return false;
    }
    shared[from] = steps;
    append(from, to);
    return true;
  }

  /** Appends a range whose entry in {@link #shared} is set. */
  void append(int from, int to) {
    if (size + 2 > ranges.length) {
      ranges = Arrays.copyOf(ranges, ranges.length * 2);
    }
    ranges[size++] = from;
    ranges[size++] = to;
  }

  /** Returns how many positions follow one within a depth, at most as many as there are. */
  private int stepsWithin(int position, int depth) {
    int steps = 0;
    int at = index[position >> 1];
    int round = 0;
    while (steps < lms.count) {
      if (++at == lms.count) {
        at = 0;
        round += textLength;
      }
      if (lms.positions[at] + round - position >= depth) {
        break;
      }
      steps++;
    }
    return steps;
  }
}
