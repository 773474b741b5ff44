package org.gitsnapshot.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.gitsnapshot.error.OutputException;

/**
 * A directory that appears under its name with all that is in it, or not at all.
 *
 * <p>It is filled beside its place under a hidden temporary name. {@link #publish()} brings its
 * files to the disk and gives it its name; {@link #close()} without it removes all, and what a
 * killed process leaves is removed by the next that writes beside it. Used by one thread.
 */
public final class AtomicDirectory implements AutoCloseable {
  private final Path target;

  /** Its lock says that the directory is in use. */
  private final TemporaryFiles.Temporary lock;

  private final Path temporary;
  private boolean published;

  private AtomicDirectory(Path target, TemporaryFiles.Temporary lock, Path temporary) {
    this.target = target;
    this.lock = lock;
    this.temporary = temporary;
  }

  /**
   * Starts a directory. Its parent must exist, and nothing or an empty directory have its name.
   *
   * @throws OutputException if it cannot be created
   */
  public static AtomicDirectory create(Path target) throws OutputException {
    Path absolute = target.toAbsolutePath().normalize();
    try {
      TemporaryFiles.Temporary lock = TemporaryFiles.create(absolute);
      Path temporary = Files.createDirectory(TemporaryFiles.directoryOf(lock.path()));
      return new AtomicDirectory(absolute, lock, temporary);
    } catch (IOException e) {
      throw FailureReason.of("cannot write " + target, e);
    }
  }

  /** Returns where it is filled. */
  public Path path() {
    return temporary;
  }

  /** Gives the directory its name. */
  public void publish() throws OutputException {
    try {
      for (Path path : tree(temporary)) {
        if (Files.isDirectory(path)) {
          Directories.force(path);
        } else {
          try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
          }
        }
      }
      // An empty directory of the name is replaced.
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      published = true;
      Directories.force(Directories.of(target));
    } catch (IOException e) {
      throw FailureReason.of("cannot write " + target, e);
    }
  }

  @Override
  public void close() throws OutputException {
    try (FileChannel held = lock.channel()) {
      if (!published) {
        deleteTree(temporary);
      }
      TemporaryFiles.forget(lock.path());
      Files.deleteIfExists(lock.path());
    } catch (IOException e) {
      throw FailureReason.of("cannot remove " + temporary, e);
    }
  }

  /** Removes a file, or a directory with all that is in it, if it is there. */
  static void deleteTree(Path root) throws IOException {
    try {
      for (Path path : tree(root)) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException gone) {
      // Nothing is left to remove.
    }
  }

  /** What is in a directory comes before it. */
  private static List<Path> tree(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
