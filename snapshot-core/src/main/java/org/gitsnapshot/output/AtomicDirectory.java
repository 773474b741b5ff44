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
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.gitsnapshot.error.OutputException;

/**
 * A directory that appears under its name with all that is in it, or not at all.
 *
 * <p>It is filled beside its place under a hidden temporary name. {@link #publish()} brings its
 * files to the disk and gives it its name; {@link #close()} without it removes all. Used by one
 * thread.
 */
public final class AtomicDirectory implements AutoCloseable {
  private final Path target;
  private final Path temporary;
  private boolean published;

  private AtomicDirectory(Path target, Path temporary) {
    this.target = target;
    this.temporary = temporary;
  }

  /**
   * Starts a directory. Its parent must exist, and nothing or an empty directory have its name.
   *
   * @throws OutputException if it cannot be created
   */
  public static AtomicDirectory create(Path target) throws OutputException {
    Path absolute = target.toAbsolutePath().normalize();
    String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path temporary =
        absolute.resolveSibling(
            "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + "-" + unique
                + ".tmp");
    try {
      Files.createDirectory(temporary);
    } catch (IOException e) {
      throw FailureReason.of("cannot write " + target, e);
    }
    TemporaryFiles.add(temporary);
    return new AtomicDirectory(absolute, temporary);
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
          AtomicFile.forceDirectory(path);
        } else {
          try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
          }
        }
      }
      // An empty directory of the name is replaced.
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      published = true;
      TemporaryFiles.forget(temporary);
      AtomicFile.forceDirectory(target.getParent());
    } catch (IOException e) {
      throw FailureReason.of("cannot write " + target, e);
    }
  }

  @Override
  public void close() throws OutputException {
    if (published) {
      return;
    }
    try {
      deleteTree(temporary);
      TemporaryFiles.forget(temporary);
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
