package org.gitsnapshot.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.testing.ChildJvm;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DirectoryLockTest {
  @TempDir Path directory;

  @Test
  void noFileIsLeft() throws IOException {
    for (int i = 0; i < 3; i++) {
      try (DirectoryLock lock = DirectoryLock.acquire(directory, unused -> {})) {
        assertThat(directory.toFile().list()).hasSize(1);
      }
      assertThat(directory.toFile().list()).isEmpty();
    }
  }

  @Test
  void aThreadWaitsForAnother() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    CountDownLatch trying = new CountDownLatch(1);
    Future<?> waiting;
    try (DirectoryLock lock = DirectoryLock.acquire(directory, unused -> {})) {
      waiting =
          other.submit(
              () -> {
                trying.countDown();
                DirectoryLock.acquire(directory, unused -> {}).close();
                return null;
              });
      assertThat(trying.await(10, TimeUnit.SECONDS)).isTrue();
      Thread.sleep(50);
      assertThat(waiting.isDone()).isFalse();
    }
    waiting.get(10, TimeUnit.SECONDS);
    other.shutdown();
    assertThat(directory.toFile().list()).isEmpty();
  }

  @Test
  void threadsAndProcessesNeverCountTheSameNumber(@TempDir Path locked) throws Exception {
    Path counter = Files.writeString(directory.resolve("counter"), "0");
    int times = 40;
    List<ChildJvm> children = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      children.add(ChildJvm.start(Count.class, locked.toString(), counter.toString(), "" + times));
    }
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<?>> counting = new ArrayList<>();
    for (ChildJvm child : children) {
      child.waitForLine("counting");
    }
    for (int i = 0; i < 2; i++) {
      counting.add(
          threads.submit(
              () -> {
                Count.count(locked, counter, times);
                return null;
              }));
    }
    for (Future<?> one : counting) {
      one.get(30, TimeUnit.SECONDS);
    }
    for (ChildJvm child : children) {
      assertThat(child.waitFor()).as(child.errors()).isZero();
    }
    threads.shutdown();
    assertThat(counter).hasContent("" + 4 * times);
    assertThat(locked.toFile().list()).isEmpty();
  }

  /** Adds to a number in a file, in steps that would lose some without a lock. */
  static final class Count {
    private Count() {}

    public static void main(String[] arguments) throws IOException {
      System.out.println("counting");
      count(Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    }

    static void count(Path locked, Path counter, int times) throws IOException {
      for (int i = 0; i < times; i++) {
        try (DirectoryLock lock = DirectoryLock.acquire(locked, unused -> {})) {
          int number = Integer.parseInt(Files.readString(counter));
          Thread.onSpinWait();
          Files.writeString(counter, "" + (number + 1));
        }
      }
    }
  }

  @Test
  void aProcessThatIsKilledHoldsNothing() throws Exception {
    ChildJvm child = ChildJvm.start(HoldForEver.class, directory.toString());
    child.waitForLine("locked");
    ExecutorService other = Executors.newSingleThreadExecutor();
    Future<?> waiting =
        other.submit(
            () -> {
              DirectoryLock.acquire(directory, unused -> {}).close();
              return null;
            });
    Thread.sleep(50);
    assertThat(waiting.isDone()).isFalse();
    child.kill();
    waiting.get(10, TimeUnit.SECONDS);
    other.shutdown();
    assertThat(directory.toFile().list()).isEmpty();
  }

  /** Takes the lock and never gives it back. */
  static final class HoldForEver {
    private HoldForEver() {}

    public static void main(String[] arguments) throws Exception {
      try (DirectoryLock lock = DirectoryLock.acquire(Path.of(arguments[0]), unused -> {})) {
        System.out.println("locked");
        Thread.sleep(60_000);
      }
    }
  }

  @Test
  void aDirectoryThatIsNotThereIsSaidAndBlocksNobody() throws IOException {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> DirectoryLock.acquire(directory.resolve("no"), unused -> {}))
          .isInstanceOf(OutputException.class)
          .hasMessage("cannot lock " + directory.resolve("no") + ": there is no such directory");
    }
    DirectoryLock.acquire(directory, unused -> {}).close();
  }

  @Test
  void anInterruptedThreadGetsNothingAndBlocksNobody() throws Exception {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> DirectoryLock.acquire(directory, unused -> {}))
        .isInstanceOf(OutputException.class);
    assertThat(Thread.interrupted()).isTrue();
    ExecutorService other = Executors.newSingleThreadExecutor();
    Future<?> next =
        other.submit(
            () -> {
              DirectoryLock.acquire(directory, unused -> {}).close();
              return null;
            });
    next.get(10, TimeUnit.SECONDS);
    other.shutdown();
  }

  @Test
  void whatIsNoPlainFileIsRefusedAndNotWrittenTo(@TempDir Path elsewhere) throws IOException {
    Path lock = directory.resolve(".lock");
    Path precious = Files.writeString(elsewhere.resolve("precious"), "text");
    for (Path target : List.of(precious, Path.of("/dev/null"), elsewhere.resolve("nothing"))) {
      Files.createSymbolicLink(lock, target);
      assertRefused(lock + " is a symbolic link, and must be a plain file");
      assertThat(lock).isSymbolicLink();
      Files.delete(lock);
    }
    assertThat(precious).hasContent("text");
    byte[] unused = new Tool(directory).run(null, "mkfifo", ".lock");
    assertRefused(lock + " is a pipe, a socket or a device, and must be a plain file");
    Files.delete(lock);
    Files.createDirectory(lock);
    assertRefused(lock + " is a directory, and must be a plain file");
    Files.delete(lock);
    DirectoryLock.acquire(directory, what -> {}).close();
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> DirectoryLock.acquire(directory, what -> {}))
        .isInstanceOfSatisfying(
            OutputException.class,
            refused -> assertThat(refused.hint()).contains("remove it, and run it again"))
        .hasMessage(message);
  }

  @Test
  void waitingForAnotherProcessIsTold() throws Exception {
    ChildJvm child = ChildJvm.start(HoldForEver.class, directory.toString());
    child.waitForLine("locked");
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    ExecutorService other = Executors.newSingleThreadExecutor();
    Future<?> waiting =
        other.submit(
            () -> {
              DirectoryLock.acquire(directory, told::add).close();
              return null;
            });
    assertThat(told.poll(10, TimeUnit.SECONDS))
        .isEqualTo("waiting for another process at " + directory.resolve(".lock"));
    child.kill();
    waiting.get(10, TimeUnit.SECONDS);
    other.shutdown();
    DirectoryLock.acquire(directory, told::add).close();
    assertThat(told).isEmpty();
  }
}
