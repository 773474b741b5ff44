package org.gitsnapshot.identity;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;

/**
 * Takes the entries of one directory in any order and computes the id of git's tree object.
 *
 * <p>Modes are those that git gives files today. Used by one thread.
 */
public final class TreeHash {
  // Git compares names as if those of directories ended in a slash.
  private final Map<ByteString, byte[]> lines = new TreeMap<>();

  /** Creates one without entries. */
  public TreeHash() {}

  /**
   * Takes a file.
   *
   * @param blob the id of its content
   */
  public void file(ByteString name, boolean executable, Oid blob) {
    put(name, executable ? "100755" : "100644", name, blob);
  }

  /**
   * Takes a symbolic link.
   *
   * @param blob the id of its target
   */
  public void symlink(ByteString name, Oid blob) {
    put(name, "120000", name, blob);
  }

  /** Takes a directory by the id of its tree. */
  public void directory(ByteString name, Oid tree) {
    put(name.concat('/'), "40000", name, tree);
  }

  /** Returns whether it has no entries, with which git has no directory. */
  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Returns the id, in SHA-1. */
  public Oid id() {
    MessageDigest tree = Digests.sha1();
    long size = lines.values().stream().mapToLong(line -> line.length).sum();
    tree.update(Digests.gitHeader("tree", size));
    lines.values().forEach(tree::update);
    return Oid.of(tree.digest());
  }

  private void put(ByteString place, String mode, ByteString name, Oid id) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.writeBytes(mode.getBytes(StandardCharsets.US_ASCII));
    line.write(' ');
    line.writeBytes(name.toByteArray());
    line.write(0);
    line.writeBytes(id.toByteArray());
    lines.put(place, line.toByteArray());
  }
}
