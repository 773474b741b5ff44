package org.gitsnapshot.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.CommitLinks;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectType;
import org.gitsnapshot.objects.RefList.NamedRef;
import org.jspecify.annotations.Nullable;

/** Finds the mailmap in the tree of HEAD. */
final class MailmapFile {
  private static final byte[] NAME = ".mailmap".getBytes(StandardCharsets.US_ASCII);

  /** Those of the largest projects have some ten thousand lines. */
  private static final int LIMIT = 64 << 20;

  private static final int ID_LENGTH = 20;

  private MailmapFile() {}

  /** Returns its bytes; nothing if there is no HEAD, no such entry, or it is no file. */
  static Optional<ByteString> read(History history) throws IOException {
    Optional<Oid> head = history.refs().head().map(NamedRef::peeled);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    try (ObjectReader reader = history.snapshot(head.get())) {
      Oid tree = CommitLinks.read(reader, head.get()).tree();
      Oid blob = find(reader.read(tree, ObjectType.TREE, Limits.DEFAULT.treeBytes()));
      if (blob == null) {
        return Optional.empty();
      }
      return Optional.of(ByteString.of(reader.read(blob, ObjectType.BLOB, LIMIT)));
    }
  }

  /** Returns the id of the entry, unless it is a directory or another repository's commit. */
  private static @Nullable Oid find(byte[] tree) {
    int at = 0;
    while (at < tree.length) {
      int space = indexOf(tree, (byte) ' ', at);
      int end = indexOf(tree, (byte) 0, space);
      int next = end + 1 + ID_LENGTH;
      if (next > tree.length) {
        break;
      }
      if (Arrays.equals(tree, space + 1, end, NAME, 0, NAME.length)) {
        // Modes of files and links begin with 10 and 12; those of others with 4 or 16.
        boolean file = tree[at] == '1' && tree[at + 1] != '6';
        return file ? Oid.of(tree, end + 1, next) : null;
      }
      at = next;
    }
    return null;
  }

  private static int indexOf(byte[] bytes, byte wanted, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != wanted) {
      at++;
    }
    return at;
  }
}
