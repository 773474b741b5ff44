package org.gitsnapshot.build;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.gitsnapshot.output.Directories;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.progress.Progress;

/**
 * A directory into which several threads build snapshots.
 *
 * <p>A disk takes milliseconds for each thing that must be on it before the next, however small. So
 * the snapshots that wait for the disk get their names together, and meanwhile others are built.
 * Thread-safe.
 */
public final class SnapshotDirectory {
  /** How many snapshots may wait for the disk while others are built. */
  private static final int WAITING = 14;

  /** How many get their names without waiting for others that are being built. */
  private static final int ENOUGH = 12;

  private final Path directory;
  private final Publication publication;
  private final Semaphore turns;
  private final Together<Publication.Sealed> publishing;

  /**
   * Names a directory, which is made when a snapshot needs it.
   *
   * @param atOnce how many snapshots are built at once, from 1; see {@link #threads}
   * @param progress hears of waiting for another process
   * @throws IllegalArgumentException if no snapshot may be built at once
   */
  public SnapshotDirectory(Path directory, int atOnce, Progress progress) {
    if (atOnce < 1) {
      throw new IllegalArgumentException("at least one snapshot at once, not " + atOnce);
    }
    this.directory = directory;
    this.publication = new Publication(directory, progress);
    this.turns = new Semaphore(atOnce, true);
    this.publishing =
        new Together<>(
            publication::publish,
            ENOUGH,
            Together.PATIENCE,
            () -> turns.availablePermits() < atOnce);
  }

  /**
   * Returns how many threads are to build into a directory, those that wait for the disk included.
   * Who wants one at a time gets one after the other, in their order.
   */
  public static int threads(int atOnce) {
    return atOnce == 1 ? 1 : atOnce + WAITING;
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
    publishing.run(publication.seal(pin, built, files));
  }
}
