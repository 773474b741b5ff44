package org.gitsnapshot.objects;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashSet;
import java.util.Set;
import org.gitsnapshot.error.UnavailableException;

/**
 * The object directories that a repository borrows from, through {@code info/alternates}; see
 * gitrepository-layout(5). JGit goes on from one to the next without end, and git for a few.
 */
final class Alternates {
  /** How many repositories git goes on to, one after the other. */
  private static final int DEPTH = 5;

  /** In bytes. A list has a line for each repository. */
  private static final long LONGEST_LIST = 1 << 20;

  private Alternates() {}

  /**
   * Returns an object directory and those it borrows from, each once.
   *
   * @throws UnavailableException if there are more one after the other than git goes on to, or a
   *     list is no plain file
   */
  static Set<Path> of(Path objects) throws IOException {
    Set<Path> directories = new LinkedHashSet<>();
    collect(objects, 0, directories);
    return directories;
  }

  private static void collect(Path objects, int depth, Set<Path> into) throws IOException {
    if (!Files.isDirectory(objects) || !into.add(objects.toRealPath())) {
      return;
    }
    Path list = objects.resolve("info/alternates");
    BasicFileAttributes kind;
    try {
      kind = Files.readAttributes(list, BasicFileAttributes.class);
    } catch (NoSuchFileException none) {
      return;
    }
    if (!kind.isRegularFile() || kind.size() > LONGEST_LIST) {
      throw new UnavailableException(
          "the list " + list + " is no plain file, or longer than " + LONGEST_LIST + " bytes",
          null);
    }
    if (depth > DEPTH) {
      throw new UnavailableException(
          "more than " + (DEPTH + 1) + " repositories borrow one from the other, up to " + objects,
          "use a full clone, or one that names all in its own info/alternates");
    }
    // Of a name that is no text nothing can be opened, and git goes on to the next where it cannot.
    String lines = new String(Files.readAllBytes(list), StandardCharsets.UTF_8);
    for (String line : lines.split("\n", -1)) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        collect(objects.resolve(line), depth + 1, into);
      }
    }
  }
}
