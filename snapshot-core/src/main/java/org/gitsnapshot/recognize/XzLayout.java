package org.gitsnapshot.recognize;

import java.util.OptionalInt;
import org.gitsnapshot.recipe.XzCheck;
import org.gitsnapshot.recipe.XzOptions;

/**
 * What an .xz file shows of the options that made it.
 *
 * @param check what blocks end with
 * @param dictionary the size of the dictionary, which is the option's or the next larger that can
 *     be shown
 * @param stored whether the first block tells nothing of the dictionary: it is stored whole, for
 *     which xz with several threads names the smallest, or there is none
 * @param sizes whether blocks have their sizes in their headers
 * @param properties the byte that shows {@code lc}, {@code lp} and {@code pb}
 * @param index how many blocks there are
 */
record XzLayout(
    XzCheck check,
    int dictionary,
    boolean stored,
    boolean sizes,
    OptionalInt properties,
    XzIndex index) {
  private static final int MIN_BLOCK = 1 << 20;

  /** Returns whether a recipe can have the dictionary, and the size of blocks. */
  boolean isSupported() {
    return dictionary >= XzOptions.MIN_DICTIONARY
        && dictionary <= XzOptions.MAX_DICTIONARY
        && (isOneBlock() || index.firstSize() <= XzOptions.MAX_BLOCK);
  }

  /** Returns whether all is in one block because it is not divided, however long it is. */
  private boolean isOneBlock() {
    return !sizes && index.blocks() <= 1;
  }

  /** Returns a preset with what the file shows. */
  XzOptions options(XzOptions preset) {
    int lc = preset.lc();
    int lp = preset.lp();
    int pb = preset.pb();
    if (properties.isPresent()) {
      int shown = properties.getAsInt();
      lc = shown % 9;
      lp = shown / 9 % 5;
      pb = shown / 45;
    }
    int used = stored ? preset.dictionary() : dictionary;
    return new XzOptions(
        check,
        used,
        lc,
        lp,
        pb,
        preset.optimal(),
        preset.nice(),
        preset.finder(),
        preset.depth(),
        block(used));
  }

  /** Returns the size of blocks where it is not the usual one, else 0. */
  private int block(int used) {
    long usual = Math.max(3L * used, MIN_BLOCK);
    long first = index.firstSize();
    boolean isUsual = sizes && (first == usual || (index.blocks() <= 1 && first < usual));
    return isUsual || isOneBlock() ? 0 : (int) first;
  }
}
