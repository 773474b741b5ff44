package org.gitsnapshot.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;
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
  private final Path file;
  private final FileChannel channel;

  /** Open as long as the lock is held: closing any channel of a file gives up a process's locks. */
  private final FileChannel byName;

  private PartLock(Path file, FileChannel channel, FileChannel byName) {
    this.file = file;
    this.channel = channel;
    this.byName = byName;
  }

  /**
   * Takes the lock of a file in the making.
   *
   * @throws OutputException if another fetch has it, or it cannot be made
   */
  static PartLock acquire(Path target, Path part) throws OutputException {
    Path file = part.resolveSibling(part.getFileName() + ".lock");
    try {
      while (true) {
        PartLock lock = attempt(target, file);
        if (lock != null) {
          return lock;
        }
      }
    } catch (IOException e) {
      throw FailureReason.of("cannot write " + target, e);
    }
  }

  /** Returns nothing where the file was removed between its opening and its locking. */
  private static @Nullable PartLock attempt(Path target, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileChannel byName = null;
    boolean held = false;
    try {
      if (!locks(channel)) {
        throw new OutputException(
            "another fetch is at " + target, "wait for it to end, or choose another directory");
      }
      byte[] token = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0).write(ByteBuffer.wrap(token), 0);
      byName = FileChannel.open(file, StandardOpenOption.READ);
      ByteBuffer found = ByteBuffer.allocate(token.length);
      int unused = byName.read(found, 0);
      held = Arrays.equals(found.array(), token);
      return held ? new PartLock(file, channel, byName) : null;
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

  private static boolean locks(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException thisProcess) {
      return false;
    }
  }

  @Override
  public void close() {
    try (channel;
        byName) {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      // An empty hidden file that nobody has locked is taken over by the next.
    }
  }
}
