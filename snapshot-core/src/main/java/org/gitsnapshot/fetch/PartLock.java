package org.gitsnapshot.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.output.Directories;
import org.gitsnapshot.output.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two fetches from one file in the making: the one that came second would write into what the
 * first has just given its final name.
 *
 * <p>A file that is locked and, at the end, removed; a token in it tells whoever locked a file that
 * had been removed already. The lock of a process that died is free.
 */
final class PartLock implements AutoCloseable {
  /**
   * Those of this process, which must not open a second channel of a file to find out: closing that
   * would give up the lock.
   */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path file;
  private final Path key;
  private final FileChannel channel;

  /** Open as long as the lock is held: closing any channel of a file gives up a process's locks. */
  private final FileChannel byName;

  private PartLock(Path file, Path key, FileChannel channel, FileChannel byName) {
    this.file = file;
    this.key = key;
    this.channel = channel;
    this.byName = byName;
  }

  /** What to do when another fetch has the lock. */
  interface Taken {
    /** Returns to wait for it. */
    void by(Path target) throws OutputException;
  }

  /**
   * Takes the lock of a file in the making.
   *
   * @param taken is asked when another fetch has it, once or twice
   * @throws OutputException if it cannot be made
   * @throws InterruptedIOException if the thread is interrupted while it waits
   */
  static PartLock acquire(Path target, Path part, Taken taken) throws IOException {
    Path file = place(part);
    Path key = key(target, file);
    hold(key, target, taken);
    PartLock lock = null;
    try {
      while (lock == null) {
        lock = attempt(target, file, key, taken);
      }
      return lock;
    } catch (ClosedByInterruptException | FileLockInterruptionException e) {
      throw interrupted(target);
    } catch (IOException e) {
      throw FailureReason.of("cannot write " + target, e);
    } finally {
      if (lock == null) {
        release(key);
      }
    }
  }

  private static void hold(Path key, Path target, Taken taken) throws IOException {
    synchronized (HELD) {
      if (HELD.contains(key)) {
        taken.by(target);
      }
      try {
        while (!HELD.add(key)) {
          HELD.wait();
        }
      } catch (InterruptedException e) {
        throw interrupted(target);
      }
    }
  }

  private static void release(Path key) {
    synchronized (HELD) {
      HELD.remove(key);
      HELD.notifyAll();
    }
  }

  private static InterruptedIOException interrupted(Path target) {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while waiting for another fetch of " + target);
  }

  /** Returns where the lock of a file in the making is. */
  static Path place(Path part) {
    return part.resolveSibling(part.getFileName() + ".lock");
  }

  private static Path key(Path target, Path file) throws OutputException {
    try {
      return Directories.of(file).toRealPath().resolve(file.getFileName());
    } catch (IOException e) {
      throw FailureReason.of("cannot write " + target, e);
    }
  }

  /** Returns nothing where the file was removed between its opening and its locking. */
  private static @Nullable PartLock attempt(Path target, Path file, Path key, Taken taken)
      throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileChannel byName = null;
    boolean held = false;
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        taken.by(target);
        lock = channel.lock();
      }
      byte[] token = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0).write(ByteBuffer.wrap(token), 0);
      byName = FileChannel.open(file, StandardOpenOption.READ);
      ByteBuffer found = ByteBuffer.allocate(token.length);
      int unused = byName.read(found, 0);
      held = lock.isValid() && Arrays.equals(found.array(), token);
      return held ? new PartLock(file, key, channel, byName) : null;
    } catch (NoSuchFileException removed) {
      return null;
    } finally {
      if (!held) {
        channel.close();
        if (byName != null) {
          byName.close();
        }
      }
    }
  }

  @Override
  public void close() {
    try (channel;
        byName) {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      // An empty hidden file that nobody has locked is taken over by the next.
    } finally {
      release(key);
    }
  }
}
