package org.gitsnapshot.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.junit.jupiter.api.Test;

/** A content without CRs before LFs, against a regular expression. */
class LineEndHashTest {
  @Test
  void piecesDoNotMatter() throws IOException {
    Random dice = new Random(1);
    for (int round = 0; round < 2000; round++) {
      byte[] content = new byte[dice.nextInt(12)];
      for (int i = 0; i < content.length; i++) {
        content[i] = (byte) "\r\r\na".charAt(dice.nextInt(4));
      }
      LineEndHash hash = new LineEndHash();
      int at = 0;
      while (at < content.length) {
        int length = Math.min(content.length - at, dice.nextInt(4));
        hash.write(content, at, length);
        at += length;
      }
      String text = new String(content, StandardCharsets.US_ASCII);
      byte[] expected = text.replaceAll("\r+\n", "\n").getBytes(StandardCharsets.US_ASCII);
      byte[] sha256 = DigestAlgorithm.SHA256.newMessageDigest().digest(expected);
      assertThat(hash.digest()).as(text).isEqualTo(Digest.of(DigestAlgorithm.SHA256, sha256));
    }
  }
}
