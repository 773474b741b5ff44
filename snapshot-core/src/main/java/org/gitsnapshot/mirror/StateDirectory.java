package org.gitsnapshot.mirror;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.output.AtomicFile;
import org.gitsnapshot.output.Directories;
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

  /**
   * Returns where the state of a mirror is.
   *
   * @throws InvalidInputException if it would be published
   */
  static Path locate(Path destination, Optional<Path> given, Optional<Shard> shard)
      throws InvalidInputException {
    Path whole = destination.toAbsolutePath().normalize();
    Path base =
        given.orElseGet(
            () -> whole.resolveSibling(Objects.toString(whole.getFileName(), "mirror") + ".state"));
    if (real(base.toAbsolutePath()).startsWith(real(destination.toAbsolutePath()))) {
      throw new InvalidInputException(
          "the state " + base + " is in " + destination + ", and would be published with it",
          "name a directory that is not in the mirror with --state");
    }
    return shard
        .map(part -> base.resolve("shard-" + part.index() + "-of-" + part.count()))
        .orElse(base);
  }

  /** Returns a path without links, as far as it is there. */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException notThere) {
      Path parent = path.getParent();
      Path name = path.getFileName();
      return parent == null || name == null ? path : real(parent).resolve(name).normalize();
    }
  }

  /**
   * Waits for a state directory, which is made when it does not exist.
   *
   * @param waiting runs once if another run has it
   */
  static StateDirectory open(Path directory, Runnable waiting) throws IOException {
    Directories.make(directory);
    StateLock lock = StateLock.acquire(directory, waiting);
    boolean opened = false;
    try {
      StateDirectory state =
          new StateDirectory(directory, lock, Journal.read(directory.resolve("files.tsv")));
      AtomicFile.removeLeftovers(directory);
      // What a run that was killed had begun to build is of no use.
      removeTree(directory.resolve("building"));
      Directories.make(directory.resolve("partial"));
      Directories.make(directory.resolve("wrong"));
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

  /**
   * Removes downloads that broke off and that no later run goes on with.
   *
   * @param missing the names of what is wanted and not there
   */
  void keepPartial(Set<String> missing) {
    Path partial = directory.resolve("partial");
    try (Stream<Path> files = Files.list(partial)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        String noted = name.endsWith(".from") ? name.substring(0, name.length() - 5) : name;
        if (!missing.contains(name) && !missing.contains(noted)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException stays) {
      // The next run tries again; this one has done what it was asked for.
    }
  }

  /** Returns a new directory for building a name, to be removed with {@link #removeTree}. */
  Path building(String name) throws OutputException {
    Path place = directory.resolve("building").resolve(name);
    Directories.make(place);
    return place;
  }

  /**
   * Moves a wrong file out of the way, to where it can be looked at.
   *
   * @param reason what is wrong, and where it came from; the text beside it
   * @return where it is now
   */
  Path setAside(Path file, String name, Digest sha256, String reason) throws IOException {
    Path place = directory.resolve("wrong").resolve(name + "." + sha256.hex().substring(0, DIGITS));
    Path note = place.resolveSibling(place.getFileName() + ".txt");
    try {
      Files.writeString(note, reason + "\n", StandardCharsets.UTF_8);
    } catch (IOException fullDisk) {
      // The file goes all the same: that needs no room, and it must not stay published.
      Files.deleteIfExists(note);
    }
    Destination.move(file, place);
    return place;
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
