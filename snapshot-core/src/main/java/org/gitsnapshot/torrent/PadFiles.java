package org.gitsnapshot.torrent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.output.FailureReason;
import org.gitsnapshot.torrent.TorrentInputs.Source;

/**
 * The padding of v1 as files that take no room on the disk, for clients that do not know padding
 * and ask web seeds for it as for any file.
 */
final class PadFiles {
  private PadFiles() {}

  /** Checks that there is one directory whose files the padding can be put beside. */
  static void check(List<Path> inputs) throws InvalidInputException {
    if (inputs.size() != 1 || !Files.isDirectory(inputs.get(0))) {
      throw new InvalidInputException(
          "padding is put beside the files of a directory", "give a directory, or no --pad-files");
    }
  }

  /**
   * Writes what is missing to {@code .pad} in the directory, and removes what is needed no longer.
   *
   * @param parent the directory
   * @param sources the files that have padding behind them
   */
  static void write(Path parent, List<Source> sources, int pieceLength) throws IOException {
    Set<Long> sizes = new TreeSet<>();
    for (Source source : sources) {
      sizes.add(InfoDictionary.padding(source.size(), pieceLength));
    }
    sizes.remove(0L);
    Path directory = parent.resolve(TorrentName.PADDING);
    try {
      if (!sizes.isEmpty()) {
        Files.createDirectories(directory);
        for (long size : sizes) {
          write(directory.resolve(String.valueOf(size)), size);
        }
      }
      removeOthers(directory, sizes);
    } catch (IOException e) {
      throw FailureReason.of("cannot write padding to " + directory, e);
    }
  }

  /** The one byte that is written is the last, so the file is sparse where files can be. */
  private static void write(Path file, long size) throws IOException {
    if (Files.isRegularFile(file) && Files.size(file) == size) {
      return;
    }
    // Killed in between, it leaves a name that the next run replaces.
    Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.SPARSE)) {
      channel.write(ByteBuffer.allocate(1), size - 1);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void removeOthers(Path directory, Set<Long> sizes) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        boolean half = name.matches("\\.[1-9][0-9]{0,8}\\.tmp");
        if (half || (name.matches("[1-9][0-9]{0,8}") && !sizes.contains(Long.parseLong(name)))) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
