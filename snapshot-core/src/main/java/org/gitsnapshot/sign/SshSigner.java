package org.gitsnapshot.sign;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.BufferException;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * Signs with a private SSH key in the format SSHSIG.
 *
 * <pre>{@code
 * SshSigner signer = SshSigner.read(Path.of("mirror_key"), Optional.empty());
 * Files.writeString(Path.of("SHA256SUMS.sig"), signer.sign(Files.readAllBytes(list)));
 * }</pre>
 *
 * <p>{@code ssh-keygen -Y verify -f allowed_signers -I WHO -n file -s SHA256SUMS.sig < SHA256SUMS}
 * checks it. Ed25519 and RSA keys give equal signatures of equal bytes; ECDSA keys do not.
 * Immutable and thread-safe.
 */
public final class SshSigner {
  /** What a signature is for, so that it can stand for nothing else: any file, to ssh-keygen. */
  public static final String NAMESPACE = "file";

  private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final String HASH = "sha512";

  /** A key of RSA signs with this; {@code ssh-rsa} is SHA-1, which SSHSIG forbids. */
  private static final String RSA = "rsa-sha2-512";

  private final KeyPair key;
  private final String algorithm;
  private final BuiltinSignatures signatures;

  private SshSigner(KeyPair key, String algorithm, BuiltinSignatures signatures) {
    this.key = key;
    this.algorithm = algorithm;
    this.signatures = signatures;
  }

