package org.gitsnapshot.output;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.gitsnapshot.error.OutputException;
import org.jspecify.annotations.Nullable;

/**
 * Files for what is too long for memory, in the system's directory of temporary files.
 *
 * <p>They are in a directory of the process, with a file in it that is locked while it lives. A
 * process that ends removes its directory; what one that was killed left is removed by the next
 * that needs one. Thread-safe.
 */
public final class Spool {
  private static final String PREFIX = "git-snapshot-spool-";
  private static final String LOCK = "lock";

  /** How another place is chosen: the launcher makes it what Java calls java.io.tmpdir. */
  private static final String ANOTHER = " with TMPDIR";

  /** Where the files are, with the lock, which is never opened a second time: that would end it. */
  private record Place(Path directory, FileChannel lock) {}

  private static @Nullable Place place;

  private Spool() {}

  /**
   * Makes an empty file, to be removed by the caller.
   *
   * @param suffix what its name ends with
   * @throws OutputException if there can be none
   */
  public static Path file(String suffix) throws OutputException {
    try {
      return Files.createTempFile(directory(), "", suffix);
    } catch (IOException e) {
      throw FailureReason.of(
          "cannot make a temporary file in " + System.getProperty("java.io.tmpdir"), e, ANOTHER);
    }
  }

  /**
   * Opens such a file to be written from its start. A failure says which file it is of. Closed by
   * the caller.
   */
  public static OutputStream open(Path file) throws OutputException {
    try {
      return new Named(Files.newOutputStream(file), file);
    } catch (IOException e) {
      throw Named.failure(file, e);
    }
  }

  /** What fails without a name would be taken for the failure of what is read. */
  private static final class Named extends FilterOutputStream {
    private final Path file;

    Named(OutputStream out, Path file) {
      super(out);
      this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw failure(file, e);
      }
    }

    static OutputException failure(Path file, IOException e) {
      return FailureReason.of("cannot write the temporary file " + file, e, ANOTHER);
    }
  }

  private static synchronized Path directory() throws IOException {
    Place known = place;
    if (known != null && Files.isDirectory(known.directory())) {
      return known.directory();
    }
    Path directory = Files.createTempDirectory(PREFIX);
    Path file = directory.resolve(LOCK);
    FileChannel lock =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      FileLock unused = lock.tryLock();
    } catch (IOException noLocksHere) {
      // Then nobody else gets one either, and what is here stays.
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory), "remove-temporary"));
    place = new Place(directory, lock);
    removeAbandoned(directory);
    return directory;
  }

  /** Removes the directories of processes that are gone. */
  private static void removeAbandoned(Path own) {
    try (DirectoryStream<Path> directories =
        Files.newDirectoryStream(own.getParent(), PREFIX + "*")) {
      for (Path directory : directories) {
        if (!directory.equals(own) && isAbandoned(directory)) {
          remove(directory);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      // They stay.
    }
  }

  /** One that is just being made has no lock yet, and is left alone. */
  private static boolean isAbandoned(Path directory) {
    try (FileChannel lock = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE)) {
      return lock.tryLock() != null;
    } catch (IOException | OverlappingFileLockException inUse) {
      // Or another user's.
      return false;
    }
  }

  /** The lock's file goes last: without it nobody would look at the rest. */
  private static void remove(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> order =
          files.sorted(Comparator.comparing((Path file) -> file.endsWith(LOCK))).toList();
      for (Path file : order) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
    } catch (IOException stays) {
      // The next process tries again.
    }
  }
}
