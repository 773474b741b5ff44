package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.testing.ForwardProxy;
import org.gitsnapshot.testing.SelfSigned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proxies that want a user and a password, for repositories and for files. */
final class ProxyLoginTest {
  private static final String LOGIN = "me:g@heim word";
  private static final String IN_A_URL = "me:g%40heim%20word@";

  private final Path temp;
  private final Path keyStore;
  private final Oid commit;

  ProxyLoginTest(@TempDir Path temp) throws Exception {
    this.temp = temp;
    this.keyStore = temp.resolve("keys.p12");
    this.commit = GitRepo.init(temp.resolve("repo")).commitFile("a", "hello\n");
    SelfSigned.make(keyStore);
  }

  private GitHttpServer server(boolean secure) throws Exception {
    GitHttpServer server =
        secure
            ? GitHttpServer.startTls(temp, keyStore, SelfSigned.PASSWORD.toCharArray())
            : GitHttpServer.start(temp);
    return server.behaving(
        exchange -> {
          assertThat(exchange.getRequestHeaders()).doesNotContainKey("Proxy-authorization");
          if (exchange.getRequestURI().getPath().equals("/file")) {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write(new byte[5]);
            return true;
          }
          return false;
        });
  }

  /** Returns a line about each URL; for all of them there is one process, since that is slow. */
  private List<String> get(Map<String, String> environment, String... urls) throws Exception {
    List<String> options = new ArrayList<>(SelfSigned.trust(keyStore));
    options.add("-Djdk.http.auth.tunneling.disabledSchemes=");
    List<String> arguments = new ArrayList<>();
    arguments.add(temp.resolve("cache").toString());
    arguments.add(commit.hex());
    arguments.addAll(List.of(urls));
    ChildJvm child =
        ChildJvm.start(
            ProxiedMain.class, temp, options, environment, arguments.toArray(new String[0]));
    List<String> lines = child.finish().lines().toList();
    assertThat(lines).hasSize(urls.length).noneMatch(line -> line.contains("heim"));
    return lines;
  }

  @Test
  void getWhatTheyWant() throws Exception {
    try (ForwardProxy proxy = new ForwardProxy(LOGIN);
        ForwardProxy securing = new ForwardProxy(LOGIN);
        GitHttpServer plain = server(false);
        GitHttpServer secure = server(true)) {
      Map<String, String> environment =
          Map.of(
              "http_proxy", "http://" + IN_A_URL + proxy.address(),
              "https_proxy", "http://" + IN_A_URL + securing.address());
      String other = secure.url("repo/.git").replace("127.0.0.1", "localhost");
      List<String> lines =
          get(
              environment,
              plain.url("repo/.git"),
              plain.url("file"),
              secure.url("repo/.git"),
              secure.url("file"),
              other);
      assertThat(lines.subList(0, 4)).containsExactly("commit", "file of 5", "commit", "file of 5");
      // A certificate is still for one host alone.
      assertThat(lines.get(4)).contains("its TLS certificate or connection is not good: ");
      for (GitHttpServer server : List.of(plain, secure)) {
        assertThat(server.requests()).anyMatch(request -> request.startsWith("POST "));
      }
      assertThat(proxy.passed()).isNotEmpty().noneMatch(line -> line.startsWith("CONNECT "));
      assertThat(securing.passed()).isNotEmpty().allMatch(line -> line.startsWith("CONNECT "));
    }
  }

  @Test
  void sayWhenTheyDoNotGetIt() throws Exception {
    try (ForwardProxy proxy = new ForwardProxy(LOGIN);
        GitHttpServer plain = server(false);
        GitHttpServer secure = server(true)) {
      String wrong = "http://me:wrongheim@" + proxy.address();
      Map<String, String> environment = Map.of("https_proxy", wrong, "http_proxy", proxy.address());
      String[] urls = {
        plain.url("repo/.git"), plain.url("file"), secure.url("repo/.git"), secure.url("file")
      };
      List<String> lines = get(environment, urls);
      for (int i = 0; i < urls.length; i++) {
        String variable = i < 2 ? "http_proxy" : "https_proxy";
        String what =
            i < 2
                ? "it wants a user and a password"
                : "it does not take the user and the password of https_proxy";
        String by = urls[i] + ": the proxy " + proxy.address() + " of " + variable;
        assertThat(lines.get(i))
            .startsWith(by + " answered 407: " + what)
            .contains("write USER:PASSWORD@ before the host in " + variable + ", or name");
      }
      // No password is tried again and again.
      assertThat(proxy.refused()).hasSizeLessThan(8);
      assertThat(proxy.passed()).isEmpty();
      assertThat(plain.requests()).isEmpty();
      assertThat(secure.requests()).isEmpty();
    }
  }
}
