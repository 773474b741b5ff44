package org.gitsnapshot.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is signed here, {@code ssh-keygen -Y verify} accepts. */
class SshSignerTest {
  private static final byte[] MESSAGE = "a  b\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "ed25519,256,''",
    "rsa,2048,''",
    "ecdsa,256,''",
    "ecdsa,384,''",
    "ecdsa,521,''",
    "ed25519,256,a passphrase",
  })
  void sshKeygenVerifies(String type, String bits, String passphrase) throws IOException {
    Path key = key(type, bits, passphrase);
    SshSigner signer = SshSigner.read(key, Optional.of(passphrase).filter(p -> !p.isEmpty()));
    Files.writeString(directory.resolve("list.sig"), signer.sign(MESSAGE));
    Files.writeString(directory.resolve("allowed"), "mirror " + signer.publicKey() + "\n");
    assertThat(verify(MESSAGE)).contains("Good \"file\" signature for mirror");
    assertThat(signer.publicKey()).isEqualTo(publicKey(key));
    assertThatThrownBy(() -> verify("a  c\n".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void equalBytesHaveEqualSignaturesOfEd25519() throws IOException {
    SshSigner signer = SshSigner.read(key("ed25519", "256", ""), Optional.empty());
    assertThat(signer.sign(MESSAGE)).isEqualTo(signer.sign(MESSAGE));
  }

  @ParameterizedTest
  @CsvSource({"ed25519,256", "rsa,2048", "ecdsa,256", "ecdsa,384", "ecdsa,521"})
  void aSignatureIsKnownAgain(String type, String bits) throws IOException {
    SshSigner signer = SshSigner.read(key(type, bits, ""), Optional.empty());
    String signature = signer.sign(MESSAGE);
    assertThat(signer.isSignature(MESSAGE, signature)).isTrue();
    assertThat(signer.isSignature("a  c\n".getBytes(StandardCharsets.UTF_8), signature)).isFalse();
    // What ssh-keygen signs with the same key counts as well, for the same purpose.
    assertThat(signer.isSignature(MESSAGE, sshKeygenSigns("file"))).isTrue();
    assertThat(signer.isSignature(MESSAGE, sshKeygenSigns("mail"))).isFalse();
    Files.move(directory.resolve("key"), directory.resolve("old"));
    SshSigner other = SshSigner.read(key(type, bits, ""), Optional.empty());
    assertThat(other.isSignature(MESSAGE, signature)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"ed25519,256", "ecdsa,256"})
  void whatIsNoSignatureIsNone(String type, String bits) throws IOException {
    SshSigner signer = SshSigner.read(key(type, bits, ""), Optional.empty());
    String signature = signer.sign(MESSAGE);
    byte[] blob = SignatureText.bytes(signature);
    for (int length = 0; length < blob.length; length++) {
      assertThat(signer.isSignature(MESSAGE, SignatureText.of(Arrays.copyOf(blob, length))))
          .isFalse();
    }
    assertThat(signer.isSignature(MESSAGE, SignatureText.of(Arrays.copyOf(blob, blob.length + 1))))
        .isFalse();
    for (int at = 0; at < blob.length; at++) {
      byte[] damaged = blob.clone();
      damaged[at] ^= 1;
      assertThat(signer.isSignature(MESSAGE, SignatureText.of(damaged))).as("byte " + at).isFalse();
    }
    String begin = signature.lines().findFirst().orElseThrow();
    for (String text : new String[] {"", "garbage\n", begin, begin + "END SSH SIGNATURE-----"}) {
      assertThat(signer.isSignature(MESSAGE, text)).isFalse();
    }
    assertThat(signer.isSignature(MESSAGE, signature.replace('A', '!'))).isFalse();
  }

  @Test
  void anEncryptedKeyNeedsItsPassphrase() {
    Path key = key("ed25519", "256", "right one");
    assertThatThrownBy(() -> SshSigner.read(key, Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("it is encrypted");
    assertThatThrownBy(() -> SshSigner.read(key, Optional.of("wrong one")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("passphrase is another one");
  }

  @Test
  void whatIsNoPrivateKeyIsRefused() throws IOException {
    Path key = key("ed25519", "256", "");
    Path text = directory.resolve("text");
    Files.writeString(text, "no key\n");
    for (Path file : new Path[] {directory.resolve("key.pub"), text}) {
      assertThatThrownBy(() -> SshSigner.read(file, Optional.empty()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("no private key");
    }
    byte[] cut = Files.readAllBytes(key);
    Files.write(text, Arrays.copyOf(cut, cut.length / 2));
    assertThatThrownBy(() -> SshSigner.read(text, Optional.empty()))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> SshSigner.read(directory.resolve("absent"), Optional.empty()))
        .isInstanceOf(UnavailableException.class);
  }

  private Path key(String type, String bits, String passphrase) {
    new Tool(directory)
        .text("ssh-keygen", "-q", "-t", type, "-b", bits, "-N", passphrase, "-C", "", "-f", "key");
    return directory.resolve("key");
  }

  private String sshKeygenSigns(String namespace) {
    byte[] signature =
        new Tool(directory)
            .run(MESSAGE, "ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", "key");
    return new String(signature, StandardCharsets.US_ASCII);
  }

  private static String publicKey(Path key) throws IOException {
    return Files.readString(key.resolveSibling("key.pub")).strip();
  }

  private String verify(byte[] message) {
    Tool tool = new Tool(directory);
    return new String(
        tool.run(
            message,
            "ssh-keygen",
            "-Y",
            "verify",
            "-f",
            "allowed",
            "-I",
            "mirror",
            "-n",
            "file",
            "-s",
            "list.sig"),
        StandardCharsets.UTF_8);
  }
}
