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
 * The files of a repository that JGit opens without a look at what they are: reading from a pipe
 * waits for ever, and a device such as {@code /dev/zero} has no end. The names are those of
 * gitrepository-layout(5). Stateless.
 */
final class RepositoryFiles {
  private static final List<String> OWN =
      List.of("HEAD", "config", "config.worktree", "commondir", "packed-refs", "shallow");

  private static final List<String> OF_OBJECTS =
      List.of("info/commit-graph", "info/commit-graphs/commit-graph-chain");

  private static final List<String> OF_PACKS = List.of(".pack", ".idx", ".rev", ".bitmap");
  private static final String INDEX_OF_ALL = "multi-pack-index";

  private RepositoryFiles() {}

  /**
   * Checks what is read first, of a git directory and of the one that it shares with others.
   *
   * @throws UnavailableException if something is no plain file, and leads to none
   */
  static void check(Path gitDirectory) throws IOException {
    checkAll(gitDirectory, OWN);
    Path shared = gitDirectory.resolve("commondir");
    if (Files.isRegularFile(shared)) {
      String common = Files.readString(shared, StandardCharsets.ISO_8859_1).strip();
      try {
        checkAll(gitDirectory.resolve(common), OWN);
      } catch (InvalidPathException noPath) {
        // JGit says so.
      }
    }
  }

  /** Checks what is read of a directory of objects, but for its packs and loose objects. */
  static void checkObjects(Path objects) throws UnavailableException {
    checkAll(objects, OF_OBJECTS);
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
      throw new UnavailableException(
          file
              + " is "
              + (file.isDirectory() ? "a directory" : "a pipe, a socket or a device")
              + ", and must be a plain file",
          "use another copy of the repository");
    }
  }
}
