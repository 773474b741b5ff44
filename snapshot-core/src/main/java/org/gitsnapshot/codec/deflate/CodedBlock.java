package org.gitsnapshot.codec.deflate;

/**
 * A block on its way through another thread: filled, coded from bit 0 on, then placed. Used by one
 * thread at a time and again after {@link #clear()}.
 */
final class CodedBlock {
  /** The symbols. */
  final Block block;

  private final BlockCoder coder = new BlockCoder();
  private final BitOutput bits = new BitOutput();
  private BlockCoder.Form form = BlockCoder.Form.DYNAMIC;

  /** The bytes the block stands for, if it can be stored. */
  private byte[] raw = new byte[0];

  CodedBlock(Dialect dialect) {
    block = new Block(dialect.blockSymbols);
  }

  /** Returns about how many bytes of heap one takes at the most. */
  static long memory(Dialect dialect) {
    // The symbols, twice what they can take as bits while the output grows, and the bytes.
    return dialect.blockSymbols * (4L + 2 * 6) + 2L * Window.BUFFER;
  }

  /** Returns where the bytes of the block go, so many. */
  byte[] raw(int length) {
    if (raw.length < length) {
      raw = new byte[Math.max(length, Math.min(2 * raw.length, Window.BUFFER))];
    }
    return raw;
  }

  /** Codes the block, unless it is best stored. */
  void code() {
    form = coder.choose(block);
    if (form != BlockCoder.Form.STORED) {
      coder.writeCoded(block, form, bits);
    }
  }

  /** Appends the coded block to the stream. */
  void placeIn(BitOutput out) {
    if (form == BlockCoder.Form.STORED) {
      BlockCoder.writeStored(block, raw, 0, out);
    } else {
      out.append(bits);
    }
  }

  /** Empties it, to be filled again. */
  void clear() {
    block.clear();
    bits.clear();
  }
}