  /**
   * Reads a private key as {@code ssh-keygen} writes it: of Ed25519, RSA or ECDSA.
   *
   * @param passphrase what opens it, if it is encrypted
   * @throws InvalidInputException if the file is no private key, or a passphrase is missing or
   *     wrong
   * @throws UnsupportedException if it is of another kind, such as one in a security key
   * @throws UnavailableException if it cannot be read
   */
  public static SshSigner read(Path file, Optional<String> passphrase) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UnavailableException(
          "cannot read the key " + file + ": " + Explanation.reason(unreadable), null, unreadable);
    }
    boolean[] asked = {false};
    FilePasswordProvider passphrases =
        (session, resource, attempt) -> {
          asked[0] = true;
          return passphrase.orElse(null);
        };
    KeyPair key = null;
    try {
      Iterable<KeyPair> keys =
          SecurityUtils.loadKeyPairIdentities(
              null,
              NamedResource.ofName(file.toString()),
              new ByteArrayInputStream(bytes),
              passphrases);
      Iterator<KeyPair> first = keys == null ? null : keys.iterator();
      if (first != null && first.hasNext()) {
        key = first.next();
      }
    } catch (IOException | GeneralSecurityException | RuntimeException unusable) {
      throw unusable(file, asked[0], passphrase.isPresent(), unusable);
    }
    if (key == null) {
      throw unusable(file, asked[0], passphrase.isPresent(), null);
    }
    return of(file, key);
  }

  private static InvalidInputException unusable(
      Path file, boolean encrypted, boolean passphraseGiven, @Nullable Exception cause) {
    String why;
    String hint;
    if (encrypted && passphraseGiven) {
      why = "its passphrase is another one";
      hint = "check SNAPSHOT_KEY_PASSPHRASE";
    } else if (encrypted) {
      why = "it is encrypted";
      hint = "give its passphrase in SNAPSHOT_KEY_PASSPHRASE, or use a key without one";
    } else {
      why = "it is no private key that ssh-keygen makes";
      hint = "ssh-keygen -t ed25519 -f mirror_key makes one";
    }
    InvalidInputException failure =
        new InvalidInputException("cannot use the key " + file + ": " + why, hint);
    if (cause != null) {
      failure.addSuppressed(cause);
    }
    return failure;
  }

  private static SshSigner of(Path file, KeyPair key) throws UnsupportedException {
    String type = KeyUtils.getKeyType(key);
    String algorithm = "ssh-rsa".equals(type) ? RSA : String.valueOf(type);
    BuiltinSignatures signatures = BuiltinSignatures.fromFactoryName(algorithm);
    boolean known =
        algorithm.equals(RSA)
            || algorithm.equals("ssh-ed25519")
            || algorithm.startsWith("ecdsa-sha2-nistp");
    if (!known || signatures == null || !signatures.isSupported()) {
      throw new UnsupportedException(
          "cannot sign with the key " + file + ": it is of kind " + type,
          "ssh-keygen -t ed25519 -f mirror_key makes one that can");
    }
    return new SshSigner(key, algorithm, signatures);
  }

  /** Returns the public key as {@code authorized_keys} and {@code allowed_signers} have it. */
  public String publicKey() {
    ByteArrayBuffer blob = new ByteArrayBuffer();
    blob.putRawPublicKey(key.getPublic());
    return KeyUtils.getKeyType(key)
        + " "
        + Base64.getEncoder().encodeToString(blob.getCompactData());
  }

  /** Returns the signature of a file's bytes, as the text of a {@code .sig} file. */
  public String sign(byte[] message) {
    ByteArrayBuffer signature = new ByteArrayBuffer();
    signature.putString(algorithm);
    signature.putBytes(signed(toSign(message)));
    ByteArrayBuffer blob = new ByteArrayBuffer();
    blob.putRawBytes(head());
    blob.putBytes(signature.getCompactData());
    return SignatureText.of(blob.getCompactData());
  }

  /**
   * Returns whether a text is this key's signature of a file's bytes, one such as {@link #sign}
   * makes. A key of ECDSA has many, so that they cannot be compared as bytes.
   */
  public boolean isSignature(byte[] message, String text) {
    byte[] blob = SignatureText.bytes(text);
    byte[] head = head();
    if (blob.length < head.length || !Arrays.equals(head, Arrays.copyOf(blob, head.length))) {
      return false;
    }
    ByteArrayBuffer rest = new ByteArrayBuffer(blob, head.length, blob.length - head.length);
    try {
      ByteArrayBuffer signature = new ByteArrayBuffer(rest.getBytes());
      return rest.available() == 0
          && signature.getString().equals(algorithm)
          && verifies(toSign(message), signature.getBytes())
          && signature.available() == 0;
    } catch (BufferException cutOff) {
      return false;
    }
  }

  /** Returns what is signed for a file's bytes: their digest, and what the signature is for. */
  private static byte[] toSign(byte[] message) {
    byte[] hash = DigestAlgorithm.SHA512.newMessageDigest().digest(message);
    ByteArrayBuffer signed = new ByteArrayBuffer();
    signed.putRawBytes(MAGIC);
    signed.putString(NAMESPACE);
    signed.putString("");
    signed.putString(HASH);
    signed.putBytes(hash);
    return signed.getCompactData();
  }

  /** Returns what a signature of this key begins with, whatever it is of. */
  private byte[] head() {
    ByteArrayBuffer publicKey = new ByteArrayBuffer();
    publicKey.putRawPublicKey(key.getPublic());
    ByteArrayBuffer head = new ByteArrayBuffer();
    head.putRawBytes(MAGIC);
    head.putUInt(VERSION);
    head.putBytes(publicKey.getCompactData());
    head.putString(NAMESPACE);
    head.putString("");
    head.putString(HASH);
    return head.getCompactData();
  }

  private byte[] signed(byte[] data) {
    Signature signer = signatures.create();
    try {
      signer.initSigner(null, key.getPrivate());
      signer.update(null, data);
      return signer.sign(null);
    } catch (Exception impossible) {
      throw new IllegalStateException("a key that was read can sign", impossible);
    }
  }

  private boolean verifies(byte[] data, byte[] signature) {
    Signature verifier = signatures.create();
    try {
      verifier.initVerifier(null, key.getPublic());
      verifier.update(null, data);
      return verifier.verify(null, signature);
    } catch (Exception malformed) {
      return false;
    }
  }
}
