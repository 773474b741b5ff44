package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HttpsSourceTest {
  private static final String PASSWORD = "password";

  private final Path temp;
  private final Path keyStore;
  private final GitRepo repo;
  private final Oid commit;

  HttpsSourceTest(@TempDir Path temp) throws Exception {
    this.temp = temp;
    this.keyStore = temp.resolve("keys.p12");
    this.repo = GitRepo.init(temp.resolve("repo"));
    this.commit = repo.commitFile("a", "hello\n");
    makeCertificate();
  }

  /** Makes a key for 127.0.0.1 that nobody has signed. */
  private void makeCertificate() throws Exception {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                keyStore.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void fetchesFromAServerWhoseCertificateIsTrusted() throws Exception {
    try (GitHttpServer server = GitHttpServer.startTls(temp, keyStore, PASSWORD.toCharArray())) {
      List<String> trust =
          List.of(
              "-Djavax.net.ssl.trustStore=" + keyStore,
              "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
      ChildJvm child =
          ChildJvm.start(
              temp,
              trust,
              Map.of(),
              temp.resolve("cache").toString(),
              server.url("repo/.git"),
              commit.hex());
      assertThat(child.finish()).isEqualTo("6");
    }
  }

  @Test
  void refusesAServerWhoseCertificateIsNot() throws Exception {
    try (GitHttpServer server = GitHttpServer.startTls(temp, keyStore, PASSWORD.toCharArray());
        Acquirer acquirer = new Acquirer(AcquireOptions.of(temp.resolve("cache")))) {
      List<String> urls = List.of(server.url("repo/.git"));
      assertThatThrownBy(() -> acquirer.acquire(urls, commit, Optional.empty()))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining(urls.get(0) + ": its TLS certificate or connection is not good: ");
    }
  }
}
