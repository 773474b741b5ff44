package org.gitsnapshot.odb;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that are kept open, of all repositories: no more than some, besides those that are read
 * from at the moment, since a process may have few. Thread-safe.
 *
 * <p>Whoever closes some waits for nobody, so that it can be done wherever a file is needed.
 */
final class OpenFiles {
  /** How many are kept where nobody says how many files there may be. */
  private static final int USUAL = 48;

  /** With fewer, each lookup would open again what the one before closed. */
  private static final int LEAST = 8;

  /** For repositories that are read at once, and have as many packs as are looked through. */
  private static final int MOST = 256;

  /** What part of a process's files may be kept here: it needs others, and Java its own. */
  private static final int PART = 4;

  /**
   * See proc_pid_limits(5). The first number is what holds, the second what it can be raised to.
   */
  private static final String LIMITS = "/proc/self/limits";

  private static final Pattern FILES = Pattern.compile("\nMax open files +(\\d+) ");

  private static final int LONGEST_LIMITS = 16 << 10;

  static final int BOUND = bound(LIMITS);

  private static final Set<OpenFile> KEPT = ConcurrentHashMap.newKeySet();

  private OpenFiles() {}

  /** Returns how many files to keep by a list of the process's limits. */
  static int bound(String limits) {
    try (InputStream in = new FileInputStream(limits)) {
      String text = new String(in.readNBytes(LONGEST_LIMITS), StandardCharsets.ISO_8859_1);
      Matcher files = FILES.matcher(text);
      if (files.find()) {
        return (int) Math.max(LEAST, Math.min(MOST, Long.parseLong(files.group(1)) / PART));
      }
    } catch (IOException | NumberFormatException unknown) {
      return FewFiles.isReasonOf(unknown) ? LEAST : USUAL;
    }
    return USUAL;
  }

  /**
   * Opens a file, which the caller reads from until it leaves it.
   *
   * @throws org.gitsnapshot.error.UnavailableException if the process may open no more
   */
  static OpenFile open(Path path) throws IOException {
    if (KEPT.size() >= BOUND) {
      closeIdle();
    }
    FewFiles few = new FewFiles();
    while (true) {
      try {
        OpenFile file = new OpenFile(FileChannel.open(path, StandardOpenOption.READ));
        KEPT.add(file);
        return file;
      } catch (IOException failed) {
        few.throwUnlessPassing(path.toString(), failed);
      }
    }
  }

  /** Closes what nobody reads from; it is opened again when it is needed. */
  static void closeIdle() {
    Iterator<OpenFile> all = KEPT.iterator();
    while (all.hasNext()) {
      if (all.next().closeIfIdle()) {
        all.remove();
      }
    }
  }

  /** Closes a file under the hands of those who read from it. */
  static void close(OpenFile file) {
    KEPT.remove(file);
    file.close();
  }

  /** Returns how many are open. */
  static int count() {
    return KEPT.size();
  }
}
