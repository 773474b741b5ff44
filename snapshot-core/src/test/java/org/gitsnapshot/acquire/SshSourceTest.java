package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.ObjectType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SshSourceTest {
  private static final KeyPair USER_KEY = GitSshServer.newKey();
  private static final KeyPair OTHER_KEY = GitSshServer.newKey();

  private final Path sshDirectory;
  private final GitSshServer server;
  private final GitRepo repo;
  private final Oid commit;
  private final AcquireOptions options;

  SshSourceTest(@TempDir Path temp) throws IOException {
    this.sshDirectory = temp.resolve("home/.ssh");
    this.server = GitSshServer.start(USER_KEY.getPublic());
    this.repo = GitRepo.init(temp.resolve("repo"));
    this.commit = repo.commitFile("a", "hello\n");
    this.options =
        AcquireOptions.of(temp.resolve("cache"))
            .withSshDirectory(sshDirectory)
            .withTimeout(Duration.ofSeconds(10));
    Files.createDirectories(sshDirectory);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private String url() {
    return "ssh://me@127.0.0.1:" + server.port() + repo.directory();
  }

  private void knowHost(KeyPair key) throws IOException {
    server.writeKnownHosts(sshDirectory.resolve("known_hosts"), key);
  }

  private void requireFetchable(String url) throws IOException {
    try (Acquirer acquirer = new Acquirer(options);
        ObjectStore store = acquirer.acquire(List.of(url), commit, Optional.empty());
        ObjectReader reader = store.newReader()) {
      assertThat(reader.read(repo.id("HEAD:a"), ObjectType.BLOB, 100)).hasSize(6);
    }
  }

  @Test
  void fetchesWithTheUsersKeyFromAKnownHost() throws Exception {
    knowHost(server.hostKey());
    GitSshServer.writeKey(USER_KEY, sshDirectory.resolve("id_rsa"));
    requireFetchable(url());
    try (Acquirer acquirer = new Acquirer(options)) {
      assertThat(acquirer.resolve(List.of(url()), "main").commit()).isEqualTo(commit);
    }
  }

  @Test
  void ed25519KeysWorkOnBothSides() throws Exception {
    KeyPair userKey = GitSshServer.newEd25519Key();
    KeyPair hostKey = GitSshServer.newEd25519Key();
    GitSshServer.writeKey(userKey, sshDirectory.resolve("id_ed25519"));
    try (GitSshServer modern = GitSshServer.start(userKey.getPublic(), hostKey)) {
      modern.writeKnownHosts(sshDirectory.resolve("known_hosts"), hostKey);
      requireFetchable("ssh://me@127.0.0.1:" + modern.port() + repo.directory());
    }
  }

  @Test
  void takesHostPortAndUserOfAnScpLikeUrlFromTheUsersConfiguration() throws Exception {
    knowHost(server.hostKey());
    GitSshServer.writeKey(USER_KEY, sshDirectory.resolve("special"));
    Files.write(
        sshDirectory.resolve("config"),
        List.of(
            "Host box",
            "HostName 127.0.0.1",
            "Port " + server.port(),
            "User me",
            "IdentityFile " + sshDirectory.resolve("special")));
    requireFetchable("box:" + repo.directory());
  }

  @Test
  void refusesAnUnknownHostWhateverTheConfigurationSaysAndWritesNothing() throws Exception {
    GitSshServer.writeKey(USER_KEY, sshDirectory.resolve("id_rsa"));
    Files.writeString(sshDirectory.resolve("config"), "StrictHostKeyChecking no\n");
    assertThatThrownBy(() -> requireFetchable(url()))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining(url() + ": its ssh key is not the one in known_hosts");
    assertThat(sshDirectory.resolve("known_hosts")).doesNotExist();
  }

  @Test
  void refusesAHostWhoseKeyHasChanged() throws Exception {
    knowHost(OTHER_KEY);
    GitSshServer.writeKey(USER_KEY, sshDirectory.resolve("id_rsa"));
    assertThatThrownBy(() -> requireFetchable(url()))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("its ssh key is not the one in known_hosts");
  }

  @Test
  void saysThatAKeyIsNeededWhenThereIsNone() throws Exception {
    knowHost(server.hostKey());
    assertThatThrownBy(() -> requireFetchable(url()))
        .isInstanceOf(UnavailableException.class)
        .hasMessage(url() + ": authentication is needed");
  }

  @Test
  void saysThatAKeyIsNeededWhenTheServerRefusesTheUsers() throws Exception {
    knowHost(server.hostKey());
    GitSshServer.writeKey(OTHER_KEY, sshDirectory.resolve("id_rsa"));
    assertThatThrownBy(() -> requireFetchable(url()))
        .isInstanceOf(UnavailableException.class)
        .hasMessage(url() + ": authentication is needed");
  }

  @Test
  void asksForNoPassphrase() throws Exception {
    knowHost(server.hostKey());
    GitSshServer.writeKey(USER_KEY, "secret", sshDirectory.resolve("id_rsa"));
    assertThatThrownBy(() -> requireFetchable(url()))
        .isInstanceOf(UnavailableException.class)
        .hasMessage(url() + ": authentication is needed");
  }

  @Test
  void saysThatThereIsNoRepository() throws Exception {
    knowHost(server.hostKey());
    GitSshServer.writeKey(USER_KEY, sshDirectory.resolve("id_rsa"));
    assertThatThrownBy(() -> requireFetchable(url() + "-not"))
        .isInstanceOf(UnavailableException.class)
        .hasMessage(url() + "-not: there is no repository there");
  }

  @Test
  void givesUpOnAServerThatSaysNothing() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Acquirer acquirer = new Acquirer(options.withTimeout(Duration.ofSeconds(1)))) {
      String url = "ssh://me@127.0.0.1:" + silent.getLocalPort() + "/x";
      assertThatThrownBy(() -> acquirer.acquire(List.of(url), commit, Optional.empty()))
          .isInstanceOf(UnavailableException.class)
          .hasMessage(url + ": did not answer within 1 s");
    }
  }

  @Test
  void givesUpOnAServerThatSaysNothingAfterTheLogin() throws Exception {
    knowHost(server.hostKey());
    GitSshServer.writeKey(USER_KEY, sshDirectory.resolve("id_rsa"));
    server.silent();
    try (Acquirer acquirer = new Acquirer(options.withTimeout(Duration.ofSeconds(3)))) {
      assertThatThrownBy(() -> acquirer.acquire(List.of(url()), commit, Optional.empty()))
          .isInstanceOf(UnavailableException.class)
          .hasMessage(url() + ": did not answer within 3 s");
      assertThat(Thread.interrupted()).isFalse();
    }
  }
}
