package org.gitsnapshot.mirror;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.output.FailureReason;
import org.gitsnapshot.request.Shard;

/**
 * The state of a mirror, locked for one run.
 *
 * <pre>
 * lock            held while a run uses the directory
 * files.tsv       what is remembered, see {@link Journal}
 * partial/NAME    a download that broke off; NAME.from says where it came from
 * building/NAME/  a snapshot being built
 * wrong/NAME.…    a file with another digest than it must have; with .txt, why
 * </pre>
 *
 * <p>Each shard has a directory of its own in it, so that shards need not wait for each other.
 */
final class StateDirectory implements AutoCloseable {
  /** How much of a wrong file's digest is in its name. */
  private static final int DIGITS = 16;

  private final Path directory;
  private final StateLock lock;
  private final Journal journal;

  private StateDirectory(Path directory, StateLock lock, Journal journal) {
    this.directory = directory;
    this.lock = lock;
    this.journal = journal;
  }

  /** Returns where the state of a mirror is. */
  static Path locate(Path destination, Optional<Path> given, Optional<Shard> shard) {
    Path whole = destination.toAbsolutePath().normalize();
    Path base =
        given.orElseGet(
            () -> whole.resolveSibling(Objects.toString(whole.getFileName(), "mirror") + ".state"));
    return shard
        .map(part -> base.resolve("shard-" + part.index() + "-of-" + part.count()))
        .orElse(base);
  }

  /**
   * Waits for a state directory, which is made when it does not exist.
   *
   * @param waiting runs once if another run has it
   */
  static StateDirectory open(Path directory, Runnable waiting) throws IOException {
    makeDirectories(directory);
    StateLock lock = StateLock.acquire(directory, waiting);
    boolean opened = false;
    try {
      StateDirectory state =
          new StateDirectory(directory, lock, Journal.read(directory.resolve("files.tsv")));
      // What a run that was killed had begun to build is of no use.
      removeTree(directory.resolve("building"));
      makeDirectories(directory.resolve("partial"));
      makeDirectories(directory.resolve("wrong"));
      opened = true;
      return state;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  Journal journal() {
    return journal;
  }

  /** Returns where the download of a name goes until it is whole. */
  Path partial(String name) {
    return directory.resolve("partial").resolve(name);
  }

  /** Returns a new directory for building a name, to be removed with {@link #removeTree}. */
  Path building(String name) throws OutputException {
    Path place = directory.resolve("building").resolve(name);
    makeDirectories(place);
    return place;
  }

  /**
   * Moves a wrong file out of the way, to where it can be looked at.
   *
   * @param reason what is wrong, and where it came from; the text beside it
   * @return where it is now
   */
  Path setAside(Path file, String name, Digest sha256, String reason) throws OutputException {
    Path place = directory.resolve("wrong").resolve(name + "." + sha256.hex().substring(0, DIGITS));
    try {
      Files.writeString(
          place.resolveSibling(place.getFileName() + ".txt"),
          reason + "\n",
          StandardCharsets.UTF_8);
      Files.move(file, place, StandardCopyOption.REPLACE_EXISTING);
      return place;
    } catch (IOException e) {
      throw FailureReason.of("cannot set aside " + file, e);
    }
  }

  static void makeDirectories(Path directory) throws OutputException {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw FailureReason.of("cannot make the directory " + directory, e);
    }
  }

  /** Removes a directory and the files in it, one level deep and below. */
  static void removeTree(Path directory) throws OutputException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (Files.isDirectory(file)) {
          removeTree(file);
        } else {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(directory);
    } catch (OutputException e) {
      throw e;
    } catch (IOException e) {
      throw FailureReason.of("cannot remove " + directory, e);
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
