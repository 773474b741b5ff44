package org.gitsnapshot.audit;

import java.security.MessageDigest;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.io.BulkOutput;

/** The digest of a content without each CR that stands before an LF, in constant memory. */
final class LineEndHash extends BulkOutput {
  private static final byte[] CR = {'\r'};

  private final MessageDigest digest = DigestAlgorithm.SHA256.newMessageDigest();

  /** How many CRs the content ended in so far. */
  private long held;

  Digest digest() {
    release();
    return Digest.of(DigestAlgorithm.SHA256, digest.digest());
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int from = offset;
    int run = offset; // Where the CRs before the next byte begin.
    for (int at = offset; at < offset + length; at++) {
      if (bytes[at] == '\r') {
        continue;
      }
      if (bytes[at] == '\n') {
        held = 0;
        digest.update(bytes, from, run - from);
        from = at;
      } else {
        release();
      }
      run = at + 1;
    }
    digest.update(bytes, from, run - from);
    held += offset + length - run;
  }

  private void release() {
    for (; held > 0; held--) {
      digest.update(CR);
    }
  }
}
