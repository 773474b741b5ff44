package org.gitsnapshot.hash;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Test;

class HashTest {
  private static final String SHA1 = "0123456789abcdef0123456789abcdef01234567";
  private static final String SHA256 = SHA1 + "89abcdef0123456789abcdef";

  @Test
  void anIdIs40Or64HexDigits() {
    assertThat(Oid.fromHex(SHA1).format()).isEqualTo(ObjectFormat.SHA1);
    assertThat(Oid.fromHex(SHA256).format()).isEqualTo(ObjectFormat.SHA256);
    assertThat(Oid.fromHex(SHA1.replace('a', 'A'))).isEqualTo(Oid.fromHex(SHA1));
    assertThat(Oid.fromHex(SHA1).hex()).isEqualTo(SHA1);
    for (String bad :
        List.of(
            "",
            "0",
            SHA1 + "0",
            SHA1.substring(1),
            SHA1.replace('a', 'g'),
            SHA1.replace('0', '\u0660'))) {
      assertThat(Oid.isHex(bad)).as(bad).isFalse();
      assertThatThrownBy(() -> Oid.fromHex(bad)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Oid.of(new byte[19])).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void idsAreOrderedByTheirBytes() {
    List<Oid> ids = new ArrayList<>();
    for (String digit : List.of("f", "8", "7", "0")) {
      ids.add(Oid.fromHex(digit.repeat(40)));
    }
    Collections.sort(ids);
    assertThat(ids).extracting(id -> id.hex().substring(0, 1)).containsExactly("0", "7", "8", "f");
  }

  @Test
  void anIdDoesNotShareItsBytes() {
    Oid id = Oid.fromHex(SHA1);
    id.toByteArray()[0]++;
    assertThat(id.matches(Oid.fromHex(SHA1).toByteArray())).isTrue();
    assertThat(id.hex()).isEqualTo(SHA1);
  }

  @Test
  void aDigestHasTheDigitsOfItsAlgorithm() {
    Digest digest = new Digest(DigestAlgorithm.SHA256, SHA256.replace('b', 'B'));
    assertThat(digest.hex()).isEqualTo(SHA256);
    assertThat(digest).hasToString("sha256:" + SHA256);
    for (String bad : List.of("", SHA1, SHA256 + "00", SHA256.replace('a', 'x'))) {
      assertThatThrownBy(() -> new Digest(DigestAlgorithm.SHA256, bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(DigestAlgorithm.ofLabel("sha512")).contains(DigestAlgorithm.SHA512);
    assertThat(DigestAlgorithm.ofLabel("SHA256")).isEmpty();
  }

  @Test
  void bytesPassThroughAndTheirDigestsAreThoseOfTheRealTools() throws IOException {
    ByteArrayOutputStream below = new ByteArrayOutputStream();
    DigestingOutput out = new DigestingOutput(below, true);
    out.write('a');
    out.write(new byte[] {'x', 'b', 'c', 'x'}, 1, 2);
    out.write(new byte[0]);
    out.write(0xff);
    FileDigests digests = out.digests();
    byte[] written = {'a', 'b', 'c', (byte) 0xff};
    assertThat(below.toByteArray()).isEqualTo(written);
    assertThat(digests.size()).isEqualTo(4);
    Tool tool = new Tool(Path.of("/"));
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      String expected = new String(tool.run(written, algorithm.label() + "sum"), US_ASCII);
      assertThat(expected).startsWith(digests.get(algorithm).orElseThrow().hex() + " ");
    }
  }

  @Test
  void sha512IsComputedWhereItIsAskedFor() throws IOException {
    DigestingOutput out = new DigestingOutput(OutputStream.nullOutputStream());
    out.write(new byte[10]);
    FileDigests digests = out.digests();
    assertThat(digests.get(DigestAlgorithm.SHA256)).contains(digests.sha256());
    assertThat(digests.get(DigestAlgorithm.SHA512)).isEmpty();
  }

  @Test
  void whatCouldNotBeWrittenDoesNotCount() throws IOException {
    OutputStream failing =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("full");
          }
        };
    DigestingOutput out = new DigestingOutput(failing);
    assertThatThrownBy(() -> out.write(new byte[10])).hasMessage("full");
    assertThat(out.digests().size()).isZero();
  }
}
