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
  private static final ByteString TAGS = ByteString.utf8("refs/tags/");
  private static final String SYMBOLIC = "ref:";
  private static final int HEX = 40;

  /** A ref is one line. */
  private static final long FILE_LIMIT = 64 * 1024;

  private final Path gitDirectory;
  private final Path commonDirectory;
  private final Map<ByteString, Value> values = new TreeMap<>();

  /**
   * What a ref holds: an id, or the name of another ref.
   *
   * @param id the id, if it is one
   * @param peeled what the id leads to if it is a tag's, else the id, where that is known
   * @param name the name, if it is no id
   */
  record Value(@Nullable Oid id, @Nullable Oid peeled, @Nullable ByteString name) {}

  private RefFiles(Path gitDirectory, Path commonDirectory) {
    this.gitDirectory = gitDirectory;
    this.commonDirectory = commonDirectory;
  }

  /**
   * Reads all refs.
   *
   * @param gitDirectory where HEAD is
   * @param commonDirectory where the refs are that all work trees share; mostly the same
   * @throws UnavailableException if they cannot be read
   */
  static RefFiles read(Path gitDirectory, Path commonDirectory) throws UnavailableException {
    RefFiles files = new RefFiles(gitDirectory, commonDirectory);
    try {
      files.readPacked();
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
    } catch (IOException failed) {
      throw new UnavailableException(
          "cannot read the HEAD of " + gitDirectory + ": " + Explanation.of(failed).message(),
          null,
          failed);
    }
  }

  private void readPacked() throws IOException {
    byte[] bytes;
    try {
      Path packed = commonDirectory.resolve("packed-refs");
      requireFile(packed);
      bytes = Files.readAllBytes(packed);
    } catch (NoSuchFileException none) {
      return;
    }
    boolean allPeeled = false;
    boolean tagsPeeled = false;
    ByteString name = null;
    for (int at = 0; at < bytes.length; ) {
      int end = at;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      if (bytes[at] == '#') {
        String header = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1) + " ";
        allPeeled = header.contains(" fully-peeled ");
        tagsPeeled = header.contains(" peeled ");
      } else if (bytes[at] == '^') {
        Oid target = id(bytes, at + 1, end);
        Value tag = name == null ? null : values.get(name);
        if (name != null && tag != null && target != null) {
          values.put(name, new Value(tag.id, target, null));
        }
      } else {
        Oid id = id(bytes, at, end);
        name = ByteString.of(bytes, Math.min(at + HEX + 1, end), end);
        if (id != null && RefNames.isValid(name)) {
          boolean known = allPeeled || (tagsPeeled && name.startsWith(TAGS));
          values.put(name, new Value(id, known ? id : null, null));
        }
      }
      at = end + 1;
    }
  }

  /** Reading from a pipe might never end, nor from a device. */
  private static void requireFile(Path file) throws IOException {
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
          Value value = readFile(entry);
          if (value != null) {
            values.put(name, value);
          }
        }
      }
    } catch (NoSuchFileException gone) {
      // Refs may be packed, and their directory removed, at any time.
    }
  }

  /** Returns null if it is gone or nothing that git would take for a ref. */
  private static @Nullable Value readFile(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      // How symbolic refs were kept long ago.
      ByteString target = RefNames.ofPath(Files.readSymbolicLink(file));
      if (target.startsWith(REFS)) {
        return new Value(null, null, target);
      }
    }
    byte[] bytes;
    try {
      requireFile(file);
      if (Files.size(file) > FILE_LIMIT) {
        return null;
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException gone) {
      return null;
    }
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
  private static @Nullable Oid id(byte[] bytes, int from, int end) {
    if (end - from < HEX || (end - from > HEX && !isSpace(bytes[from + HEX]))) {
      return null;
    }
    String hex = new String(bytes, from, HEX, StandardCharsets.ISO_8859_1);
    return Oid.isHex(hex) ? Oid.fromHex(hex) : null;
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
