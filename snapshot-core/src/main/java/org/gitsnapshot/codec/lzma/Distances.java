package org.gitsnapshot.codec.lzma;

import java.util.Arrays;

/**
 * Distances of matches: a slot by the length, and bits within the slot.
 *
 * <p>The slot gives the top two bits and how many follow. Of far distances only the lowest four are
 * coded by their probabilities, those above as they are. Prices are those of some time ago; the
 * parser asks for new ones with {@link #refreshPrices()}.
 */
final class Distances {
  /** Lengths of 2, 3 and 4 have slots of their own; all others share one. */
  private static final int LENGTH_CLASSES = 4;

  /** From this length on the price of a distance does not depend on the length. */
  static final int SHARED_FROM = Match.MIN_LENGTH + LENGTH_CLASSES - 1;

  private static final int SLOT_BITS = 6;

  /** From this slot on there are bits within the slot. */
  private static final int FIRST_WITH_BITS = 4;

  /** From this slot on only the lowest bits have probabilities. */
  private static final int FIRST_FAR = 14;

  /** The distances below the first far slot. */
  private static final int NEAR = 1 << (FIRST_FAR / 2);

  private static final int ALIGN_BITS = 4;
  private static final int ALIGN = 1 << ALIGN_BITS;

  /** So many matches let the prices of slots be worked out anew. */
  private static final int MATCHES_TO_REFRESH = 1 << 7;

  private final short[] slots = new short[LENGTH_CLASSES << SLOT_BITS];
  private final short[] near = new short[NEAR];
  private final short[] align = new short[ALIGN];

  private final int pricedSlots;
  private final int[] slotPrices = new int[LENGTH_CLASSES << SLOT_BITS];
  private final int[] nearPrices = new int[LENGTH_CLASSES * NEAR];
  private final int[] alignPrices = new int[ALIGN];
  private int matches;
  private int farMatches;

  Distances(int dictionary) {
    pricedSlots = 2 * (Integer.SIZE - Integer.numberOfLeadingZeros(dictionary - 1));
  }

  void reset() {
    Arrays.fill(slots, RangeEncoder.EVEN);
    Arrays.fill(near, RangeEncoder.EVEN);
    Arrays.fill(align, RangeEncoder.EVEN);
    // There are no prices yet.
    matches = MATCHES_TO_REFRESH;
    farMatches = ALIGN;
  }

  /** Returns the slot of a distance. */
  static int slot(int distance) {
    if (distance < FIRST_WITH_BITS) {
      return distance;
    }
    int top = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(distance);
    return 2 * top + ((distance >>> (top - 1)) & 1);
  }

  private static int bitsWithin(int slot) {
    return (slot >>> 1) - 1;
  }

  private static int firstOf(int slot) {
    return (2 | (slot & 1)) << bitsWithin(slot);
  }

  /** Returns where the tree of a slot is in {@link #near}: one behind the other without gaps. */
  private static int nearBase(int slot) {
    return firstOf(slot) - slot;
  }

  private static int lengthClass(int length) {
    return Math.min(length - Match.MIN_LENGTH, LENGTH_CLASSES - 1);
  }

  /** Writes the distance of a match of a length. */
  void encode(RangeEncoder range, int distance, int length) {
    int slot = slot(distance);
    range.tree(slots, lengthClass(length) << SLOT_BITS, SLOT_BITS, slot);
    if (slot >= FIRST_FAR) {
      int within = distance - firstOf(slot);
      range.direct(within >>> ALIGN_BITS, bitsWithin(slot) - ALIGN_BITS);
      range.reverseTree(align, 0, ALIGN_BITS, within & (ALIGN - 1));
      farMatches++;
    } else if (slot >= FIRST_WITH_BITS) {
      range.reverseTree(near, nearBase(slot), bitsWithin(slot), distance - firstOf(slot));
    }
    matches++;
  }

  /** Returns what a distance costs with a length. */
  int price(int distance, int length) {
    int lengthClass = lengthClass(length);
    return distance < NEAR
        ? nearPrices[lengthClass * NEAR + distance]
        : slotPrices[(lengthClass << SLOT_BITS) + slot(distance)]
            + alignPrices[distance & (ALIGN - 1)];
  }

  /** Works prices out anew if there were enough matches since the last time. */
  void refreshPrices() {
    if (matches >= MATCHES_TO_REFRESH) {
      matches = 0;
      priceSlots();
      priceNear();
    }
    if (farMatches >= ALIGN) {
      farMatches = 0;
      for (int i = 0; i < ALIGN; i++) {
        alignPrices[i] = BitPrices.reverseTree(align, 0, ALIGN_BITS, i);
      }
    }
  }

  private void priceSlots() {
    for (int base = 0; base < slots.length; base += 1 << SLOT_BITS) {
      for (int slot = 0; slot < pricedSlots; slot++) {
        int price = BitPrices.tree(slots, base, SLOT_BITS, slot);
        if (slot >= FIRST_FAR) {
          price += BitPrices.direct(bitsWithin(slot) - ALIGN_BITS);
        }
        slotPrices[base + slot] = price;
      }
    }
  }

  private void priceNear() {
    for (int distance = 0; distance < NEAR; distance++) {
      int slot = slot(distance);
      int price =
          slot < FIRST_WITH_BITS
              ? 0
              : BitPrices.reverseTree(
                  near, nearBase(slot), bitsWithin(slot), distance - firstOf(slot));
      for (int i = 0; i < LENGTH_CLASSES; i++) {
        nearPrices[i * NEAR + distance] = slotPrices[(i << SLOT_BITS) + slot] + price;
      }
    }
  }
}
