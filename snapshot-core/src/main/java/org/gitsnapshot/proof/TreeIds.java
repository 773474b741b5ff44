package org.gitsnapshot.proof;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gitsnapshot.hash.ObjectFormat;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectType;

/** The git trees of directories, without empty ones, which git cannot hold. */
final class TreeIds {
  private final ObjectFormat format;

  TreeIds(ObjectFormat format) {
    this.format = format;
  }

  /** Returns the id of the root, be it empty. */
  Oid root(Item.Directory root) {
    return tree(root).orElseGet(() -> Hashing.id(format, ObjectType.TREE, new byte[0]));
  }

  private Optional<Oid> tree(Item.Directory directory) {
    // Git compares names as if those of directories ended in a slash.
    Map<ByteString, byte[]> lines = new TreeMap<>();
    for (Map.Entry<ByteString, Item> entry : directory.entries().entrySet()) {
      ByteString name = entry.getKey();
      if (entry.getValue() instanceof Item.Directory below) {
        tree(below).ifPresent(id -> lines.put(name.concat('/'), line("40000", name, id)));
      } else if (entry.getValue() instanceof Item.File file) {
        lines.put(name, line(file.executable() ? "100755" : "100644", name, file.blob()));
      } else if (entry.getValue() instanceof Item.Symlink link) {
        lines.put(name, line("120000", name, link.blob()));
      }
    }
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    lines.values().forEach(bytes::writeBytes);
    return Optional.of(Hashing.id(format, ObjectType.TREE, bytes.toByteArray()));
  }

  private static byte[] line(String mode, ByteString name, Oid id) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.writeBytes(mode.getBytes(StandardCharsets.US_ASCII));
    line.write(' ');
    line.writeBytes(name.toByteArray());
    line.write(0);
    line.writeBytes(id.toByteArray());
    return line.toByteArray();
  }
}
