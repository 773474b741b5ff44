package org.gitsnapshot.odb;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Which packs some object directories have, as it was at a time. Thread-safe. */
final class PackList {
  /**
   * With more, to look into one after the other takes longer than to keep all indexes, and a
   * process may not have that many files open.
   */
  private static final int MOST = 16;

  private static final String PACK = ".pack";
  private static final String INDEX = ".idx";

  private final List<File> directories = new ArrayList<>();
  private final List<Long> changed = new ArrayList<>();
  private final List<PackFile> packs = new ArrayList<>();

  /**
   * Looks for packs.
   *
   * @param objects the object directories
   * @param open gives what reads a pack with its index beside it
   * @throws org.gitsnapshot.error.UnavailableException if the process may open no more files
   */
  PackList(List<Path> objects, Function<File, PackFile> open) throws IOException {
    List<File> found = new ArrayList<>();
    for (Path directory : objects) {
      File beside = directory.resolve("pack").toFile();
      directories.add(beside);
      // First, so that what comes meanwhile is seen as a change.
      changed.add(beside.lastModified());
      found.addAll(list(beside));
    }
    if (found.size() <= MOST) {
      found.forEach(pack -> packs.add(open.apply(pack)));
    }
  }

  private static List<File> list(File directory) throws IOException {
    List<File> found = new ArrayList<>();
    Set<String> names = names(directory);
    for (String name : names) {
      if (name.endsWith(PACK) && names.contains(index(name))) {
        found.add(new File(directory, name));
      }
    }
    found.sort((one, other) -> Long.compare(other.lastModified(), one.lastModified()));
    return found;
  }

  /** Returns the names in a directory; none if it is not there, or cannot be read. */
  private static Set<String> names(File directory) throws IOException {
    FewFiles few = new FewFiles();
    while (true) {
      String[] names = directory.list();
      if (names != null) {
        return Set.of(names);
      }
      // Which says no reason. A pipe would be opened, and wait for ever for who writes into it.
      if (!directory.isDirectory()) {
        return Set.of();
      }
      try (DirectoryStream<Path> other = Files.newDirectoryStream(directory.toPath())) {
        Set<String> slowly = new HashSet<>();
        other.forEach(path -> slowly.add(String.valueOf(path.getFileName())));
        return slowly;
      } catch (IOException | DirectoryIteratorException failed) {
        if (!FewFiles.isReasonOf(failed)) {
          return Set.of();
        }
        few.throwUnlessPassing(directory.toString(), new IOException(failed));
      }
    }
  }

  /** Returns the name of a pack's index. */
  static String index(String pack) {
    return pack.substring(0, pack.length() - PACK.length()) + INDEX;
  }

  /** Returns them, those of the first directory first, and of each the newest. */
  List<PackFile> packs() {
    return packs;
  }

  /** Returns whether there may be others now. */
  boolean isOutdated() {
    for (int i = 0; i < directories.size(); i++) {
      if (directories.get(i).lastModified() != changed.get(i)) {
        return true;
      }
    }
    return false;
  }
}
