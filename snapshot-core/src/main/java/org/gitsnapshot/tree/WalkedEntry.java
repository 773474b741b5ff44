package org.gitsnapshot.tree;

import java.util.Map;
import org.gitsnapshot.attributes.AttributeValue;
import org.gitsnapshot.convert.Conversions;
import org.gitsnapshot.io.ByteString;

/**
 * An entry that belongs in the archive.
 *
 * @param path below the root
 * @param entry what the tree says of it
 * @param attributes what attribute files say of it, by name
 * @param conversions what that means for a file's bytes
 */
record WalkedEntry(
    ByteString path,
    TreeEntry entry,
    Map<String, AttributeValue> attributes,
    Conversions conversions) {
  WalkedEntry(ByteString path, TreeEntry entry, Map<String, AttributeValue> attributes) {
    this(path, entry, attributes, Conversions.of(attributes));
  }

  /** Returns whether it is a file whose blob goes into the archive as it is. */
  boolean isPlainFile() {
    return entry.kind() == TreeEntry.Kind.FILE && conversions.keepBytes();
  }
}
