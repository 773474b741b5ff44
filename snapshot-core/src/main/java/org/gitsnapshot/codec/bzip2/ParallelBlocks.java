package org.gitsnapshot.codec.bzip2;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gitsnapshot.error.OutputException;

/**
 * Codes blocks on threads of its own, and writes them in their order on the thread that feeds them.
 *
 * <p>At most {@link #AHEAD} blocks a thread are under way; a thread that feeds more waits for the
 * oldest. What fails on a thread fails the call that comes to write its block. The threads are
 * daemons, and end with {@link #close()}.
 */
final class ParallelBlocks implements BlockSink {
  /** How many blocks of each thread are waiting, being coded or coded already. */
  private static final int AHEAD = 2;

  private final int level;
  private final int limit;
  private final StreamWriter writer;
  private final ExecutorService threads;

  /** The blocks under way, oldest first. */
  private final Queue<Future<Job>> underWay = new ArrayDeque<>();

  /** Jobs that are over, whose memory the next ones use. */
  private final Queue<Job> spareJobs = new ArrayDeque<>();

  /** The coders that no thread is using. */
  private final BlockingQueue<BlockCoder> spareCoders;

  /** The job whose block is being filled. */
  private Job filling;

  ParallelBlocks(int level, int threadCount, StreamWriter writer) {
    this.level = level;
    this.writer = writer;
    limit = AHEAD * threadCount;
    filling = new Job(level);
    spareCoders = new ArrayBlockingQueue<>(threadCount);
    threads =
        Executors.newFixedThreadPool(
            threadCount,
            task -> {
              Thread thread = new Thread(task, "bzip2");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Returns about how many bytes of heap one takes. */
  static long memory(int level, int threads) {
    // A block and its bits for each job and the one being filled; the bits of one being written.
    long jobs = 2L * (AHEAD * (long) threads + 1);
    return (jobs + 1) * Block.capacity(level) + threads * BlockCoder.memory(level);
  }

  @Override
  public Block next() throws IOException {
    while (underWay.size() >= limit) {
      writeOldest();
    }
    Job spare = spareJobs.poll();
    filling = spare != null ? spare : new Job(level);
    filling.block.clear();
    return filling.block;
  }

  @Override
  public void put(Block full) throws IOException {
    Job job = filling;
    underWay.add(threads.submit(() -> code(job)));
  }

  @Override
  public void finish() throws IOException {
    while (!underWay.isEmpty()) {
      writeOldest();
    }
    writer.finish();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    underWay.clear();
  }

  private Job code(Job job) {
    BlockCoder spare = spareCoders.poll();
    BlockCoder coder = spare != null ? spare : new BlockCoder(level);
    job.bits.clear();
    coder.write(job.block, job.bits);
    boolean unused = spareCoders.offer(coder);
    return job;
  }

  private void writeOldest() throws IOException {
    Future<Job> oldest = underWay.remove();
    try {
      Job job = oldest.get();
      writer.write(job.bits, job.block.crc);
      spareJobs.add(job);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while writing");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new OutputException("a block could not be compressed", null, e.getCause());
    }
  }

  /** A block, and the bits it becomes. */
  private static final class Job {
    final Block block;
    final BitOutput bits = new BitOutput();

    Job(int level) {
      block = new Block(level);
    }
  }
}
