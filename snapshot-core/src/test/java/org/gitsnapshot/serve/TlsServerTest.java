package org.gitsnapshot.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.request.ServeRequest;
import org.gitsnapshot.testing.TestMirror;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsServerTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void curlTrustsTheCertificate(String algorithm) throws Exception {
    ServeRequest.Tls tls = keys(algorithm);
    TestMirror mirror = new TestMirror(directory.resolve("mirror")).add("a", new byte[] {'x'});
    try (ServerFixture server =
        new ServerFixture(mirror.directory(), ServerFixture.USUAL, Optional.of(tls))) {
      assertThat(server.server.url()).startsWith("https://127.0.0.1:");
      assertThat(
              new Tool(directory)
                  .text("curl", "-fsS", "--cacert", "cert.pem", server.server.url() + "a"))
          .isEqualTo("x");
    }
  }

  /** Such as a proxy's, or a machine's that is asked for by its address. */
  @Test
  void aNameThatIsNotTheCertificatesIsServed() throws Exception {
    TestMirror mirror = new TestMirror(directory.resolve("mirror")).add("a", new byte[] {'x'});
    try (ServerFixture server =
        new ServerFixture(mirror.directory(), ServerFixture.USUAL, Optional.of(keys("EC")))) {
      int port = server.server.port();
      for (String[] options :
          new String[][] {
            {"https://mirror.example:" + port + "/a"},
            {"-H", "Host: mirror.example", server.server.url() + "a"},
            {"-H", "Host: 192.0.2.1:8443", server.server.url() + "a"}
          }) {
        List<String> curl = new ArrayList<>(List.of("curl", "-fsSk", "--resolve"));
        curl.add("mirror.example:" + port + ":127.0.0.1");
        curl.addAll(List.of(options));
        assertThat(new Tool(directory).text(curl.toArray(String[]::new)))
            .as(options[options.length - 1])
            .isEqualTo("x");
      }
    }
  }

  @Test
  void aKeyOfAnotherFormIsToldHowToTurnItIntoOne() throws Exception {
    ServeRequest.Tls tls = keys("RSA");
    Files.writeString(tls.key(), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n");
    assertThatThrownBy(() -> PemKeys.read(tls))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.fullMessage()).contains("key.pem", "openssl pkcs8 -topk8"));
    Files.writeString(tls.certificate(), "nonsense");
    assertThatThrownBy(() -> PemKeys.read(tls)).hasMessageContaining("not a certificate in PEM");
    Files.delete(tls.certificate());
    assertThatThrownBy(() -> PemKeys.read(tls))
        .hasMessage("cannot read " + tls.certificate() + ": there is no such file");
  }

  private ServeRequest.Tls keys(String algorithm) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    new Tool(directory)
        .run(
            null,
            keytool,
            "-genkeypair",
            "-keyalg",
            algorithm,
            "-alias",
            "k",
            "-keystore",
            "store",
            "-storetype",
            "PKCS12",
            "-storepass",
            "password",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=ip:127.0.0.1");
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve("store"))) {
      store.load(in, "password".toCharArray());
    }
    byte[] key = store.getKey("k", "password".toCharArray()).getEncoded();
    return new ServeRequest.Tls(
        pem("cert.pem", "CERTIFICATE", store.getCertificate("k").getEncoded()),
        pem("key.pem", "PRIVATE KEY", key));
  }

  private Path pem(String name, String label, byte[] bytes) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return Files.writeString(
        directory.resolve(name),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, text, label),
        US_ASCII);
  }
}
