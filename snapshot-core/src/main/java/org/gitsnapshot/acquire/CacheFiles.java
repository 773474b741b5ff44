package org.gitsnapshot.acquire;

import java.io.IOException;
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
 * The files of a repository of the cache: what is left of a killed process or a power cut, and what
 * has to be on the disk before anybody relies on it.
 */
final class CacheFiles {
  /** A pack ends with its SHA-1; its index ends with that and its own. */
  private static final int DIGEST = 20;

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
    }
  }

  /**
   * Returns whether nothing proved damaged, and each pack is whole, as far as its end tells, and
   * has its index. A pack without one is a fetch that was killed between the two names; JGit takes
   * such a pack for present.
   */
  static boolean areSound(Path repository) {
    return areSound(repository, false);
  }

  /** Returns the same, but for a pack that may just be getting its index from another process. */
  static boolean packsAreWhole(Path repository) {
    return areSound(repository, true);
  }

  private static boolean areSound(Path repository, boolean mayLackIndex) {
    if (CacheDamage.isMarked(repository)) {
      return false;
    }
    try (Stream<Path> files = Files.list(repository.resolve("objects/pack"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        boolean alone = mayLackIndex && !Files.exists(sibling(file, ".idx"));
        if (name.endsWith(".pack") && !alone && !isSound(file)) {
          return false;
        }
        if (name.endsWith(".idx") && !Files.exists(sibling(file, ".pack"))) {
          return false;
        }
      }
      return true;
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static boolean isSound(Path pack) throws IOException {
    Path itsIndex = sibling(pack, ".idx");
    if (!Files.isRegularFile(pack) || !Files.isRegularFile(itsIndex)) {
      return false; // To open a pipe would wait for ever.
    }
    try (FileChannel objects = FileChannel.open(pack);
        FileChannel index = FileChannel.open(itsIndex)) {
      return read(objects, objects.size() - DIGEST).equals(read(index, index.size() - 2 * DIGEST));
    } catch (NoSuchFileException noIndex) {
      return false;
    }
  }

  /** Returns some bytes; fewer where there are not so many, which are no other's. */
  private static ByteBuffer read(FileChannel channel, long position) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(DIGEST);
    if (position < 0) {
      throw new IOException("it is too short");
    }
    while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
      // A channel may give less than there is.
    }
    return bytes.flip();
  }

  private static Path sibling(Path file, String extension) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + extension);
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
    }
  }

  /**
   * Lock files, packs being received and marks that keep them from being collected, loose objects
   * being written, indexes of dumb servers.
   */
  private static boolean isTemporary(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".lock")
        || name.endsWith(".walkidx")
        || (name.startsWith("pack-") && name.endsWith(".keep"))
        || name.startsWith("incoming_")
        || (name.startsWith("noz") && name.endsWith(".tmp"));
  }

  /**
   * Removes a repository, for whoever has the lock. Its configuration goes first: without it nobody
   * takes the rest for a repository.
   */
  static void remove(Path repository) throws IOException {
    Files.deleteIfExists(repository.resolve("config"));
    Directories.force(repository);
    try (Stream<Path> files = Files.walk(repository)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
