package org.gitsnapshot.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.gitsnapshot.testing.ChildJvm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SystemLockTest {
  /** Long enough for a thread that has asked to be asleep in the system. */
  private static final int MILLIS = 300;

  private final ExecutorService other = Executors.newSingleThreadExecutor();
  @TempDir Path directory;

  @AfterEach
  void stop() {
    other.shutdownNow();
  }

  /**
   * Each has what a thread of the other waits for: a deadlock if processes had one thread, and the
   * system refuses to wait to the one that asks last.
   */
  @Test
  void twoProcessesWaitForEachOtherInThreadsThatHoldNothing() throws Exception {
    Path ours = directory.resolve("ours");
    Path theirs = directory.resolve("theirs");
    try (FileChannel first = PlainFile.makeLock(ours)) {
      SystemLock.acquire(first, () -> {});
      ChildJvm child = ChildJvm.start(HoldAndWait.class, theirs.toString(), ours.toString());
      child.waitForLine("locked");
      CountDownLatch asks = new CountDownLatch(1);
      Future<?> waiting = other.submit(() -> lockOnce(theirs, asks));
      assertThat(asks.await(10, TimeUnit.SECONDS)).isTrue();
      child.waitForLine("waiting");
      waiting.get(30, TimeUnit.SECONDS);
      first.close();
      assertThat(child.waitFor()).as(child.errors()).isZero();
    }
  }

  /** Has one lock for some time, and meanwhile waits for another in a second thread. */
  static final class HoldAndWait {
    private HoldAndWait() {}

    public static void main(String[] arguments) throws Exception {
      CountDownLatch asks = new CountDownLatch(1);
      ExecutorService other = Executors.newSingleThreadExecutor();
      Future<?> waiting;
      try (FileChannel held = PlainFile.makeLock(Path.of(arguments[0]))) {
        SystemLock.acquire(held, () -> {});
        System.out.println("locked");
        waiting = other.submit(() -> lockOnce(Path.of(arguments[1]), asks));
        asks.await();
        System.out.println("waiting");
        Thread.sleep(MILLIS);
      }
      waiting.get();
      other.shutdown();
    }
  }

  private static Void lockOnce(Path file, CountDownLatch asks) throws IOException {
    try (FileChannel channel = PlainFile.makeLock(file)) {
      SystemLock.acquire(channel, asks::countDown);
      return null;
    }
  }

  @Test
  void whoWaitsIsInterrupted() throws Exception {
    ChildJvm child = ChildJvm.start(DirectoryLockTest.HoldForEver.class, directory.toString());
    child.waitForLine("locked");
    Path file = directory.resolve(".lock");
    CountDownLatch asks = new CountDownLatch(1);
    Future<?> waiting = other.submit(() -> lockOnce(file, asks));
    assertThat(asks.await(10, TimeUnit.SECONDS)).isTrue();
    Thread.sleep(MILLIS);
    assertThat(waiting.isDone()).isFalse();
    other.shutdownNow();
    assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(FileLockInterruptionException.class);
    child.kill();
  }
}
