package org.gitsnapshot.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The temporary files of this process, removed when it ends in the middle of writing them. */
final class TemporaryFiles {
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(TemporaryFiles::removeAll, "remove-temporary"));
  }

  private TemporaryFiles() {}

  static void add(Path file) {
    OPEN.add(file);
  }

  /** Forgets a file that has its final name, or has been removed. */
  static void forget(Path file) {
    OPEN.remove(file);
  }

  private static void removeAll() {
    for (Path file : OPEN) {
      try {
        AtomicDirectory.deleteTree(file);
      } catch (IOException leftBehind) {
        // Its name says what it is, and nobody reads it.
      }
    }
  }
}
