package org.gitsnapshot.hash;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.gitsnapshot.io.BulkFilterInput;
import org.jspecify.annotations.Nullable;

/** Computes the size and digests of what is read. Closes the stream below when closed. */
public final class DigestingInput extends BulkFilterInput {
  private final MessageDigest sha256 = DigestAlgorithm.SHA256.newMessageDigest();
  private final @Nullable MessageDigest sha512;
  private long size;

  /**
   * Creates one over a stream.
   *
   * @param both whether to compute the SHA-512 too
   */
  public DigestingInput(InputStream in, boolean both) {
    super(in);
    this.sha512 = both ? DigestAlgorithm.SHA512.newMessageDigest() : null;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    if (count > 0) {
      sha256.update(bytes, offset, count);
      if (sha512 != null) {
        sha512.update(bytes, offset, count);
      }
      size += count;
    }
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Reads the rest and returns the size and digests of all; called once. */
  public FileDigests finish() throws IOException {
    byte[] buffer = new byte[1 << 16];
    while (read(buffer, 0, buffer.length) >= 0) {
      // Reading is all.
    }
    return new FileDigests(
        size,
        Digest.of(DigestAlgorithm.SHA256, sha256.digest()),
        Optional.ofNullable(sha512)
            .map(digest -> Digest.of(DigestAlgorithm.SHA512, digest.digest())));
  }
}
