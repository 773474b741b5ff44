package org.gitsnapshot.objects;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.gitsnapshot.error.UnavailableException;
import org.jspecify.annotations.Nullable;

/** Finds the git directory that belongs to a path, as gitrepository-layout(5) describes it. */
final class GitDirectory {
  private static final String GITFILE_PREFIX = "gitdir:";

  /** A path in a {@code .git} file is one line; more than this is no such file. */
  private static final long GITFILE_LIMIT = 64 * 1024;

  private GitDirectory() {}

  /**
   * Returns the git directory: the path itself, its {@code .git} directory, or where its {@code
   * .git} file, or the path if it is such a file, points.
   *
   * @throws UnavailableException if there is none
   */
  static Path find(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new UnavailableException("no such file or directory: " + path, null);
    }
    if (Files.isRegularFile(path)) {
      return target(path);
    }
    Path inner = path.resolve(".git");
    if (Files.isRegularFile(inner)) {
      return target(inner);
    }
    if (looksRight(inner)) {
      return inner;
    }
    if (looksRight(path)) {
      return path;
    }
    throw new UnavailableException("not a git repository: " + path, hint(path));
  }

  /** Git looks through the directories above; here each repository is named. */
  private static @Nullable String hint(Path path) {
    Path normal = path.toAbsolutePath().normalize();
    for (Path above = normal.getParent(); above != null; above = above.getParent()) {
      if (Files.exists(above.resolve(".git"))) {
        return "it is in one: name " + above;
      }
    }
    return null;
  }

  /** A linked work tree has its own HEAD, and names the directory that has the objects. */
  private static boolean looksRight(Path directory) throws IOException {
    return hasHead(directory)
        && (Files.isDirectory(directory.resolve("objects"))
            || Files.isRegularFile(directory.resolve("commondir")));
  }

  private static boolean hasHead(Path directory) throws IOException {
    Path head = directory.resolve("HEAD");
    // Long ago HEAD was a link, which leads to nothing when the branch is packed.
    return Files.exists(head)
        || (Files.isSymbolicLink(head) && Files.readSymbolicLink(head).startsWith("refs"));
  }

  private static Path target(Path gitFile) throws IOException {
    String problem = "not a git repository: " + gitFile;
    if (Files.size(gitFile) > GITFILE_LIMIT) {
      throw new UnavailableException(problem, null);
    }
    String text = new String(Files.readAllBytes(gitFile), StandardCharsets.UTF_8).stripTrailing();
    if (!text.startsWith(GITFILE_PREFIX)) {
      throw new UnavailableException(problem, null);
    }
    Path target;
    try {
      target = gitFile.resolveSibling(text.substring(GITFILE_PREFIX.length()).strip());
    } catch (InvalidPathException notAPath) {
      throw new UnavailableException(problem, null, notAPath);
    }
    if (!looksRight(target)) {
      throw new UnavailableException(
          "not a git repository: " + target + ", which " + gitFile + " points to", null);
    }
    return target;
  }
}
