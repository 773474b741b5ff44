package org.gitsnapshot.codec.lzma;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds matches on a thread of its own, ahead of the parser.
 *
 * <p>What a finder finds at a position does not depend on what the parser makes of it, so it can
 * search every position; those that the parser skips are searched in vain. The thread lives from
 * {@link #resume()} to {@link #pause()}, between which the window stands still.
 */
final class MatchesAhead extends BatchedMatches {
  private static final int BATCHES = 6;
  private static final int SIZE = 1 << 16;
  private static final int POSITIONS = 1 << 12;

  /** About how many bytes of heap all batches take. */
  static final long MEMORY = (long) BATCHES * SIZE * Integer.BYTES;

  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** What the parser has not taken yet, and what it is done with; guarded by the lock. */
  private final Queue<MatchBatch> full = new ArrayDeque<>();

  private final Queue<MatchBatch> spare = new ArrayDeque<>();

  /** Whether the thread is to end, and whether it has; guarded by the lock. */
  private boolean ending;

  private boolean running;
  private @Nullable Throwable failure;

  /** Of the parser's thread alone. */
  private @Nullable Thread thread;

  MatchesAhead(MatchFinder finder, Window window) {
    super(finder, window, new MatchBatch(SIZE, POSITIONS));
    for (int i = 1; i < BATCHES; i++) {
      spare.add(new MatchBatch(SIZE, POSITIONS));
    }
  }

  @Override
  void begin(int span) {
    super.begin(span);
    spare.addAll(full);
    full.clear();
  }

  @Override
  void resume() {
    ending = false;
    running = true;
    Thread started = new Thread(this::run, "xz-matches");
    started.setDaemon(true);
    started.start();
    thread = started;
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
    Thread started = thread;
    if (started != null) {
      // Not just until it has nothing to do: as long as it lives, so do the finder's tables.
      Uninterruptibles.joinUninterruptibly(started);
      thread = null;
    }
  }

  @Override
  void refill() {
    lock.lock();
    try {
      spare.add(batch);
      changed.signalAll();
      while (full.isEmpty() && running) {
        changed.awaitUninterruptibly();
      }
      if (failure != null) {
        throw new IllegalStateException("finding matches failed in a thread", failure);
      }
      batch = full.remove();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    Throwable cause = null;
    try {
      int end = searchEnd();
      while (finder.position < end) {
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
