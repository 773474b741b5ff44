package org.gitsnapshot.cli;

/** A number with what it counts, in the words that people use. */
final class Count {
  private Count() {}

  /** Returns such as {@code 1 file} or {@code 3 files}; the plural is the word with an s. */
  static String of(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
