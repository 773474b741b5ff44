package org.gitsnapshot.objects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The list {@code packed-refs} as it is now. Git moves refs from files of their own into it, and
 * then removes the files: who has not found the file has to look into a list of after that. Not
 * thread-safe.
 */
final class ListedRefs {
  private final Path directory;
  private State state;
  private PackedRefs list;

  /** What tells one list from the next, which git always writes anew. */
  private record State(@Nullable Object key, long size, long changed) {
    /** As any record's, but without what Java puts together for that at run time. */
    boolean is(State other) {
      return size == other.size
          && changed == other.changed
          && (key == null ? other.key == null : key.equals(other.key));
    }
  }

  /**
   * Reads the list in a directory.
   *
   * @throws IOException as {@link PackedRefs#read}
   */
  ListedRefs(Path commonDirectory) throws IOException {
    this.directory = commonDirectory;
    this.state = look();
    this.list = PackedRefs.read(directory);
  }

  /**
   * Returns it, read once more if it is another one.
   *
   * @throws IOException as {@link PackedRefs#read}
   */
  PackedRefs now() throws IOException {
    State latest = look();
    if (!latest.is(state)) {
      // Whatever comes between is found the next time.
      state = latest;
      list = PackedRefs.read(directory);
    }
    return list;
  }

  private State look() throws IOException {
    try {
      BasicFileAttributes file =
          Files.readAttributes(directory.resolve(PackedRefs.NAME), BasicFileAttributes.class);
      return new State(file.fileKey(), file.size(), file.lastModifiedTime().toMillis());
    } catch (NoSuchFileException none) {
      return new State(null, -1, 0);
    }
  }
}
