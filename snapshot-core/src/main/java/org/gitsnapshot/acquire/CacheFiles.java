package org.gitsnapshot.acquire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.gitsnapshot.output.Directories;

/**
 * The files of a repository of the cache: what is left of a killed process, and what has to be on
 * the disk before anybody relies on it.
 */
final class CacheFiles {
  private CacheFiles() {}

  /** Puts a file in its place at once and on the disk, so that there is all of it or none. */
  static void writeWhole(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".lock");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Directories.force(Directories.of(file));
  }

  /**
   * Brings to the disk what a fetch has brought. JGit does so with the bytes of packs, and here
   * with loose objects and refs; the names, and where the history is cut off, are left.
   */
  static void force(Path repository) throws IOException {
    for (String name : List.of("shallow", "packed-refs")) {
      try (FileChannel channel =
          FileChannel.open(repository.resolve(name), StandardOpenOption.WRITE)) {
        channel.force(true);
      } catch (NoSuchFileException none) {
        // Nothing is cut off, or packed.
      }
    }
    try (Stream<Path> files = Files.walk(repository)) {
      // The inner first: a name counts when the one of its directory does.
      for (Path directory :
          files.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList()) {
        Directories.force(directory);
      }
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  /**
   * Removes what killed processes have left, for whoever has the lock: nobody else writes, so every
   * temporary file is a dead process's.
   */
  static void removeLeftovers(Path repository) throws IOException {
    try (Stream<Path> top = Files.list(repository);
        Stream<Path> refs = Files.walk(repository.resolve("refs"));
        Stream<Path> objects = Files.walk(repository.resolve("objects"), 2)) {
      List<Path> leftovers =
          Stream.concat(Stream.concat(top, refs), objects).filter(CacheFiles::isTemporary).toList();
      for (Path leftover : leftovers) {
        Files.deleteIfExists(leftover);
      }
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  /**
   * Lock files, packs being received and marks that keep them from being collected, loose objects
   * being written, indexes of dumb servers.
   */
  static boolean isTemporary(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".lock")
        || name.endsWith(".walkidx")
        || (name.startsWith("pack-") && name.endsWith(".keep"))
        || name.startsWith("incoming_")
        || (name.startsWith("noz") && name.endsWith(".tmp"));
  }

  /**
   * Removes a repository, or what has its name, for whoever has the lock. Its configuration goes
   * first: without it nobody takes the rest for a repository.
   */
  static void remove(Path repository) throws IOException {
    if (Files.isSymbolicLink(repository)) {
      Files.delete(repository); // What it leads to is another's.
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(repository)) {
      // First: of what this user may not look into, nothing is removed.
      all = files.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
    Path config = repository.resolve("config");
    if (Files.isRegularFile(config)) {
      Files.deleteIfExists(config);
      Directories.force(repository);
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }
}
