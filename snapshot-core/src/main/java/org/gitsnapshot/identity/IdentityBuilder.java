package org.gitsnapshot.identity;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.BulkOutput;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.output.Spool;

/**
 * Takes the entries of an archive in any order and computes its {@link Identities}.
 *
 * <p>Contents go to a temporary file, which {@link #close} removes; memory is that of the names and
 * digests. Used by one thread.
 */
public final class IdentityBuilder implements Closeable {
  private final Path spool;
  private final OutputStream out;
  private final Node.Directory root = new Node.Directory();
  private long position;

  /**
   * Creates one without entries.
   *
   * @throws IOException if there can be no temporary file
   */
  public IdentityBuilder() throws IOException {
    spool = Spool.file(".identity");
    out = new BufferedOutputStream(Spool.open(spool), 1 << 16);
  }

  /**
   * Takes a directory.
   *
   * @param path with or without a slash at its end
   * @throws UnsupportedException if the path has a ".." or a NUL in it, or begins with a slash, or
   *     something else has it
   */
  public void directory(ByteString path) throws IOException {
    Node.Directory unused = directoryAt(parts(path));
  }

  /**
   * Takes a symbolic link.
   *
   * @throws UnsupportedException if the path has a ".." or a NUL in it, or begins with a slash, or
   *     something else has it
   */
  public void symlink(ByteString path, ByteString target) throws IOException {
    put(path, new Node.Symlink(target));
  }

  /**
   * Takes a file.
   *
   * @throws UnsupportedException if the path has a ".." or a NUL in it, or begins with a slash, or
   *     something else has it
   */
  public void file(ByteString path, boolean executable, Content content) throws IOException {
    MessageDigest blob = Digests.sha1();
    MessageDigest sha256 = Digests.sha256();
    blob.update(Digests.gitHeader("blob", content.size()));
    long place = position;
    content.writeTo(
        new BulkOutput() {
          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            blob.update(bytes, from, length);
            sha256.update(bytes, from, length);
            out.write(bytes, from, length);
            position += length;
          }
        });
    put(
        path,
        new Node.File(
            executable,
            position - place,
            place,
            ByteString.of(blob.digest()),
            ByteString.of(sha256.digest())));
  }

  /**
   * Takes another name of a file that was taken before.
   *
   * @throws UnsupportedException if there is no such file, or for what the path has in it
   */
  public void hardLink(ByteString path, ByteString target) throws IOException {
    Node node = root;
    for (ByteString part : parts(target)) {
      node = node instanceof Node.Directory directory ? directory.entries().get(part) : null;
    }
    if (node == null || node instanceof Node.Directory) {
      throw new UnsupportedException(path + " is a link to " + target + ", which is no file", null);
    }
    put(path, node);
  }

  /**
   * Returns the identities of all that was taken; called once.
   *
   * @param goPrefix what Go's names begin with; without it, the name of the top directory
   */
  public Identities finish(Optional<Oid> commit, Optional<ByteString> goPrefix) throws IOException {
    out.flush();
    Node.Directory content = root;
    ByteString name = ByteString.EMPTY;
    // The directory that all paths begin with is of the archive, not of the content.
    if (root.entries().size() == 1) {
      ByteString only = root.entries().keySet().iterator().next();
      if (root.entries().get(only) instanceof Node.Directory directory) {
        content = directory;
        name = only;
      }
    }
    Node.Directory below = content;
    ByteString go = goPrefix.orElse(name);
    return DeepStack.run(() -> of(below, go, commit));
  }

  private Identities of(Node.Directory content, ByteString goPrefix, Optional<Oid> commit)
      throws IOException {
    Oid swhid = GitTree.id(content, true).orElseThrow();
    return new Identities(
        GitTree.id(content, false).orElseGet(GitTree::empty),
        "swh:1:dir:" + swhid.hex(),
        commit.map(id -> "swh:1:rev:" + id.hex()),
        Nar.sha256(content, spool),
        GoHash.h1(content, goPrefix));
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } finally {
      boolean unused = Files.deleteIfExists(spool);
    }
  }

  private void put(ByteString path, Node node) throws IOException {
    List<ByteString> parts = parts(path);
    if (parts.isEmpty()) {
      throw new UnsupportedException("an entry has no name", null);
    }
    ByteString name = parts.get(parts.size() - 1);
    Node.Directory parent = directoryAt(parts.subList(0, parts.size() - 1));
    Node before = parent.entries().put(name, node);
    if (before != null && !before.sameAs(node)) {
      throw twice(path.display());
    }
  }

  private static UnsupportedException twice(String path) {
    return new UnsupportedException(
        path + " is there twice, and not the same",
        "which of them is unpacked depends on the program");
  }

  private Node.Directory directoryAt(List<ByteString> parts) throws UnsupportedException {
    Node.Directory directory = root;
    for (ByteString part : parts) {
      Node next = directory.entries().computeIfAbsent(part, absent -> new Node.Directory());
      if (!(next instanceof Node.Directory below)) {
        throw twice(part.display());
      }
      directory = below;
    }
    return directory;
  }

  private static List<ByteString> parts(ByteString path) throws SnapshotException {
    List<ByteString> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= path.length(); i++) {
      if (i < path.length() && path.at(i) == 0) {
        // In a tree object it ends the name: such a file could pass for several others.
        throw new UnsupportedException(path + " has a NUL in it", null);
      }
      if (i == path.length() || path.at(i) == '/') {
        ByteString part = path.substring(from, i);
        from = i + 1;
        if (part.toString().equals("..")) {
          throw new UnsupportedException(path + " has a \"..\" in it", null);
        }
        if (part.isEmpty() && i == 0 && path.length() > 0) {
          throw new UnsupportedException(path + " begins with a slash", null);
        }
        if (!part.isEmpty() && !part.toString().equals(".")) {
          parts.add(part);
        }
      }
    }
    if (parts.size() > Limits.DEFAULT.treeDepth()) {
      throw new LimitExceededException(
          "a path has more than " + Limits.DEFAULT.treeDepth() + " directories inside each other",
          null);
    }
    return parts;
  }
}
