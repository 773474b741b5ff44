package org.gitsnapshot.codec.lzma;

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
final class MatchesAhead extends MatchSource {
  private static final int BATCHES = 6;

  /** About how many bytes of heap all batches take. */
  static final long MEMORY = (long) BATCHES * Batch.SIZE * Integer.BYTES;

  private final MatchFinder finder;
  private final Window window;

  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** What the parser has not taken yet, and what it is done with; guarded by the lock. */
  private final Queue<Batch> full = new ArrayDeque<>();

  private final Queue<Batch> spare = new ArrayDeque<>();

  /** Whether the thread is to end, and whether it has; guarded by the lock. */
  private boolean ending;

  private boolean running;
  private @Nullable Throwable failure;

  /** What the parser is reading, and how far it is. */
  private Batch batch = new Batch();

  private int taken;
  private int next;

  /** The matches of positions in a row: for each the number of pairs, and then those. */
  private static final class Batch {
    static final int SIZE = 1 << 16;

    /** The most that one position takes. */
    static final int MOST = 1 + 2 * Match.MAX_LENGTH;

    static final int MAX_POSITIONS = 1 << 12;

    final int[] pairs = new int[SIZE];
    int positions;

    /** Finds the matches of positions up to an index, or until it is full. */
    void fill(MatchFinder finder, int end) {
      int most = Math.min(end - finder.position, MAX_POSITIONS);
      int at = 0;
      int n = 0;
      for (; n < most && at <= SIZE - MOST; n++) {
        finder.find();
        int length = 2 * finder.count;
        pairs[at++] = finder.count;
        int[] found = finder.pairs;
        for (int i = 0; i < length; i++) {
          pairs[at + i] = found[i];
        }
        at += length;
      }
      positions = n;
    }
  }

  MatchesAhead(MatchFinder finder, Window window) {
    super(new int[0]);
    this.finder = finder;
    this.window = window;
    pairs = batch.pairs;
    for (int i = 1; i < BATCHES; i++) {
      spare.add(new Batch());
    }
  }

  @Override
  void begin(int span) {
    finder.begin(span);
    position = 0;
    batch.positions = 0;
    taken = 0;
    next = 0;
    spare.addAll(full);
    full.clear();
  }

  @Override
  void resume() {
    ending = false;
    running = true;
    Thread thread = new Thread(this::run, "xz-matches");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  void pause() {
    lock.lock();
    try {
      ending = true;
      changed.signalAll();
      while (running) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  void slide(int by) {
    super.slide(by);
    finder.slide(by);
  }

  @Override
  void find() {
    if (taken == batch.positions) {
      nextBatch();
    }
    taken++;
    position++;
    count = pairs[next];
    first = next + 1;
    next = first + 2 * count;
  }

  @Override
  void skip(int positions) {
    for (int left = positions; left > 0; left--) {
      if (taken == batch.positions) {
        nextBatch();
      }
      taken++;
      next += 1 + 2 * pairs[next];
    }
    position += positions;
  }

  private void nextBatch() {
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
    pairs = batch.pairs;
    taken = 0;
    next = 0;
  }

  private void run() {
    Throwable cause = null;
    try {
      int end = window.complete ? window.end : window.end - Match.MAX_LENGTH;
      while (finder.position < end) {
        Batch free = takeSpare();
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
  private @Nullable Batch takeSpare() {
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

  private void put(Batch filled) {
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
