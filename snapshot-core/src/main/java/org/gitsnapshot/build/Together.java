package org.gitsnapshot.build;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Does for several threads together what each of them wants done: whoever comes while it is being
 * done waits, and the next time it is done for all that waited. Who could begin waits a little for
 * others who are about to come, since many at a time cost little more than one. Thread-safe.
 *
 * @param <T> what it is done to
 */
final class Together<T> {
  /** What is done; never at the same time as itself. */
  interface Work<T> {
    /** Does it to all, or throws. */
    void run(List<T> items) throws IOException;
  }

  /** How long who could begin waits for others, where the work is a file system's. */
  static final Duration PATIENCE = Duration.ofMillis(50);

  private final Work<T> work;
  private final int enough;
  private final Duration patience;
  private final BooleanSupplier moreToCome;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Queue<Request<T>> waiting = new ArrayDeque<>();

  /**
   * Creates one for a kind of work.
   *
   * @param enough how many at a time are not kept waiting for more, from 1
   * @param patience how long fewer are kept waiting at most
   * @param moreToCome asked while there are fewer whether others may come soon
   */
  Together(Work<T> work, int enough, Duration patience, BooleanSupplier moreToCome) {
    this.work = work;
    this.enough = enough;
    this.patience = patience;
    this.moreToCome = moreToCome;
  }

  /**
   * Returns when it is done.
   *
   * @throws IOException if it failed, for this item or for one that it was done together with: a
   *     disk that failed once may not say so again, so nothing is tried a second time
   */
  void run(T item) throws IOException {
    Request<T> mine = new Request<>(item);
    synchronized (waiting) {
      waiting.add(mine);
      waiting.notifyAll();
    }
    turn.lock();
    try {
      if (!mine.done) {
        awaitOthers();
        attempt(taken());
      }
    } finally {
      turn.unlock();
    }
    mine.rethrow();
  }

  /** Returns how many wait until it is done for them. */
  int waiting() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  /** An interruption ends the wait and stays. */
  private void awaitOthers() {
    long end = System.nanoTime() + patience.toNanos();
    synchronized (waiting) {
      long left = patience.toMillis();
      while (left > 0 && waiting.size() < enough && moreToCome.getAsBoolean()) {
        try {
          waiting.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      }
    }
  }

  private List<Request<T>> taken() {
    synchronized (waiting) {
      List<Request<T>> taken = new ArrayList<>(waiting);
      waiting.clear();
      return taken;
    }
  }

  private void attempt(List<Request<T>> requests) {
    Throwable failure = null;
    try {
      work.run(requests.stream().map(request -> request.item).toList());
    } catch (Throwable e) {
      // Also when Java gives up: nobody may take it for done.
      failure = e;
    }
    for (Request<T> request : requests) {
      request.done = true;
      request.failure = failure;
    }
  }

  /** Read and written by whoever has the turn. */
  private static final class Request<T> {
    final T item;
    boolean done;
    @Nullable Throwable failure;

    Request(T item) {
      this.item = item;
    }

    void rethrow() throws IOException {
      Throwable thrown = failure;
      if (thrown != null) {
        Throwables.throwIfInstanceOf(thrown, IOException.class);
        Throwables.throwIfUnchecked(thrown);
        throw new IllegalStateException(thrown);
      }
    }
  }
}
