package org.gitsnapshot.proof;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.attributes.AttributeStack;
import org.gitsnapshot.attributes.AttributeValue;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectType;
import org.gitsnapshot.tree.TreeEntry;

/**
 * What is known of the attributes in a directory of the commit.
 *
 * <p>An attribute file's bytes are taken from the tar where its blob there is the commit's, else
 * from the repository if it has them.
 *
 * @param missing why not all is known, if so: the attribute file whose bytes are not at hand
 */
record KnownAttributes(AttributeStack stack, Optional<String> missing) {
  static final KnownAttributes NONE = new KnownAttributes(AttributeStack.EMPTY, Optional.empty());

  /** Returns what is known in a directory that has these entries. */
  KnownAttributes in(
      ByteString directory, List<TreeEntry> entries, TarTree tar, ObjectReader objects)
      throws IOException {
    for (TreeEntry entry : entries) {
      boolean blob = entry.kind() == TreeEntry.Kind.FILE || entry.kind() == TreeEntry.Kind.SYMLINK;
      if (blob && entry.name().equals(TarTree.ATTRIBUTES)) {
        return with(directory, entry.oid(), tar, objects);
      }
    }
    return this;
  }

  private KnownAttributes with(ByteString directory, Oid blob, TarTree tar, ObjectReader objects)
      throws IOException {
    Optional<byte[]> bytes = tar.attributes(blob);
    if (bytes.isPresent()) {
      stack.requireRoom(directory, bytes.get().length);
      return new KnownAttributes(stack.with(directory, bytes.get()), missing);
    }
    try {
      long size = objects.blob(blob).size();
      if (size >= AttributeStack.MAX_FILE_BYTES) {
        return this;
      }
      stack.requireRoom(directory, size);
      byte[] own = objects.read(blob, ObjectType.BLOB, (int) size);
      return new KnownAttributes(stack.with(directory, own), missing);
    } catch (UnavailableException notThere) {
      String where = directory.isEmpty() ? "" : directory.display() + "/";
      return new KnownAttributes(
          stack,
          missing.or(
              () -> Optional.of(where + ".gitattributes, blob " + blob + ", is not in the tar")));
    }
  }

  Map<String, AttributeValue> of(ByteString path, boolean directory) throws LimitExceededException {
    return stack.of(path, directory);
  }

  /** Returns whether it is certain that a path is left out. */
  boolean ignores(ByteString path, boolean directory) throws LimitExceededException {
    return missing.isEmpty()
        && of(path, directory).getOrDefault("export-ignore", AttributeValue.UNSPECIFIED).isSet();
  }
}
