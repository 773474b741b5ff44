package org.gitsnapshot.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.gitsnapshot.io.ByteString;

/** The content of a file: noise of telling sizes, or text that conversions look at. */
final class RandomContent {
  /** Around blocks of 512 bytes, records of 10240, and git's streaming in steps of 16 KiB. */
  private static final int[] SIZES = {
    0, 1, 511, 512, 513, 1024, 7680, 8191, 8192, 8704, 9216, 9728, 10240, 16383, 16384, 16385, 20000
  };

  private static final String[] PIECES = {
    "a",
    "word ",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\r\n",
    "\r",
    "\0",
    "\u0001",
    "\u001a",
    "\t",
    "\u00ff",
    "$Id$",
    "$Id$",
    "$Id: 12 $",
    "$Id: a b $",
    "$Id:",
    "$Id",
    "$",
    "$$Id$$",
    "$Format:%H$"
  };

  private final Dice dice;

  RandomContent(Dice dice) {
    this.dice = dice;
  }

  ByteString file() {
    if (dice.oneIn(400)) {
      return huge();
    }
    if (dice.oneIn(3)) {
      return ByteString.of(dice.noise(dice.pick(SIZES)));
    }
    return dice.oneIn(2) ? text() : ByteString.of(dice.noise(dice.below(30)));
  }

  /** More than any buffer: a few MiB, most of them the same so that they are quickly stored. */
  private ByteString huge() {
    byte[] bytes = new byte[(2 << 20) + dice.below(1 << 20)];
    Arrays.fill(bytes, (byte) 'h');
    byte[] noise = dice.noise(4096);
    System.arraycopy(noise, 0, bytes, dice.below(bytes.length - noise.length), noise.length);
    return ByteString.of(bytes);
  }

  private ByteString text() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    if (dice.oneIn(4)) {
      // Enough that one or two control characters do not make it binary.
      text.writeBytes("x".repeat(120 + dice.below(150)).getBytes(StandardCharsets.US_ASCII));
    }
    for (int pieces = dice.below(8); pieces > 0; pieces--) {
      text.writeBytes(dice.pick(PIECES).getBytes(StandardCharsets.ISO_8859_1));
    }
    return ByteString.of(text.toByteArray());
  }
}
