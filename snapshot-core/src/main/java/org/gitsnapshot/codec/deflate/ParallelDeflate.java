package org.gitsnapshot.codec.deflate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;

/**
 * A deflate stream written by several threads, with the bytes of {@link SerialDeflate}.
 *
 * <p>Other threads parse segments and code blocks. The thread that feeds the stream does, in order,
 * what cannot be done apart: it splices the parses, ends blocks, and places their bits. Both queues
 * are bounded, so memory does not grow with the input.
 */
final class ParallelDeflate implements DeflateStream {
  /** How many bytes a segment is for. */
  static final int CHUNK = 1 << 20;

  private final Dialect dialect;
  private final Level level;
  private final OutputStream out;
  private final int threads;
  private final int chunk;
  private final Workers workers;
  private final BlockSplitter splitter;
  private final Splicer splicer;
  private final BitOutput bits = new BitOutput();

  /** Segments that are being parsed, in order. */
  private final Deque<Pending<Segment>> segments = new ArrayDeque<>();

  /** Blocks that are being coded, in order. */
  private final Deque<Pending<CodedBlock>> blocks = new ArrayDeque<>();

  private final Deque<Segment> freeSegments = new ArrayDeque<>();
  private final Deque<CodedBlock> freeBlocks = new ArrayDeque<>();

  /** The segment that is being filled. */
  private Segment filling;

  /** The segment that is being spliced, and the one before, where its first block can start. */
  private Segment current;

  private Segment previous;

  /** The block that is being filled. */
  private CodedBlock block;

  private record Pending<T>(T item, Future<?> task) {}

  /**
   * @param chunk how many bytes a segment is for, at least 32 KiB
   */
  ParallelDeflate(Dialect dialect, Level level, OutputStream out, int threads, int chunk) {
    this.dialect = dialect;
    this.level = level;
    this.out = out;
    this.threads = threads;
    this.chunk = chunk;
    workers = new Workers(threads);
    block = new CodedBlock(dialect);
    splitter = new BlockSplitter(dialect, level, block.block, this::take);
    splicer = new Splicer(dialect, level, splitter);
    filling = new Segment(dialect, level, chunk);
    current = filling;
    previous = filling;
  }

  /** Returns about how many bytes of heap one takes at the most. */
  static long memory(Dialect dialect, int threads) {
    // Besides the segments being parsed: one filled, two spliced, and the symbols of a repair.
    return (threads + 5) * Segment.memory(CHUNK)
        + (maxBlocks(threads) + 1) * CodedBlock.memory(dialect);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    int at = from;
    int end = from + length;
    while (at < end) {
      if (filling.isFull()) {
        Segment next = freeSegments.isEmpty() ? newSegment() : freeSegments.pop();
        next.startAfter(filling);
        start(filling);
        filling = next;
      }
      at += filling.fill(bytes, at, end - at);
    }
  }

  @Override
  public void finish() throws IOException {
    if (!filling.isFirst()) {
      start(filling);
    }
    while (!segments.isEmpty()) {
      splice(segments.remove());
    }
    splicer.finish(filling);
    placeAll(0);
    bits.align();
    bits.drainTo(out);
  }

  @Override
  public void close() {
    workers.close();
  }

  private Segment newSegment() {
    return new Segment(dialect, level, chunk);
  }

  private static int maxBlocks(int threads) {
    return 32 + 8 * threads;
  }

  /** Has a segment parsed, and splices those that are ready or must be. */
  private void start(Segment segment) throws IOException {
    segments.add(new Pending<>(segment, workers.submit(() -> parse(segment))));
    while (segments.size() > threads + 1
        || (!segments.isEmpty() && segments.element().task().isDone())) {
      splice(segments.remove());
    }
  }

  /**
   * Parses a segment, the first one alone: in a new process this code is not compiled yet, and what
   * Java counts of it meanwhile makes two threads slower than one.
   */
  private void parse(Segment segment) {
    segment.parse();
    if (segment.isFirst()) {
      workers.useAll();
    }
  }

  private void splice(Pending<Segment> pending) throws IOException {
    Workers.await(pending.task());
    if (previous != current) {
      freeSegments.push(previous);
    }
    previous = current;
    current = pending.item();
    splicer.add(current);
  }

  /** Has a block coded, and places those that are ready or must be. */
  private Block take(Block full) throws IOException {
    if (full.storable) {
      copyBytes(full, block.raw((int) full.length));
    }
    CodedBlock coding = block;
    blocks.add(new Pending<>(coding, workers.submit(coding::code)));
    placeAll(maxBlocks(threads));
    block = freeBlocks.isEmpty() ? new CodedBlock(dialect) : freeBlocks.pop();
    return block.block;
  }

  /** Places blocks in order, waiting for them while there are more than so many. */
  private void placeAll(int most) throws IOException {
    while (blocks.size() > most || (!blocks.isEmpty() && blocks.element().task().isDone())) {
      Pending<CodedBlock> pending = blocks.remove();
      Workers.await(pending.task());
      pending.item().placeIn(bits);
      bits.drainTo(out);
      pending.item().clear();
      freeBlocks.push(pending.item());
    }
  }

  /** Copies the bytes of a block, which start in the current segment or the one before. */
  private void copyBytes(Block from, byte[] to) {
    int length = (int) from.length;
    int before = (int) Math.min(Math.max(current.origin - from.start, 0), length);
    if (before > 0) {
      int start = (int) (from.start - previous.origin);
      System.arraycopy(previous.data, start, to, 0, before);
    }
    int start = (int) (from.start + before - current.origin);
    System.arraycopy(current.data, start, to, before, length - before);
  }
}
