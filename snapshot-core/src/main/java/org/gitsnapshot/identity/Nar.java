package org.gitsnapshot.identity;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.io.ByteString;

/**
 * The archive format of Nix and Guix, hashed as it is written: E. Dolstra, "The Purely Functional
 * Software Deployment Model", figure 5.2.
 */
final class Nar {
  private static final int ALIGNMENT = 8;

  private final MessageDigest sha256 = Digests.sha256();
  private final RandomAccessFile spool;
  private final byte[] buffer = new byte[1 << 16];

  private Nar(RandomAccessFile spool) {
    this.spool = spool;
  }

  static Digest sha256(Node root, Path spool) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(spool.toFile(), "r")) {
      Nar nar = new Nar(file);
      nar.text("nix-archive-1");
      nar.node(root);
      return Digest.of(DigestAlgorithm.SHA256, nar.sha256.digest());
    }
  }

  private void node(Node node) throws IOException {
    text("(");
    text("type");
    if (node instanceof Node.File file) {
      text("regular");
      if (file.executable()) {
        text("executable");
        text("");
      }
      text("contents");
      content(file);
    } else if (node instanceof Node.Symlink link) {
      text("symlink");
      text("target");
      string(link.target());
    } else {
      text("directory");
      for (Map.Entry<ByteString, Node> entry : ((Node.Directory) node).entries().entrySet()) {
        text("entry");
        text("(");
        text("name");
        string(entry.getKey());
        text("node");
        node(entry.getValue());
        text(")");
      }
    }
    text(")");
  }

  private void content(Node.File file) throws IOException {
    length(file.size());
    spool.seek(file.place());
    for (long left = file.size(); left > 0; ) {
      int count = spool.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (count < 0) {
        throw new CorruptObjectException("the temporary file was cut off", null);
      }
      sha256.update(buffer, 0, count);
      left -= count;
    }
    pad(file.size());
  }

  private void text(String text) {
    string(ByteString.utf8(text));
  }

  private void string(ByteString bytes) {
    length(bytes.length());
    sha256.update(bytes.toByteArray());
    pad(bytes.length());
  }

  private void length(long length) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    sha256.update(bytes.putLong(length).array());
  }

  private void pad(long length) {
    sha256.update(new byte[(int) (-length & (ALIGNMENT - 1))]);
  }
}
