package org.gitsnapshot.codec.xz;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.lzma.SpareThreads;
import org.gitsnapshot.recipe.XzOptions;

/**
 * A stream of blocks of a fixed size, as xz writes it with more than one thread.
 *
 * <p>Blocks are coded on threads of its own and written in their order on the thread that feeds
 * them. One block more than there are threads is under way, so that none of them waits; a thread
 * that feeds more waits for the oldest. When there are fewer blocks than threads, at the beginning
 * and at the end, the others find matches for them ahead. The threads are daemons, and end with
 * {@link #close()} or when left without work.
 */
final class ParallelXz extends Encoder {
  private static final int MIN_BLOCK = 1 << 20;
  private static final int IDLE_SECONDS = 5;
  private static final int FIRST_SIZE = 1 << 16;

  /** An array grows by such a factor: what it had before is hardly anything beside it. */
  private static final int GROWTH = 8;

  private final XzOptions options;
  private final Check check;
  private final OutputStream out;
  private final Frame frame;
  private final int blockSize;
  private final int limit;
  private final ThreadPoolExecutor threads;

  /** Threads that no block needs, those included that wait for their turn. */
  private final SpareThreads spareThreads;

  /** The blocks under way, oldest first. */
  private final Queue<Job> underWay = new ArrayDeque<>();

  /** The arrays of blocks that are over, and the coders that no thread is using. */
  private final Queue<byte[]> spareArrays = new ArrayDeque<>();

  private final Queue<BlockCoder> spareCoders = new ConcurrentLinkedQueue<>();

  private byte[] filling = new byte[FIRST_SIZE];
  private int filled;

  private record Job(byte[] bytes, Future<BlockCoder.Coded> coded) {}

  /** Writes the stream's header. */
  ParallelXz(XzOptions options, OutputStream out, int threadCount) throws IOException {
    super("xz", out);
    this.options = options;
    check = Check.of(options.check());
    this.out = out;
    blockSize = blockSize(options);
    limit = threadCount + 1;
    frame = new Frame(out, check);
    spareThreads = new SpareThreads(threadCount);
    threads =
        new ThreadPoolExecutor(
            threadCount,
            threadCount,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "xz");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Returns how many bytes there are in every block but the last. */
  private static int blockSize(XzOptions options) {
    return options.block() > 0 ? options.block() : Math.max(3 * options.dictionary(), MIN_BLOCK);
  }

  /** Returns about how many bytes of heap one takes. */
  static long memory(XzOptions options, int threads) {
    // What is filled, and what is under way before and behind the coder.
    long blocks = 1L + 2L * (threads + 1L);
    return blocks * blockSize(options) + threads * BlockCoder.memory(options, threads > 1);
  }

  @Override
  protected void encode(byte[] bytes, int from, int length) throws IOException {
    int at = from;
    int end = from + length;
    while (at < end) {
      if (filled == blockSize) {
        start();
      }
      int taken = Math.min(end - at, blockSize - filled);
      if (filled + taken > filling.length) {
        long size = Math.max((long) GROWTH * filling.length, filled + taken);
        filling = Arrays.copyOf(filling, (int) Math.min(size, blockSize));
      }
      System.arraycopy(bytes, at, filling, filled, taken);
      filled += taken;
      at += taken;
    }
  }

  @Override
  protected void end() throws IOException {
    if (filled > 0) {
      start();
    }
    while (!underWay.isEmpty()) {
      writeOldest();
    }
    frame.finish();
  }

  @Override
  protected void release() {
    threads.shutdownNow();
    underWay.clear();
  }

  /** Has the block that is filled coded, and takes another to fill. */
  private void start() throws IOException {
    while (underWay.size() >= limit || (!underWay.isEmpty() && underWay.element().coded.isDone())) {
      writeOldest();
    }
    byte[] bytes = filling;
    int length = filled;
    spareThreads.take();
    underWay.add(new Job(bytes, threads.submit(() -> code(bytes, length))));
    byte[] spare = spareArrays.poll();
    filling = spare != null ? spare : new byte[FIRST_SIZE];
    filled = 0;
  }

  private BlockCoder.Coded code(byte[] bytes, int length) throws IOException {
    try {
      BlockCoder spare = spareCoders.poll();
      BlockCoder coder =
          spare != null ? spare : new BlockCoder(options, check, blockSize, spareThreads);
      BlockCoder.Coded coded = coder.code(bytes, length);
      spareCoders.add(coder);
      return coded;
    } finally {
      spareThreads.giveBack();
    }
  }

  private void writeOldest() throws IOException {
    Job oldest = underWay.remove();
    try {
      BlockCoder.Coded coded = oldest.coded.get();
      coded.writeTo(out);
      frame.addBlock(coded.unpadded(), coded.unpacked());
      spareArrays.add(oldest.bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while compressing");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("compressing failed in a thread", e.getCause());
    }
  }
}
