package org.gitsnapshot.objects;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
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
  private static final ByteString REFS = ByteString.utf8("refs/");
  private static final ByteString HEAD = ByteString.utf8("HEAD");
  private static final String SYMBOLIC = "ref:";

  /** How many digits an id has. */
  static final int HEX = 40;

  /** A ref is one line. */
  private static final long FILE_LIMIT = 64 * 1024;

  private final RefPlaces places;
  private final Map<ByteString, Value> loose = new TreeMap<>();
  private final Map<ByteString, Value> values;
  private final ListedRefs listed;

  /**
   * What a ref holds: an id, or the name of another ref; nothing if git would take its file for
   * none.
   *
   * @param id the id, if it is one
   * @param peeled what the id leads to if it is a tag's, else the id, where that is known
   * @param name the name, if it is no id
   */
  record Value(@Nullable Oid id, @Nullable Oid peeled, @Nullable ByteString name) {
    private static final Value NOTHING = new Value(null, null, null);

    /** Returns whether git would take it for no ref, though it is in the place of one. */
    boolean isNothing() {
      return id == null && name == null;
    }
  }

  private RefFiles(RefPlaces places) throws IOException {
    this.places = places;
    // The files first: what is moved into the list meanwhile is in one of the two.
    readLoose(places.common().resolve("refs"), REFS);
    for (ByteString directory : RefPlaces.OWN_DIRECTORIES) {
      readLoose(places.own().resolve(RefNames.toPath(directory)), directory);
    }
    this.listed = new ListedRefs(places.common());
    this.values = new TreeMap<>(listed.now().all());
    // Where git would not take a file for a ref, it ignores what the list says of it too.
    values.putAll(loose);
  }

  /**
   * Reads all refs.
   *
   * @throws UnavailableException if they cannot be read
   */
  static RefFiles read(RefPlaces places) throws UnavailableException {
    try {
      return new RefFiles(places);
    } catch (IOException failed) {
      throw unreadable("refs", places, failed);
    }
  }

  private static UnavailableException unreadable(
      String what, RefPlaces places, IOException failed) {
    return new UnavailableException(
        "cannot read the " + what + " of " + places.own() + ": " + Explanation.of(failed).message(),
        null,
        failed);
  }

  /** Returns what each ref that git lists holds, sorted by name. */
  Map<ByteString, Value> values() {
    return values;
  }

  /** Returns what HEAD holds, null if there is none. */
  @Nullable Value head() throws UnavailableException {
    try {
      return find(places, listed, HEAD);
    } catch (IOException failed) {
      throw unreadable("HEAD", places, failed);
    }
  }

  /** Returns what one ref holds, listed by git or not; null if there is none. */
  @Nullable Value find(ByteString name) throws UnavailableException {
    try {
      return find(places, listed, name);
    } catch (IOException failed) {
      throw unreadable("refs", places, failed);
    }
  }

  /** Reading from a pipe might never end, nor from a device. */
  static void requireFile(Path file) throws IOException {
    if (Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
      throw new IOException(file + " is no plain file");
    }
  }

  /** What is listed is opened for it: a pipe too, which waits for ever. */
  private static void requireDirectory(Path directory) throws IOException {
    BasicFileAttributes kind = look(directory);
    if (kind != null && kind.isOther()) {
      throw new IOException(directory + " is no directory");
    }
  }

  private void readLoose(Path directory, ByteString prefix) throws IOException {
    requireDirectory(directory);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        ByteString name = prefix.concat(RefNames.ofFile(entry));
        BasicFileAttributes kind = look(entry);
        if (kind != null && kind.isDirectory()) {
          ByteString inner = name.concat('/');
          if (!prefix.equals(REFS) || !RefPlaces.OWN_DIRECTORIES.contains(inner)) {
            readLoose(entry, inner);
          }
        } else if (kind != null && RefNames.isValid(name)) {
          // A link to nothing is passed over even if it is symbolic for a ref that there is.
          try {
            loose.put(name, readFile(entry));
          } catch (NoSuchFileException gone) {
            // The list has it, or it is removed.
          }
        }
      }
    } catch (NoSuchFileException | NotDirectoryException gone) {
      // Refs may be packed, and their directory removed, at any time.
    }
  }

  /**
   * Returns what one ref holds: in its file, or else in the list; null if it is in neither, or git
   * would not look for it.
   */
  static @Nullable Value find(RefPlaces places, ListedRefs listed, ByteString name)
      throws IOException {
    if (!RefNames.canBeFollowed(name)) {
      return null;
    }
    Path file = places.fileOf(name);
    if (isThere(file)) {
      try {
        return readFile(file);
      } catch (NoSuchFileException gone) {
        if (Files.isSymbolicLink(file)) {
          // Git does not look into the list then.
          return Value.NOTHING;
        }
      }
    }
    return listed.now().find(name);
  }

  private static boolean isThere(Path file) throws IOException {
    BasicFileAttributes kind = look(file, LinkOption.NOFOLLOW_LINKS);
    return kind != null && !kind.isDirectory();
  }

  /**
   * Returns what something is, null if it is not there, or a link to nothing.
   *
   * @throws IOException if it may not be looked at, where there can be a newer ref than in the list
   */
  private static @Nullable BasicFileAttributes look(Path file, LinkOption... options)
      throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, options);
    } catch (AccessDeniedException denied) {
      throw denied;
    } catch (IOException none) {
      return null;
    }
  }

  /**
   * Returns what a file holds.
   *
   * @throws NoSuchFileException if it is gone, or a link to no file
   */
  private static Value readFile(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      // How symbolic refs were kept long ago.
      ByteString target = RefNames.ofPath(Files.readSymbolicLink(file));
      if (RefNames.isValid(target)) {
        return new Value(null, null, target);
      }
      if (!Files.exists(file) || Files.isDirectory(file)) {
        // Of one that leads to itself, the system says something else.
        throw new NoSuchFileException(file.toString());
      }
    }
    requireFile(file);
    if (Files.size(file) > FILE_LIMIT) {
      return Value.NOTHING;
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
    return id == null ? Value.NOTHING : new Value(id, null, null);
  }

  /** Returns the id that begins here and goes to the end or to white space; null if none does. */
  static @Nullable Oid id(byte[] bytes, int from, int end) {
    if (end - from < HEX || (end - from > HEX && !isSpace(bytes[from + HEX]))) {
      return null;
    }
    return Oid.fromHex(bytes, from, from + HEX);
  }

  /** Git has no other white space. */
  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
