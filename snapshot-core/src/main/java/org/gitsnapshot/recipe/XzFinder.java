package org.gitsnapshot.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How xz looks for matches, by the names of its option {@code mf}. */
public enum XzFinder {
  /** Chains of positions with the same hash of three bytes. */
  HC3(false, 3),
  /** Chains of positions with the same hash of four bytes. */
  HC4(false, 4),
  /** Sorted binary trees of positions with the same two bytes. */
  BT2(true, 2),
  /** Sorted binary trees of positions with the same hash of three bytes. */
  BT3(true, 3),
  /** Sorted binary trees of positions with the same hash of four bytes. */
  BT4(true, 4);

  private final boolean tree;
  private final int bytes;

  XzFinder(boolean tree, int bytes) {
    this.tree = tree;
    this.bytes = bytes;
  }

  /** Returns whether there are trees, not chains. */
  public boolean isTree() {
    return tree;
  }

  /** Returns how many bytes the strings of a tree or chain have in common, at least. */
  public int bytes() {
    return bytes;
  }

  /** Returns the name in recipes, such as {@code bt4}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<XzFinder> ofLabel(String label) {
    return Arrays.stream(values()).filter(finder -> finder.label().equals(label)).findFirst();
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(XzFinder::label).toList();
  }
}
