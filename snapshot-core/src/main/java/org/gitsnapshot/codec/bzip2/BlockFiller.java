package org.gitsnapshot.codec.bzip2;

import java.io.IOException;

/**
 * Shortens runs and cuts the input into blocks.
 *
 * <p>A run is up to 255 equal bytes. Up to three stand as they are, more as four and a byte that
 * counts the rest. A run goes into a block whole, once the byte after it is known. A block is
 * handed on as soon as a run fills it, so that the run being counted always belongs to the next.
 */
final class BlockFiller {
  private static final int MAX_RUN = 255;

  /** How many bytes of a longer run stand before its count. */
  private static final int SHOWN = 4;

  private final BlockSink sink;
  private final BlockCrc crc = new BlockCrc();
  private Block block;

  /** The run at the end of what was written, which the next write may prolong. */
  private byte runByte;

  /** The length of that run, 0 before the first byte. */
  private int runLength;

  BlockFiller(BlockSink sink) throws IOException {
    this.sink = sink;
    block = sink.next();
  }

  /** Takes a range of bytes. */
  void write(byte[] input, int from, int to) throws IOException {
    int at = from;
    if (runLength > 0) {
      while (at < to && runLength < MAX_RUN && input[at] == runByte) {
        runLength++;
        at++;
      }
      if (at == to) {
        return;
      }
      putPending();
    }
    fill(input, at, to);
  }

  /** Hands on what is left. */
  void finish() throws IOException {
    if (runLength > 0) {
      putPending();
    }
    if (block.length > 0) {
      handOn();
    }
  }

  private void putPending() throws IOException {
    crc.addRun(runByte, runLength);
    putRun(runByte, runLength);
    runLength = 0;
    if (block.length >= block.full) {
      handOn();
    }
  }

  /** Takes a range that begins with a new run; the last run of it becomes the pending one. */
  private void fill(byte[] input, int from, int to) throws IOException {
    int at = from;
    int checked = from;
    while (at < to) {
      byte b = input[at];
      int start = at++;
      if (at < to && input[at] != b) {
        block.bytes[Block.LEAD + block.length++] = b;
      } else {
        int limit = Math.min(to, start + MAX_RUN);
        while (at < limit && input[at] == b) {
          at++;
        }
        if (at == to) {
          runByte = b;
          runLength = to - start;
          crc.add(input, checked, start);
          return;
        }
        putRun(b, at - start);
      }
      if (block.length >= block.full) {
        crc.add(input, checked, at);
        checked = at;
        handOn();
      }
    }
  }

  private void putRun(byte b, int length) {
    byte[] bytes = block.bytes;
    int end = Block.LEAD + block.length;
    for (int i = Math.min(length, SHOWN); i > 0; i--) {
      bytes[end++] = b;
    }
    if (length >= SHOWN) {
      bytes[end++] = (byte) (length - SHOWN);
    }
    block.length = end - Block.LEAD;
  }

  private void handOn() throws IOException {
    block.crc = crc.value();
    crc.reset();
    sink.put(block);
    block = sink.next();
  }
}
