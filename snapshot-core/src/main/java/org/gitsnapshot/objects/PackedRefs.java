package org.gitsnapshot.objects;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code packed-refs}, as gitrepository-layout(5) names it and git writes it. What git
 * would not read is refused: with a line passed over, a tag would be missing without a word.
 *
 * <p>In a list that says it is sorted, one ref is found by halving it, as git does, without a look
 * at all others. Not thread-safe.
 */
final class PackedRefs {
  static final String NAME = "packed-refs";
  private static final String HEADER = "# pack-refs with:";
  private static final ByteString TAGS = ByteString.utf8("refs/tags/");

  private final byte[] bytes;
  private boolean allPeeled;
  private boolean tagsPeeled;
  private boolean sorted;

  /** Where the first ref is. */
  private int first;

  /** All of them, null until somebody has asked. */
  private @Nullable Map<ByteString, RefFiles.Value> values;

  /**
   * A ref, and what the next line says of it if it is a tag.
   *
   * @param start where it begins
   * @param end where the next one begins
   */
  private record Entry(ByteString name, Oid id, @Nullable Oid tagged, int start, int end) {}

  private PackedRefs(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads the list in a directory, which has nothing if there is none.
   *
   * @throws IOException if it cannot be read, or begins or ends as no list does, or is not sorted
   *     and has a line that git would not read
   */
  static PackedRefs read(Path commonDirectory) throws IOException {
    byte[] bytes;
    try {
      Path list = commonDirectory.resolve(NAME);
      RefFiles.requireFile(list);
      bytes = Files.readAllBytes(list);
    } catch (NoSuchFileException none) {
      bytes = new byte[0];
    }
    PackedRefs refs = new PackedRefs(bytes);
    refs.begin();
    if (!refs.sorted) {
      refs.all();
    }
    return refs;
  }

  private void begin() throws IOException {
    if (bytes.length > 0 && bytes[bytes.length - 1] != '\n') {
      throw damaged(bytes.length - 1, "is cut off");
    }
    if (bytes.length > 0 && bytes[0] == '#') {
      first = afterLine(0);
      readHeader(new String(bytes, 0, first - 1, StandardCharsets.ISO_8859_1));
    }
  }

  private void readHeader(String header) throws IOException {
    if (!header.startsWith(HEADER)) {
      throw damaged(0, "is no head of such a list");
    }
    allPeeled = (header + " ").contains(" fully-peeled ");
    tagsPeeled = (header + " ").contains(" peeled ");
    sorted = (header + " ").contains(" sorted ");
  }

  /**
   * Returns what the list says of one ref, null if it is not in it.
   *
   * @throws IOException if a line that is looked at is none that git would read
   */
  RefFiles.@Nullable Value find(ByteString name) throws IOException {
    if (values != null) {
      return values.get(name);
    }
    int low = first;
    int high = bytes.length;
    while (low < high) {
      Entry middle = entry(startOfEntry(low + (high - low) / 2));
      int order = middle.name.compareTo(name);
      if (order == 0) {
        return value(middle);
      }
      low = order < 0 ? middle.end : low;
      high = order < 0 ? high : middle.start;
    }
    return null;
  }

  /**
   * Returns all refs of the list.
   *
   * @throws IOException if it has a line that git would not read
   */
  Map<ByteString, RefFiles.Value> all() throws IOException {
    if (values == null) {
      Map<ByteString, RefFiles.Value> read = new HashMap<>();
      for (int at = first; at < bytes.length; ) {
        Entry entry = entry(at);
        // Git takes and lists those outside refs/ too, though it writes none.
        if (RefNames.canBeFollowed(entry.name)) {
          read.put(entry.name, value(entry));
        } else if (!RefNames.isSafe(entry.name)) {
          throw damaged(at, "has a name that git takes for dangerous");
        }
        at = entry.end;
      }
      values = read;
    }
    return values;
  }

  private Entry entry(int start) throws IOException {
    int end = afterLine(start);
    Oid id = end - start > RefFiles.HEX + 2 ? RefFiles.id(bytes, start, end - 1) : null;
    if (bytes[start] == '^') {
      throw damaged(start, "does not say what a tag leads to");
    }
    if (id == null) {
      throw damaged(start, "has no id and name of a ref");
    }
    ByteString name = ByteString.of(bytes, start + RefFiles.HEX + 1, end - 1);
    if (end == bytes.length || bytes[end] != '^') {
      return new Entry(name, id, null, start, end);
    }
    int after = afterLine(end);
    Oid tagged = after - end == RefFiles.HEX + 2 ? RefFiles.id(bytes, end + 1, after - 1) : null;
    if (tagged == null) {
      throw damaged(end, "does not say what a tag leads to");
    }
    return new Entry(name, id, tagged, start, after);
  }

  private RefFiles.Value value(Entry entry) {
    boolean known = allPeeled || (tagsPeeled && entry.name.startsWith(TAGS));
    Oid peeled = entry.tagged == null && known ? entry.id : entry.tagged;
    return new RefFiles.Value(entry.id, peeled, null);
  }

  private int startOfEntry(int within) {
    int start = startOfLine(within);
    return bytes[start] == '^' && start > first ? startOfLine(start - 1) : start;
  }

  private int startOfLine(int within) {
    int start = within;
    while (start > first && bytes[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  /** Returns where the next line begins; each line has an end. */
  private int afterLine(int within) {
    int at = within;
    while (bytes[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  private IOException damaged(int at, String how) {
    int line = 1;
    for (int i = 0; i < at; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return new IOException(NAME + " line " + line + " " + how);
  }
}
