package org.gitsnapshot.output;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.gitsnapshot.io.BulkOutput;
import org.jspecify.annotations.Nullable;

/**
 * One stream into several, each branch on a thread of its own.
 *
 * <p>The slowest branch sets the pace, since every branch has a short queue. A branch that fails
 * fails the next write. {@link #finish()} waits for all branches to finish; {@link #close()}
 * without it abandons them. Written by one thread.
 */
public final class FanOut extends BulkOutput {
  private static final int CHUNK = 256 << 10;

  /** Chunks a branch may lag behind. */
  private static final int QUEUE = 4;

  private static final Chunk END = new Chunk(new byte[0], 0);
  private static final Chunk ABANDON = new Chunk(new byte[0], 0);

  private final List<Runner> runners = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final BlockingQueue<byte[]> spare;
  private byte[] filling;
  private int fill;
  private boolean started;
  private boolean ended;
  private volatile boolean abandoned;

  /** Starts a thread for each branch; from here on the fan-out closes the branches. */
  public FanOut(List<? extends Branch> branches) {
    this(branches, true);
  }

  private FanOut(List<? extends Branch> branches, boolean atOnce) {
    // One chunk being filled, and for each branch those in its queue and the one it is reading.
    spare = new ArrayBlockingQueue<>((QUEUE + 1) * branches.size() + 1);
    filling = new byte[CHUNK];
    for (Branch branch : branches) {
      runners.add(new Runner(branch));
    }
    if (atOnce) {
      startThreads();
    }
  }

  /**
   * Makes one that starts its threads when the stream is longer than {@value #CHUNK} bytes. The
   * branches of a shorter one are served by whoever finishes or closes it, one after the other: for
   * many short streams at once, which have no use for threads.
   */
  public static FanOut lazy(List<? extends Branch> branches) {
    return new FanOut(branches, false);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int run = Math.min(length - done, CHUNK - fill);
      System.arraycopy(bytes, offset + done, filling, fill, run);
      fill += run;
      done += run;
      if (fill == CHUNK) {
        startThreads();
        handOver();
      }
    }
  }

  /**
   * Ends the stream and waits for the branches.
   *
   * @throws IOException the first failure of any branch
   * @throws InterruptedIOException if the thread is interrupted before all is handed over
   */
  public void finish() throws IOException {
    if (fill > 0) {
      handOver();
    }
    end(END);
    rethrow();
  }

  /** Waits until the branches are closed, also when the thread is interrupted. */
  @Override
  public void close() {
    abandoned = true;
    end(ABANDON);
  }

  private void startThreads() {
    if (!started) {
      started = true;
      runners.forEach(Runner::start);
    }
  }

  private void handOver() throws IOException {
    rethrow();
    Chunk chunk = new Chunk(filling, fill);
    chunk.readers.set(runners.size());
    for (Runner runner : runners) {
      put(runner, chunk);
    }
    byte[] next = spare.poll();
    filling = next != null ? next : new byte[CHUNK];
    fill = 0;
  }

  /** Nothing may go on after this, so an interruption waits until it is done. */
  private void end(Chunk mark) {
    if (ended) {
      return;
    }
    ended = true;
    for (Runner runner : runners) {
      Uninterruptibles.putUninterruptibly(runner.queue, mark);
    }
    for (Runner runner : runners) {
      runner.end();
    }
  }

  private static void put(Runner runner, Chunk chunk) throws IOException {
    try {
      runner.queue.put(chunk);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while writing");
    }
  }

  private void rethrow() throws IOException {
    Throwable thrown = failure.get();
    if (thrown instanceof IOException e) {
      throw e;
    } else if (thrown instanceof Error e) {
      throw e;
    } else if (thrown instanceof RuntimeException e) {
      throw e;
    }
  }

  private static final class Chunk {
    final byte[] bytes;
    final int length;
    final AtomicInteger readers = new AtomicInteger();

    Chunk(byte[] bytes, int length) {
      this.bytes = bytes;
      this.length = length;
    }
  }

  /**
   * Feeds one branch. After a failure it keeps emptying its queue, so that the writer never hangs.
   */
  private final class Runner {
    final BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Branch branch;
    private @Nullable Thread thread;

    Runner(Branch branch) {
      this.branch = branch;
    }

    void start() {
      thread = new Thread(this::run, "fan-out");
      thread.setDaemon(true);
      thread.start();
    }

    /** Returns when all that is in the queue, the end too, is done. */
    void end() {
      if (thread == null) {
        run();
      } else {
        Uninterruptibles.joinUninterruptibly(thread);
      }
    }

    private void run() {
      boolean open = true;
      while (open) {
        Chunk chunk = Uninterruptibles.takeUninterruptibly(queue);
        open = chunk != END && chunk != ABANDON;
        if (chunk != ABANDON) {
          attempt(chunk);
        }
        if (open && chunk.readers.decrementAndGet() == 0) {
          boolean unused = spare.offer(chunk.bytes);
        }
      }
      try {
        branch.close();
      } catch (Throwable e) {
        failure.compareAndSet(null, e);
      }
    }

    /** Writes a chunk, or finishes if it is the end; not after a failure. */
    private void attempt(Chunk chunk) {
      if (failure.get() != null || abandoned) {
        return;
      }
      try {
        if (chunk == END) {
          branch.finish();
        } else {
          branch.write(chunk.bytes, 0, chunk.length);
        }
      } catch (Throwable e) {
        failure.compareAndSet(null, e);
      }
    }
  }
}
