package org.gitsnapshot.codec.deflate;

import java.io.IOException;
import java.io.OutputStream;

/** A deflate stream written by the thread that feeds it. */
final class SerialDeflate implements DeflateStream {
  /**
   * How many bytes behind the parse are kept: matches reach back 32 KiB, and a block that began up
   * to 64 KiB back can still be stored as it is.
   */
  private static final int KEPT = Window.BUFFER;

  /** How many bytes are parsed at a time; fits in the second cache with all tables. */
  private static final int STEP = 1 << 17;

  private static final int CAPACITY = KEPT + STEP;

  private final Dialect dialect;
  private final OutputStream out;
  private final byte[] data = new byte[CAPACITY + Parser.SLACK];
  private final Parser parser;
  private final BlockSplitter splitter;
  private final BlockCoder coder = new BlockCoder();
  private final BitOutput bits = new BitOutput();

  /** Where the data starts in the input. */
  private long origin;

  SerialDeflate(Dialect dialect, Level level, OutputStream out) {
    this.dialect = dialect;
    this.out = out;
    parser = Parser.of(dialect, level, data, STEP);
    splitter = new BlockSplitter(dialect, level, new Block(dialect.blockSymbols), this::code);
  }

  /** Returns about how many bytes of heap one takes. */
  static long memory() {
    long symbols = (long) Integer.BYTES * STEP;
    long tables = 1 << 19;
    return CAPACITY + symbols + tables;
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    int at = from;
    int left = length;
    while (left > 0) {
      if (parser.end == CAPACITY) {
        parse();
        slide();
      }
      int n = Math.min(left, CAPACITY - parser.end);
      System.arraycopy(bytes, at, data, parser.end, n);
      parser.end += n;
      at += n;
      left -= n;
    }
  }

  @Override
  public void finish() throws IOException {
    parse();
    Tail.parse(dialect, parser, origin, splitter);
    split();
    if (parser.holdsBack()) {
      splitter.addHeldBack(data[parser.end - 1] & 0xff);
    }
    splitter.finish();
    bits.align();
    bits.drainTo(out);
  }

  @Override
  public void close() {
    // There is nothing to give back.
  }

  private void parse() throws IOException {
    parser.parse(parser.end - Window.MIN_LOOKAHEAD + 1);
    split();
  }

  private void split() throws IOException {
    splitter.add(parser.symbols, 0, parser.symbols.size);
    parser.symbols.size = 0;
  }

  /** Drops bytes that are no longer needed. */
  private void slide() {
    int shift = (parser.position - KEPT) / Window.SIZE * Window.SIZE;
    System.arraycopy(data, shift, data, 0, parser.end - shift);
    parser.rebase(shift);
    origin += shift;
  }

  private Block code(Block block) throws IOException {
    BlockCoder.Form form = coder.choose(block);
    if (form == BlockCoder.Form.STORED) {
      BlockCoder.writeStored(block, data, (int) (block.start - origin), bits);
    } else {
      coder.writeCoded(block, form, bits);
    }
    bits.drainTo(out);
    block.clear();
    return block;
  }
}
