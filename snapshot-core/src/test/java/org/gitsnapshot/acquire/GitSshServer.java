package org.gitsnapshot.acquire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;

/** Serves repositories over ssh on loopback: Apache MINA runs the real {@code git-upload-pack}. */
final class GitSshServer implements AutoCloseable {
  private static final int RSA_BITS = 2048; // The least that MINA takes.

  private final SshServer server;
  private final KeyPair hostKey;

  private GitSshServer(SshServer server, KeyPair hostKey) {
    this.server = server;
    this.hostKey = hostKey;
  }

  /** Starts one that lets in whoever has the key. */
  static GitSshServer start(PublicKey allowed) throws IOException {
    return start(allowed, newKey());
  }

  /** Starts one with this key of its own. */
  static GitSshServer start(PublicKey allowed, KeyPair hostKey) throws IOException {
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPublickeyAuthenticator((user, key, session) -> KeyUtils.compareKeys(key, allowed));
    server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
    server.start();
    return new GitSshServer(server, hostKey);
  }

  /** From now on runs what says nothing instead of git. */
  GitSshServer silent() {
    server.setCommandFactory(
        (channel, command) -> ProcessShellCommandFactory.INSTANCE.createCommand(channel, "cat"));
    return this;
  }

  static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(RSA_BITS);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What ssh-keygen makes where nothing else is asked for. */
  static KeyPair newEd25519Key() {
    try {
      return KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
    } catch (GeneralSecurityException unsupported) {
      throw new IllegalStateException(unsupported);
    }
  }

  /** Writes a private key as ssh-keygen would, without a passphrase. */
  static void writeKey(KeyPair key, Path file) throws Exception {
    try (OutputStream out = Files.newOutputStream(file)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, out);
    }
  }

  /** Writes a private key as ssh-keygen would, with a passphrase. */
  static void writeKey(KeyPair key, String passphrase, Path file) throws Exception {
    OpenSSHKeyEncryptionContext encryption = new OpenSSHKeyEncryptionContext();
    encryption.setPassword(passphrase);
    encryption.setCipherName("AES");
    encryption.setCipherType("256");
    encryption.setCipherMode("CTR");
    try (OutputStream out = Files.newOutputStream(file)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", encryption, out);
    }
  }

  /** Writes the server's host key, or another's, as what is known of the server. */
  void writeKnownHosts(Path file, KeyPair key) throws IOException {
    String line = "[127.0.0.1]:" + port() + " " + PublicKeyEntry.toString(key.getPublic());
    Files.write(file, List.of(line));
  }

  KeyPair hostKey() {
    return hostKey;
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
