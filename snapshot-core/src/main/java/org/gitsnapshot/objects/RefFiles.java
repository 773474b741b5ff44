package org.gitsnapshot.objects;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The refs that a repository has in files: one in each below {@code refs/}, and many in {@code
 * packed-refs}; see gitrepository-layout(5). They are read here and not by JGit because their names
 * are bytes.
 */
final class RefFiles {
  /** Where each work tree has refs of its own. */
  private static final String[] PER_WORKTREE = {
    "refs/bisect/", "refs/worktree/", "refs/rewritten/"
  };

  private static final ByteString REFS = ByteString.utf8("refs/");
  private static final String SYMBOLIC = "ref:";

  /** How many digits an id has. */
  static final int HEX = 40;

  /** A ref is one line. */
  private static final long FILE_LIMIT = 64 * 1024;

  private final Path gitDirectory;
  private final Map<ByteString, Value> values = new TreeMap<>();

  /**
   * What a ref holds: an id, or the name of another ref.
   *
   * @param id the id, if it is one
   * @param peeled what the id leads to if it is a tag's, else the id, where that is known
   * @param name the name, if it is no id
   */
  record Value(@Nullable Oid id, @Nullable Oid peeled, @Nullable ByteString name) {}

  private RefFiles(Path gitDirectory) {
    this.gitDirectory = gitDirectory;
  }

  /**
   * Reads all refs.
   *
   * @param gitDirectory where HEAD is
   * @param commonDirectory where the refs are that all work trees share; mostly the same
   * @throws UnavailableException if they cannot be read
   */
  static RefFiles read(Path gitDirectory, Path commonDirectory) throws UnavailableException {
    RefFiles files = new RefFiles(gitDirectory);
    try {
      files.values.putAll(PackedRefs.read(commonDirectory));
      files.readLoose(commonDirectory.resolve("refs"), REFS);
      if (!gitDirectory.equals(commonDirectory)) {
        files.values.keySet().removeIf(RefFiles::isPerWorktree);
        files.readLoose(gitDirectory.resolve("refs"), REFS);
      }
    } catch (IOException failed) {
      throw new UnavailableException(
          "cannot read the refs of " + gitDirectory + ": " + Explanation.of(failed).message(),
          null,
          failed);
    }
    return files;
  }

  private static boolean isPerWorktree(ByteString name) {
    for (String part : PER_WORKTREE) {
      if (name.startsWith(ByteString.utf8(part))) {
        return true;
      }
    }
    return false;
  }

  /** Returns what each ref below {@code refs/} holds, sorted by name. */
  Map<ByteString, Value> values() {
    return values;
  }

  /** Returns what HEAD holds, null if there is none. */
  @Nullable Value head() throws UnavailableException {
    try {
      return readFile(gitDirectory.resolve("HEAD"));
    } catch (NoSuchFileException none) {
      return null;
    } catch (IOException failed) {
      throw new UnavailableException(
          "cannot read the HEAD of " + gitDirectory + ": " + Explanation.of(failed).message(),
          null,
          failed);
    }
  }

  /** Reading from a pipe might never end, nor from a device. */
  static void requireFile(Path file) throws IOException {
    if (Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
      throw new IOException(file + " is no plain file");
    }
  }

  private void readLoose(Path directory, ByteString prefix) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        ByteString name = prefix.concat(RefNames.ofFile(entry));
        if (Files.isDirectory(entry)) {
          readLoose(entry, name.concat('/'));
        } else if (RefNames.isValid(name)) {
          try {
            Value value = readFile(entry);
            if (value == null) {
              // Git warns of it, and ignores the ref, and what the list says of it too.
              values.remove(name);
            } else {
              values.put(name, value);
            }
          } catch (NoSuchFileException gone) {
            // The list has it, or it is removed.
          }
        }
      }
    } catch (NoSuchFileException gone) {
      // Refs may be packed, and their directory removed, at any time.
    }
  }

  /**
   * Returns what the file of one ref holds, null if there is none. Refs of a linked work tree are
   * its own or shared.
   *
   * @throws IOException if it is nothing that git would take for a ref
   */
  static @Nullable Value readSound(Path gitDirectory, Path commonDirectory, Path ref)
      throws IOException {
    Value value = null;
    Path own = gitDirectory.resolve(ref);
    if (isThere(own)) {
      value = sound(own);
    }
    if (value == null && !gitDirectory.equals(commonDirectory)) {
      Path shared = commonDirectory.resolve(ref);
      value = isThere(shared) ? sound(shared) : null;
    }
    return value;
  }

  private static boolean isThere(Path file) {
    return Files.exists(file) && !Files.isDirectory(file);
  }

  private static @Nullable Value sound(Path file) throws IOException {
    try {
      Value value = readFile(file);
      if (value == null) {
        throw new IOException(file + " is no ref");
      }
      return value;
    } catch (NoSuchFileException gone) {
      return null;
    }
  }

  /**
   * Returns null if it is nothing that git would take for a ref.
   *
   * @throws NoSuchFileException if it is gone
   */
  private static @Nullable Value readFile(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      // How symbolic refs were kept long ago.
      ByteString target = RefNames.ofPath(Files.readSymbolicLink(file));
      if (target.startsWith(REFS)) {
        return new Value(null, null, target);
      }
    }
    requireFile(file);
    if (Files.size(file) > FILE_LIMIT) {
      return null;
    }
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length;
    while (end > 0 && isSpace(bytes[end - 1])) {
      end--;
    }
    if (new String(bytes, 0, end, StandardCharsets.ISO_8859_1).startsWith(SYMBOLIC)) {
      int start = SYMBOLIC.length();
      while (start < end && isSpace(bytes[start])) {
        start++;
      }
      return new Value(null, null, ByteString.of(bytes, start, end));
    }
    Oid id = id(bytes, 0, end);
    return id == null ? null : new Value(id, null, null);
  }

  /** Returns the id that begins here and goes to the end or to white space; null if none does. */
  static @Nullable Oid id(byte[] bytes, int from, int end) {
    if (end - from < HEX || (end - from > HEX && !isSpace(bytes[from + HEX]))) {
      return null;
    }
    return Oid.fromHex(bytes, from, from + HEX);
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
