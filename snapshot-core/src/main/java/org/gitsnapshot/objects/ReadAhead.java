package org.gitsnapshot.objects;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.hash.Oid;
import org.jspecify.annotations.Nullable;

/**
 * Reads and proves blobs on threads of its own, before they are needed, and gives them out in the
 * order in which they were announced.
 *
 * <p>Blobs go to the threads in batches, since one of a few kilobytes is read sooner than a thread
 * wakes up. The queue is long enough that threads have work while their owner is held up. At most
 * {@value #HELD_BYTES} bytes are held, and the one blob of each thread that went beyond; a thread
 * without room waits until some were taken. What it leaves, because it is long or is asked for
 * while there is no room, is read by whoever asks. For one thread; {@link #close} it before the
 * store.
 */
public final class ReadAhead implements AutoCloseable {
  private static final int BATCH = 16;
  private static final int WAITING = 12;
  private static final long HELD_BYTES = 6 << 20;

  /** How many batches a single thread is not started for: other snapshots have work for it. */
  private static final int FEW = 4;

  private final ObjectStore store;
  private final int most;
  private final ExecutorService threads;
  private final Queue<ObjectReader> readers = new ConcurrentLinkedQueue<>();
  private final Deque<Batch> handedOver = new ArrayDeque<>();

  /** How many bytes were read and not taken yet. */
  private final AtomicLong held = new AtomicLong();

  /** Where threads wait that have no room. */
  private final Object room = new Object();

  /** How many of them there are; changed with {@link #room}. */
  private volatile int waiting;

  /** How many batches are still left to the owner. */
  private int leaving;

  private Batch filling = new Batch();
  private @Nullable Batch current;
  private volatile boolean closed;

  /**
   * Creates one; threads start as they are needed.
   *
   * @param count how many threads, from 1
   */
  public ReadAhead(ObjectStore store, int count) {
    this.store = store;
    this.most = count + WAITING;
    this.leaving = count == 1 ? FEW : 0;
    this.threads =
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, "read-ahead");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Returns whether more blobs can be announced; if not, some must be taken first. */
  public boolean hasRoom() {
    return handedOver.size() < most;
  }

  /** Announces a blob. */
  public void expect(Oid blob) {
    filling.add(blob);
    if (filling.isFull()) {
      handOver();
    }
  }

  /**
   * Returns the first announced blob that was not taken yet.
   *
   * @param direct reads it if no thread has
   * @throws IOException as {@link ObjectReader#blob} and reading it do
   */
  public Content next(ObjectReader direct) throws IOException {
    if (current == null || current.isTaken()) {
      if (handedOver.isEmpty()) {
        handOver();
      }
      current = handedOver.remove();
    }
    return current.take(direct);
  }

  private void handOver() {
    Batch batch = filling;
    filling = new Batch();
    handedOver.add(batch);
    if (leaving > 0) {
      leaving--;
      batch.done.countDown();
    } else {
      threads.execute(() -> read(batch));
    }
  }

  private void read(Batch batch) {
    ObjectReader reader = readers.poll();
    if (reader == null) {
      reader = store.newReader();
    }
    try {
      batch.read(reader);
    } finally {
      readers.add(reader);
      batch.done.countDown();
    }
  }

  /** Returns whether there is room for another blob of a batch; if not, it is to be left. */
  private boolean awaitRoom(Batch batch) {
    if (held.get() < HELD_BYTES) {
      return !closed;
    }
    synchronized (room) {
      waiting++;
      while (held.get() >= HELD_BYTES && !batch.asked && !closed) {
        try {
          room.wait();
        } catch (InterruptedException e) {
          throw new IllegalStateException("nobody interrupts these threads", e);
        }
      }
      waiting--;
      return held.get() < HELD_BYTES && !closed;
    }
  }

  /** Takes account of a blob that was taken. */
  private void release(int bytes) {
    if (held.addAndGet(-bytes) < HELD_BYTES && waiting > 0) {
      synchronized (room) {
        room.notifyAll();
      }
    }
  }

  /** Waits for the threads, which stop at the next blob. */
  @Override
  public void close() {
    synchronized (room) {
      closed = true;
      room.notifyAll();
    }
    threads.shutdown();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        boolean unused = threads.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    readers.forEach(ObjectReader::close);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Some blobs that follow each other; filled, then read by one thread, then taken. */
  private final class Batch {
    final CountDownLatch done = new CountDownLatch(1);
    private final Oid[] ids = new Oid[BATCH];

    /** Of each blob its bytes, what went wrong, or nothing if it was not read. */
    private final @Nullable Object[] results = new @Nullable Object[BATCH];

    private int size;
    private int taken;

    /** Whether the owner waits for it; guarded by {@link #room}. */
    private boolean asked;

    void add(Oid id) {
      ids[size++] = id;
    }

    /** Its reader is to leave what there is no room for. */
    private void ask() {
      synchronized (room) {
        asked = true;
        room.notifyAll();
      }
    }

    boolean isFull() {
      return size == BATCH;
    }

    boolean isTaken() {
      return taken == size;
    }

    void read(ObjectReader reader) {
      for (int i = 0; i < size && awaitRoom(this); i++) {
        try {
          byte[] blob = reader.readShortBlob(ids[i]);
          results[i] = blob;
          held.addAndGet(blob == null ? 0 : blob.length);
        } catch (Throwable failed) {
          results[i] = failed;
        }
      }
    }

    Content take(ObjectReader direct) throws IOException {
      if (done.getCount() > 0) {
        ask();
      }
      try {
        done.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while reading");
      }
      int index = taken++;
      Object result = results[index];
      results[index] = null;
      if (result == null) {
        return direct.blob(ids[index]);
      } else if (result instanceof IOException e) {
        throw e;
      } else if (result instanceof RuntimeException e) {
        throw e;
      } else if (result instanceof Error e) {
        throw e;
      }
      byte[] blob = (byte[]) result;
      release(blob.length);
      return Content.of(blob);
    }
  }
}
