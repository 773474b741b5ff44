package org.gitsnapshot.manifest;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.io.BulkOutput;

/**
 * Passes bytes on and computes what a mirror's manifest says of them: size, SHA-256, and the
 * SHA-256 of every block. Closes the stream below when closed. Used by one thread at a time.
 */
public final class BlockDigester extends BulkOutput {
  private final OutputStream out;
  private final int blockSize;
  private final MessageDigest whole = DigestAlgorithm.SHA256.newMessageDigest();
  private final MessageDigest block = DigestAlgorithm.SHA256.newMessageDigest();
  private final List<Digest> blocks = new ArrayList<>();
  private long size;

  /** Creates one over a stream; {@link OutputStream#nullOutputStream()} only computes. */
  public BlockDigester(OutputStream out) {
    this(out, Blocks.DEFAULT_SIZE);
  }

  BlockDigester(OutputStream out, int blockSize) {
    this.out = out;
    this.blockSize = blockSize;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    whole.update(bytes, offset, length);
    int done = 0;
    while (done < length) {
      int fill = (int) (size % blockSize);
      int run = Math.min(length - done, blockSize - fill);
      block.update(bytes, offset + done, run);
      size += run;
      done += run;
      if (fill + run == blockSize) {
        endBlock();
      }
    }
  }

  private void endBlock() {
    blocks.add(Digest.of(DigestAlgorithm.SHA256, block.digest()));
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** Returns the size and digests of what was written; called once, at the end. */
  public ScannedFile finish() {
    if (size % blockSize != 0) {
      endBlock();
    }
    return new ScannedFile(
        size, Digest.of(DigestAlgorithm.SHA256, whole.digest()), new Blocks(blockSize, blocks));
  }
}
