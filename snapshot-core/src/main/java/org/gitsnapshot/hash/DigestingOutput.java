package org.gitsnapshot.hash;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Passes bytes on and computes their size and digests. Closes the stream below when closed. */
public final class DigestingOutput extends OutputStream {
  private final OutputStream out;
  private final MessageDigest sha256 = DigestAlgorithm.SHA256.newMessageDigest();
  private final MessageDigest sha512 = DigestAlgorithm.SHA512.newMessageDigest();
  private long size;

  /** Creates one over a stream; {@link OutputStream#nullOutputStream()} only computes. */
  public DigestingOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    sha256.update(bytes, offset, length);
    sha512.update(bytes, offset, length);
    size += length;
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
  public FileDigests digests() {
    return new FileDigests(
        size,
        Digest.of(DigestAlgorithm.SHA256, sha256.digest()),
        Digest.of(DigestAlgorithm.SHA512, sha512.digest()));
  }
}
