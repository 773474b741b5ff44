package org.gitsnapshot.build;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Does for several threads together what each of them wants done: whoever comes while it is being
 * done waits, and the next time it is done for all that waited. Thread-safe.
 *
 * @param <T> what it is done to
 */
final class Together<T> {
  /** What is done; never at the same time as itself. */
  interface Work<T> {
    /** Does it to all, or throws. */
    void run(List<T> items) throws IOException;
  }

  private final Work<T> work;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Queue<Request<T>> waiting = new ArrayDeque<>();

  Together(Work<T> work) {
    this.work = work;
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
    }
    turn.lock();
    try {
      if (!mine.done) {
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
