package org.gitsnapshot.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;
import org.gitsnapshot.error.OutputException;
import org.jspecify.annotations.Nullable;

/**
 * A lock among processes on a file that is there only as long as somebody wants it: it is locked
 * and, at the end, removed.
 *
 * <p>Whoever waited for the lock of a file that was removed meanwhile holds nothing: a token
 * written into the file tells. A process that dies leaves a file that nobody has locked and that
 * the next one takes over. Threads of one process need another lock before this one.
 */
public final class PassingLock implements AutoCloseable {
  /**
   * How often the file may be gone when its lock is there. Each time somebody else has had the
   * lock, or the file system forgets what was written.
   */
  private static final int TRIES = 10_000;

  private final Path file;
  private final FileChannel channel;

  /**
   * The file as its name leads to it. It is closed with the lock and not before: on POSIX systems a
   * process that closes any channel of a file gives up its locks on it.
   */
  private final FileChannel byName;

  private PassingLock(Path file, FileChannel channel, FileChannel byName) {
    this.file = file;
    this.channel = channel;
    this.byName = byName;
  }

  /**
   * Waits for the lock.
   *
   * @param taken runs before each time that another process is waited for
   * @throws OutputException if something else has the file's name, or the file is never what was
   *     locked
   * @throws IOException if the file cannot be made or locked, or the thread is interrupted
   */
  public static PassingLock acquire(Path file, SystemLock.Taken taken) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      PassingLock lock = attempt(file, taken);
      if (lock != null) {
        return lock;
      }
    }
    throw new OutputException(
        "cannot lock " + file + ": it was another file after each of " + TRIES + " tries",
        "see what removes it, or choose a place on a file system that has locks");
  }

  /** Returns nothing if the file was removed between its opening and its locking. */
  private static @Nullable PassingLock attempt(Path file, SystemLock.Taken taken)
      throws IOException {
    FileChannel channel = PlainFile.makeLock(file);
    FileChannel byName = null;
    boolean held = false;
    try {
      SystemLock.acquire(channel, taken);
      byte[] token = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0).write(ByteBuffer.wrap(token), 0);
      byName = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      ByteBuffer found = ByteBuffer.allocate(token.length);
      int unused = byName.read(found, 0);
      held = Arrays.equals(found.array(), token);
      return held ? new PassingLock(file, channel, byName) : null;
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

  /** Gives it up. A file that cannot be removed does no harm: nobody has locked it. */
  @Override
  public void close() {
    try (channel;
        byName) {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      // What was done under the lock is done.
    }
  }
}
