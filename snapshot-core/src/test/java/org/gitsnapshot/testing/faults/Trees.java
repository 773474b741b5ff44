package org.gitsnapshot.testing.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is in a directory and below it. */
public final class Trees {
  private Trees() {}

  /** Returns the bytes of all files by their names from there. */
  public static Map<String, byte[]> read(Path root) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (Path file : files(root)) {
      files.put(root.relativize(file).toString(), Files.readAllBytes(file));
    }
    return files;
  }

  /** Returns the names of all files. */
  public static List<String> names(Path root) throws IOException {
    return files(root).stream().map(file -> root.relativize(file).toString()).toList();
  }

  /** Writes files into a directory. */
  public static void write(Map<String, byte[]> files, Path root) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path place = root.resolve(file.getKey());
      Files.createDirectories(place.getParent());
      Files.write(place, file.getValue());
    }
  }

  private static List<Path> files(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
