package org.gitsnapshot.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Files that are written beside their place, and what killed processes left of theirs.
 *
 * <p>Each is locked as long as it is open. The lock goes with the process however that ends, so
 * whoever gets it has found a file of nobody, on any machine, whatever clocks and process numbers
 * say. Where a file system has no locks, nothing is taken for anybody's. Thread-safe.
 */
final class TemporaryFiles {
  /** Characters of the final name in the temporary one; at most four bytes each. */
  private static final int MAX_KEPT = 50;

  private static final String SUFFIX = ".snapshot.tmp";
  private static final String DIRECTORY_SUFFIX = ".d";

  private static final Pattern NAME =
      Pattern.compile("\\..*\\.[0-9]{1,18}-[0-9a-f]{1,16}" + Pattern.quote(SUFFIX));

  /**
   * Those of this process by name. It never opens one a second time: closing any channel of a file
   * gives up a process's locks on it.
   */
  private static final Map<String, Path> OPEN = new ConcurrentHashMap<>();

  /** Looked through once by a process: there may be very many files in one. */
  private static final Set<Path> CLEANED = ConcurrentHashMap.newKeySet();

  private static volatile boolean ending;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(TemporaryFiles::end, "remove-temporary"));
  }

  private TemporaryFiles() {}

  /**
   * A temporary file.
   *
   * @param path where it is
   * @param channel for writing and reading back, with the lock
   */
  record Temporary(Path path, FileChannel channel) {}

  /** Makes one beside an absolute path. */
  static Temporary create(Path place) throws IOException {
    Path directory = place.getParent();
    if (directory != null) {
      clean(directory);
    }
    String kept = beginning(place.getFileName().toString());
    while (true) {
      String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
      String name = "." + kept + "." + ProcessHandle.current().pid() + "-" + unique + SUFFIX;
      Path path = place.resolveSibling(name);
      OPEN.put(name, path);
      boolean made = false;
      try {
        FileChannel channel =
            FileChannel.open(
                path,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        made = isOurs(path, channel);
        if (made) {
          return new Temporary(path, channel);
        }
        channel.close();
      } catch (FileAlreadyExistsException taken) {
        // Try another name.
      } finally {
        if (!made) {
          OPEN.remove(name);
        }
      }
      if (ending) {
        throw new IOException("the process is told to end");
      }
    }
  }

  /** Returns whether it is locked and still there: somebody may just have cleaned here. */
  private static boolean isOurs(Path path, FileChannel channel) throws IOException {
    if (ending) {
      Files.deleteIfExists(path);
      return false;
    }
    try {
      FileLock lock = channel.tryLock();
      return lock != null && Files.exists(path);
    } catch (IOException noLocksHere) {
      return true;
    }
  }

  /**
   * A temporary name is longer than the final one, which may already be as long as names can be.
   */
  private static String beginning(String name) {
    int kept = Math.min(name.codePointCount(0, name.length()), MAX_KEPT);
    return name.substring(0, name.offsetByCodePoints(0, kept));
  }

  /** Forgets a file that has its final name, or is to be removed. */
  static void forget(Path file) {
    OPEN.remove(file.getFileName().toString());
  }

  /** Removes what killed processes left in a directory, the first time it is asked to. */
  static void clean(Path directory) {
    if (!CLEANED.add(directory.toAbsolutePath())) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, ".*" + SUFFIX)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (NAME.matcher(name).matches() && !OPEN.containsKey(name)) {
          removeAbandoned(file);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      // They stay; whether the directory can be written is found out by whoever writes.
    }
  }

  /** Returns where a temporary directory is that the lock of a temporary file stands for. */
  static Path directoryOf(Path file) {
    return file.resolveSibling(file.getFileName() + DIRECTORY_SUFFIX);
  }

  /** Removes a file, and before it the directory that it may stand for. */
  static void remove(Path file) throws IOException {
    AtomicDirectory.deleteTree(directoryOf(file));
    Files.deleteIfExists(file);
  }

  private static void removeAbandoned(Path file) {
    try (FileChannel channel = PlainFile.openLock(file)) {
      if (channel.tryLock() != null) {
        remove(file);
      }
    } catch (IOException | OverlappingFileLockException inUse) {
      // Or another user's, or not lockable.
    }
  }

  private static void end() {
    ending = true;
    for (Path file : OPEN.values()) {
      try {
        remove(file);
      } catch (IOException leftBehind) {
        // The next process that writes here removes it.
      }
    }
  }
}
