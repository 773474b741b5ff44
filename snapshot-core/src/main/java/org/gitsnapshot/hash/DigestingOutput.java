package org.gitsnapshot.hash;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.gitsnapshot.io.BulkOutput;
import org.jspecify.annotations.Nullable;

/** Passes bytes on and computes their size and digests. Closes the stream below when closed. */
public final class DigestingOutput extends BulkOutput {
  private final OutputStream out;
  private final MessageDigest sha256 = DigestAlgorithm.SHA256.newMessageDigest();
  private final @Nullable MessageDigest sha512;
  private long size;

  /** Creates one that computes the SHA-256 of a stream. */
  public DigestingOutput(OutputStream out) {
    this(out, false);
  }

  /**
   * Creates one over a stream; {@link OutputStream#nullOutputStream()} only computes.
   *
   * @param both whether to compute the SHA-512 too
   */
  public DigestingOutput(OutputStream out, boolean both) {
    this.out = out;
    this.sha512 = both ? DigestAlgorithm.SHA512.newMessageDigest() : null;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    sha256.update(bytes, offset, length);
    if (sha512 != null) {
      sha512.update(bytes, offset, length);
    }
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
        Optional.ofNullable(sha512)
            .map(digest -> Digest.of(DigestAlgorithm.SHA512, digest.digest())));
  }
}
