package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.http.EnvironmentProxies;
import org.gitsnapshot.objects.GitRepo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers and proxies that accept a connection and then stand still before there is an answer. */
final class StallsTest {
  /** The beginning of a record with a ServerHello, RFC 8446, 4.1.3 and 5.1. */
  private static final String HALF_A_HANDSHAKE = "\26\3\3\0\172\2\0\0\166\3\3";

  private static final LyingServer.Script SILENT = out -> Thread.sleep(60_000);
  private static final String HINT =
      " within 1 s (the limit is --timeout, 1; --timeout SECONDS allows more)";

  private final Path temp;

  StallsTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private static LyingServer.Script saying(String text) {
    return out -> {
      say(out, text);
      Thread.sleep(60_000);
    };
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private AcquireOptions impatient() {
    return FailedAcquire.options(temp, Limit.REFS, 1000).withTimeout(Duration.ofSeconds(1));
  }

  private static String withSecrets(String url) {
    return url.replace("https://", "https://geheim:geheim@") + "?geheim";
  }

  @Test
  void inTheHandshakeOfTls() throws Exception {
    for (LyingServer.Script script : List.of(SILENT, saying(HALF_A_HANDSHAKE))) {
      try (LyingServer server = new LyingServer(script)) {
        String url = server.url("https");
        SnapshotException e = FailedAcquire.of(impatient(), withSecrets(url));
        assertThat(e.fullMessage())
            .isEqualTo(url + ": did not go on with the TLS handshake" + HINT);
        assertThat(((UnavailableException) e).isPassing()).isTrue();
        assertThat(server.connections()).isEqualTo(1);
      }
    }
  }

  @Test
  void aHandshakeByteByByte() throws Exception {
    try (LyingServer server =
        new LyingServer(
            out -> {
              say(out, HALF_A_HANDSHAKE);
              while (true) {
                say(out, "x");
                Thread.sleep(100);
              }
            })) {
      String url = server.url("https");
      SnapshotException e =
          FailedAcquire.of(FailedAcquire.options(temp, Limit.STALL_SECONDS, 1), withSecrets(url));
      assertThat(e.fullMessage())
          .isEqualTo(
              url
                  + ": hardly anything of the TLS handshake came in 1 s of waiting (the limit is"
                  + " stall-seconds, 1; --limit stall-seconds=N allows more)");
    }
  }

  @Test
  void inAProxy() throws Exception {
    String url = "https://repository.invalid/repo";
    Map<LyingServer.Script, String> stages =
        Map.of(
            SILENT,
            "did not connect",
            saying("HTTP/1.1 200 "),
            "did not connect",
            saying("HTTP/1.1 200 OK\r\n\r\n"),
            "did not go on with the TLS handshake");
    for (Map.Entry<LyingServer.Script, String> stage : stages.entrySet()) {
      try (LyingServer proxy = new LyingServer(stage.getKey())) {
        String address = proxy.url("http").replace("/repo", "");
        AcquireOptions options =
            impatient().withProxies(EnvironmentProxies.of(Map.of("https_proxy", address)));
        assertThat(FailedAcquire.of(options, withSecrets(url)).fullMessage())
            .isEqualTo(
                url
                    + ": "
                    + stage.getValue()
                    + " through the proxy "
                    + address.replace("http://", "")
                    + " of https_proxy"
                    + HINT);
      }
    }
  }

  @Test
  void leadToTheNextUrl() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("repo"));
    Oid commit = repo.commitFile("a", "b\n");
    try (LyingServer silent = new LyingServer(SILENT);
        GitDaemon daemon = GitDaemon.start(temp);
        Acquirer acquirer = new Acquirer(impatient())) {
      List<String> urls = List.of(silent.url("https"), daemon.url("repo"));
      acquirer.acquire(urls, commit, Optional.empty()).close();
      assertThat(silent.connections()).isEqualTo(1);
    }
  }
}
