package org.gitsnapshot.tree;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.fuzz.Tried;
import org.gitsnapshot.hash.Oid;

/** Tree and commit objects. */
public final class ObjectsFuzz {
  private static final Oid SHA1 = Oid.fromHex("0123456789abcdef0123456789abcdef01234567");
  private static final Oid SHA256 = Oid.fromHex("0123456789abcdef".repeat(4));

  private ObjectsFuzz() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    for (Oid id : List.of(SHA1, SHA256)) {
      tree(id, input);
      for (boolean last : new boolean[] {false, true}) {
        Tried.read(() -> CommitHeader.parse(id, input, last), CorruptObjectException.class);
      }
    }
  }

  private static void tree(Oid id, byte[] input) {
    Optional<List<TreeEntry>> entries =
        Tried.read(() -> TreeParser.parse(id, input), CorruptObjectException.class);
    if (entries.isEmpty()) {
      return;
    }
    // All but the modes, which git normalizes, must be where it was.
    int at = 0;
    for (TreeEntry entry : entries.get()) {
      while (input[at] != ' ') {
        at++;
      }
      ByteArrayOutputStream rest = new ByteArrayOutputStream();
      rest.write(' ');
      rest.writeBytes(entry.name().toByteArray());
      rest.write(0);
      rest.writeBytes(entry.oid().toByteArray());
      byte[] there = java.util.Arrays.copyOfRange(input, at, at + rest.size());
      Tried.checkEqual(there, rest.toByteArray(), "entry");
      at += rest.size();
    }
    Tried.checkEqual(at, input.length, "length of the entries");
  }
}
