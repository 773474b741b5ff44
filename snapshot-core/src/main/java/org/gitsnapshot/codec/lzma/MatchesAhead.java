package org.gitsnapshot.codec.lzma;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds matches on a thread of its own, ahead of the parser, while there is a thread to spare; else
 * on the parser's.
 *
 * <p>The thread lives no longer than until {@link #pause()}, for the window stands still only
 * before, and ends earlier if others need it.
 */
final class MatchesAhead extends BatchedMatches {
  private static final int BATCHES = 6;
  private static final int SIZE = 1 << 16;
  private static final int POSITIONS = 1 << 12;

  /** About how many bytes of heap all batches take. */
  static final long MEMORY = (long) BATCHES * SIZE * Integer.BYTES;

  private final SpareThreads spareThreads;
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** What is filled on the parser's thread; it is small, so that it stays in the cache. */
  private final MatchBatch atHand = batch;

  /** What the parser has not taken yet, and what it is done with; guarded by the lock. */
  private final Queue<MatchBatch> full = new ArrayDeque<>();

  private final Queue<MatchBatch> spare = new ArrayDeque<>();

  /** Whether the thread is to end, and whether it has not; guarded by the lock. */
  private boolean ending;

  private boolean running;
  private @Nullable Throwable failure;

  /** Of the parser's thread alone. */
  private @Nullable Thread thread;

  /** Whether there are batches for a thread. */
  private boolean prepared;

  MatchesAhead(MatchFinder finder, Window window, SpareThreads spareThreads) {
    super(finder, window);
    this.spareThreads = spareThreads;
  }

  @Override
  void begin(int span) {
    super.begin(span);
    spare.addAll(full);
    full.clear();
  }

  @Override
  void pause() {
    lock.lock();
    try {
      ending = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    awaitEnd();
  }

  /** Not just until it has nothing to do: as long as it lives, so do the finder's tables. */
  private void awaitEnd() {
    Thread started = thread;
    if (started != null) {
      Uninterruptibles.joinUninterruptibly(started);
      thread = null;
    }
  }

  @Override
  void refill() {
    MatchBatch next = takeFull();
    if (next == null && start()) {
      next = takeFull();
    }
    if (next == null) {
      batch = atHand;
      super.refill();
    } else {
      batch = next;
    }
  }

  /** Gives back the parser's batch and returns the next one; null where no thread fills any. */
  private @Nullable MatchBatch takeFull() {
    lock.lock();
    try {
      if (batch != atHand) {
        spare.add(batch);
        batch = atHand;
        changed.signalAll();
      }
      while (full.isEmpty() && running) {
        changed.awaitUninterruptibly();
      }
      if (failure != null) {
        throw new IllegalStateException("finding matches failed in a thread", failure);
      }
      return full.poll();
    } finally {
      lock.unlock();
    }
  }

  /** Starts a thread if there is one to spare and enough to do, and returns whether it did. */
  private boolean start() {
    if (searchEnd() - finder.position < POSITIONS || !spareThreads.tryTake()) {
      return false;
    }
    awaitEnd();
    if (!prepared) {
      for (int i = 0; i < BATCHES; i++) {
        spare.add(new MatchBatch(SIZE, POSITIONS));
      }
      prepared = true;
    }
    Thread started = new Thread(this::run, "xz-matches");
    started.setDaemon(true);
    lock.lock();
    try {
      started.start();
      ending = false;
      running = true;
    } catch (OutOfMemoryError noThread) {
      spareThreads.giveBack();
      return false;
    } finally {
      lock.unlock();
    }
    thread = started;
    return true;
  }

  private void run() {
    Throwable cause = null;
    try {
      int end = searchEnd();
      while (finder.position < end && !spareThreads.isOverdrawn()) {
        MatchBatch free = takeSpare();
        if (free == null) {
          return;
        }
        free.fill(finder, end);
        put(free);
      }
    } catch (RuntimeException | Error e) {
      cause = e;
    } finally {
      spareThreads.giveBack();
      stop(cause);
    }
  }

  /** Waits for an empty batch; null where none is wanted any more. */
  private @Nullable MatchBatch takeSpare() {
    lock.lock();
    try {
      while (spare.isEmpty() && !ending) {
        changed.awaitUninterruptibly();
      }
      return ending ? null : spare.remove();
    } finally {
      lock.unlock();
    }
  }

  private void put(MatchBatch filled) {
    lock.lock();
    try {
      full.add(filled);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void stop(@Nullable Throwable cause) {
    lock.lock();
    try {
      failure = cause;
      running = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
