package org.gitsnapshot.build;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.gitsnapshot.output.Directories;
import org.gitsnapshot.pin.Pin;
import org.jspecify.annotations.Nullable;

/**
 * A directory into which several threads build snapshots.
 *
 * <p>A disk takes milliseconds for each thing that must be on it before the next, however small. So
 * the snapshots that wait for the disk get their names together, and meanwhile others are built.
 * Thread-safe.
 */
public final class SnapshotDirectory {
  /** How many snapshots may wait for the disk while others are built. */
  public static final int WAITING = 14;

  private final Path directory;
  private final Publication publication;
  private final Semaphore turns;
  private final ReentrantLock publishing = new ReentrantLock(true);
  private final Queue<Request> requests = new ArrayDeque<>();

  /**
   * Names a directory, which is made when a snapshot needs it.
   *
   * @param atOnce how many snapshots are built at once, from 1; as many threads and {@link
   *     #WAITING} more are of use
   */
  public SnapshotDirectory(Path directory, int atOnce) {
    this.directory = directory;
    this.publication = new Publication(directory);
    this.turns = new Semaphore(atOnce, true);
  }

  /** Waits until another snapshot may be built; {@link #endTurn} must follow. */
  void awaitTurn() throws IOException {
    try {
      turns.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before the build began");
    }
    try {
      Directories.make(directory);
    } catch (IOException | RuntimeException e) {
      turns.release();
      throw e;
    }
  }

  void endTurn() {
    turns.release();
  }

  /** Returns where a file of a snapshot goes. */
  Path resolve(String name) {
    return directory.resolve(name);
  }

  /**
   * Gives a snapshot's files their names, with those of the snapshots that wait too.
   *
   * @throws org.gitsnapshot.error.InvalidInputException if the directory has a {@code SHA256SUMS}
   *     that is not one; nothing is published then
   */
  void publish(Pin pin, Built built, OpenFiles files) throws IOException {
    Request mine = new Request(publication.seal(pin, built, files));
    synchronized (requests) {
      requests.add(mine);
    }
    publishing.lock();
    try {
      if (!mine.done) {
        publish(taken());
      }
    } finally {
      publishing.unlock();
    }
    mine.rethrow();
  }

  private List<Request> taken() {
    synchronized (requests) {
      List<Request> taken = new ArrayList<>(requests);
      requests.clear();
      return taken;
    }
  }

  private void publish(List<Request> together) {
    if (!published(together) && together.size() > 1) {
      // Whose fault it was shows one by one; the others get their names.
      together.forEach(each -> published(List.of(each)));
    }
  }

  private boolean published(List<Request> together) {
    IOException failure = null;
    RuntimeException wrong = null;
    try {
      publication.publish(together.stream().map(request -> request.snapshot).toList());
    } catch (IOException e) {
      failure = e;
    } catch (RuntimeException e) {
      wrong = e;
    }
    for (Request request : together) {
      request.done = true;
      request.failure = failure;
      request.wrong = wrong;
    }
    return failure == null && wrong == null;
  }

  /** Guarded by {@link #publishing} once it is taken. */
  private static final class Request {
    final Publication.Sealed snapshot;
    boolean done;
    @Nullable IOException failure;
    @Nullable RuntimeException wrong;

    Request(Publication.Sealed snapshot) {
      this.snapshot = snapshot;
    }

    void rethrow() throws IOException {
      if (failure != null) {
        throw failure;
      }
      if (wrong != null) {
        throw wrong;
      }
    }
  }
}
