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
 */
final class PackedRefs {
  private static final String NAME = "packed-refs";
  private static final String HEADER = "# pack-refs with:";
  private static final ByteString TAGS = ByteString.utf8("refs/tags/");

  private final byte[] bytes;
  private final Map<ByteString, RefFiles.Value> values = new HashMap<>();
  private boolean allPeeled;
  private boolean tagsPeeled;
  private int line;

  /** The ref of the last line, null if that was no ref's. */
  private @Nullable ByteString last;

  private PackedRefs(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns the refs of the list in a directory, none if there is no list.
   *
   * @throws IOException if it cannot be read, or has a line that git would not read
   */
  static Map<ByteString, RefFiles.Value> read(Path commonDirectory) throws IOException {
    byte[] bytes;
    try {
      Path list = commonDirectory.resolve(NAME);
      RefFiles.requireFile(list);
      bytes = Files.readAllBytes(list);
    } catch (NoSuchFileException none) {
      return Map.of();
    }
    PackedRefs refs = new PackedRefs(bytes);
    refs.parse();
    return refs.values;
  }

  private void parse() throws IOException {
    for (int at = 0; at < bytes.length; ) {
      line++;
      int end = at;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      if (end == bytes.length) {
        throw damaged("is cut off");
      }
      if (line == 1 && bytes[at] == '#') {
        readHeader(new String(bytes, at, end - at, StandardCharsets.ISO_8859_1));
      } else if (bytes[at] == '^') {
        readPeeled(at + 1, end);
      } else {
        readRef(at, end);
      }
      at = end + 1;
    }
  }

  private void readHeader(String header) throws IOException {
    if (!header.startsWith(HEADER)) {
      throw damaged("is no head of such a list");
    }
    allPeeled = (header + " ").contains(" fully-peeled ");
    tagsPeeled = (header + " ").contains(" peeled ");
  }

  private void readPeeled(int at, int end) throws IOException {
    Oid target = end - at == RefFiles.HEX ? RefFiles.id(bytes, at, end) : null;
    if (target == null || last == null) {
      throw damaged("does not say what a tag leads to");
    }
    RefFiles.Value tag = values.get(last);
    if (tag != null) {
      values.put(last, new RefFiles.Value(tag.id(), target, null));
    }
    last = null;
  }

  private void readRef(int at, int end) throws IOException {
    Oid id = end - at > RefFiles.HEX + 1 ? RefFiles.id(bytes, at, end) : null;
    if (id == null) {
      throw damaged("has no id and name of a ref");
    }
    ByteString name = ByteString.of(bytes, at + RefFiles.HEX + 1, end);
    // Git takes and lists those outside refs/ too, though it writes none.
    if (RefNames.canBeFollowed(name)) {
      boolean known = allPeeled || (tagsPeeled && name.startsWith(TAGS));
      values.put(name, new RefFiles.Value(id, known ? id : null, null));
    } else if (!RefNames.isSafe(name)) {
      throw damaged("has a name that git takes for dangerous");
    }
    last = name;
  }

  private IOException damaged(String how) {
    return new IOException(NAME + " line " + line + " " + how);
  }
}
