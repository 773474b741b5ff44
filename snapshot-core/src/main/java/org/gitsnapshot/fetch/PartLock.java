package org.gitsnapshot.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.gitsnapshot.error.OutputException;
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
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

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

  /**
   * Takes the lock of a file in the making.
   *
   * @throws OutputException if another fetch has it, or it cannot be made
   */
  static PartLock acquire(Path target, Path part) throws OutputException {
    Path file = place(part);
    Path key = key(target, file);
    if (!HELD.add(key)) {
      throw inUse(target);
    }
    PartLock lock = null;
    try {
      while (lock == null) {
        lock = attempt(target, file, key);
      }
      return lock;
    } catch (IOException e) {
      throw FailureReason.of("cannot write " + target, e);
    } finally {
      if (lock == null) {
        HELD.remove(key);
      }
    }
  }

  /** Returns where the lock of a file in the making is. */
  static Path place(Path part) {
    return part.resolveSibling(part.getFileName() + ".lock");
  }

  private static Path key(Path target, Path file) throws OutputException {
    try {
      return file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
    } catch (IOException e) {
      throw FailureReason.of("cannot write " + target, e);
    }
  }

  private static OutputException inUse(Path target) {
    return new OutputException(
        "another fetch is at " + target, "wait for it to end, or choose another directory");
  }

  /** Returns nothing where the file was removed between its opening and its locking. */
  private static @Nullable PartLock attempt(Path target, Path file, Path key)
      throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileChannel byName = null;
    boolean held = false;
    try {
      if (channel.tryLock() == null) {
        throw inUse(target);
      }
      byte[] token = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0).write(ByteBuffer.wrap(token), 0);
      byName = FileChannel.open(file, StandardOpenOption.READ);
      ByteBuffer found = ByteBuffer.allocate(token.length);
      int unused = byName.read(found, 0);
      held = Arrays.equals(found.array(), token);
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
      HELD.remove(key);
    }
  }
}
