package org.gitsnapshot.objects;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.gitsnapshot.error.UnavailableException;

/**
 * The files and directories of a repository that JGit, or Java where it lists one, opens without a
 * look at what they are: opening a pipe waits for ever, and a device such as {@code /dev/zero} has
 * no end. The names are those of gitrepository-layout(5). Stateless.
 */
final class RepositoryFiles {
  private static final List<String> OWN =
      List.of("HEAD", "config", "config.worktree", "commondir", "packed-refs", "shallow");

  /** The directory of refs that are stored as tables, and its list of them. */
  private static final String TABLES = "reftable";

  private static final String LIST_OF_TABLES = "tables.list";

  private static final List<String> OF_OBJECTS =
      List.of("info/commit-graph", "info/commit-graphs/commit-graph-chain");

  private static final List<String> OF_PACKS = List.of(".pack", ".idx", ".rev", ".bitmap");
  private static final String INDEX_OF_ALL = "multi-pack-index";

  private static final String PIPE = "a pipe, a socket or a device";

  private RepositoryFiles() {}

  /**
   * Checks what is read first, of a git directory and of the one that it shares with others.
   *
   * @throws UnavailableException if something is no plain file or directory, and leads to none
   */
  static void check(Path gitDirectory) throws IOException {
    checkOwn(gitDirectory);
    Path shared = gitDirectory.resolve("commondir");
    if (Files.isRegularFile(shared)) {
      String common = Files.readString(shared, StandardCharsets.ISO_8859_1).strip();
      try {
        checkOwn(gitDirectory.resolve(common));
      } catch (InvalidPathException noPath) {
        // JGit says so.
      }
    }
  }

  private static void checkOwn(Path directory) throws IOException {
    checkAll(directory, OWN);
    checkDirectory(directory.resolve("refs").toFile());
    Path tables = directory.resolve(TABLES);
    checkDirectory(tables.toFile());
    Path list = tables.resolve(LIST_OF_TABLES);
    check(list.toFile());
    if (Files.isRegularFile(list)) {
      // They can be named that are elsewhere.
      for (String name : Files.readString(list, StandardCharsets.ISO_8859_1).split("\n", -1)) {
        if (!name.isEmpty()) {
          check(new File(tables.toFile(), name));
        }
      }
    }
  }

  /** Checks what is read of a directory of objects, but for its packs and loose objects. */
  static void checkObjects(Path objects) throws UnavailableException {
    checkAll(objects, OF_OBJECTS);
    checkDirectory(objects.resolve("pack").toFile());
  }

  /** Checks a file beside packs, if its name is one that is read. */
  static void checkPack(File directory, String name) throws UnavailableException {
    if (name.equals(INDEX_OF_ALL) || OF_PACKS.stream().anyMatch(name::endsWith)) {
      check(new File(directory, name));
    }
  }

  private static void checkAll(Path directory, List<String> names) throws UnavailableException {
    for (String name : names) {
      check(directory.resolve(name).toFile());
    }
  }

  /**
   * Checks one file. A link to a plain file is one; what is not there is asked for by nobody.
   *
   * @throws UnavailableException if it is something else
   */
  static void check(File file) throws UnavailableException {
    if (!file.isFile() && file.exists()) {
      throw refused(file, file.isDirectory() ? "a directory" : PIPE, "a plain file");
    }
  }

  /**
   * Checks one directory. A plain file in its place is none, and is not opened.
   *
   * @throws UnavailableException if it is something else
   */
  private static void checkDirectory(File directory) throws UnavailableException {
    if (isPipe(directory)) {
      throw refused(directory, PIPE, "a directory");
    }
  }

  /**
   * Checks what may be a plain file, a directory, or nothing.
   *
   * @throws UnavailableException if it is something else
   */
  static void checkEither(File file) throws UnavailableException {
    if (isPipe(file)) {
      throw refused(file, PIPE, "a plain file or a directory");
    }
  }

  private static boolean isPipe(File file) {
    return !file.isDirectory() && !file.isFile() && file.exists();
  }

  private static UnavailableException refused(File file, String what, String wanted) {
    return new UnavailableException(
        file + " is " + what + ", and must be " + wanted, "use another copy of the repository");
  }
}
