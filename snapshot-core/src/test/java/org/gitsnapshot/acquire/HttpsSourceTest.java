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
import org.gitsnapshot.testing.SelfSigned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HttpsSourceTest {
  private final Path temp;
  private final Path keyStore;
  private final GitRepo repo;
  private final Oid commit;

  HttpsSourceTest(@TempDir Path temp) throws Exception {
    this.temp = temp;
    this.keyStore = temp.resolve("keys.p12");
    this.repo = GitRepo.init(temp.resolve("repo"));
    this.commit = repo.commitFile("a", "hello\n");
    SelfSigned.make(keyStore);
  }

  @Test
  void fetchesFromAServerWhoseCertificateIsTrusted() throws Exception {
    try (GitHttpServer server =
        GitHttpServer.startTls(temp, keyStore, SelfSigned.PASSWORD.toCharArray())) {
      ChildJvm child =
          ChildJvm.start(
              temp,
              SelfSigned.trust(keyStore),
              Map.of(),
              temp.resolve("cache").toString(),
              server.url("repo/.git"),
              commit.hex());
      assertThat(child.finish()).isEqualTo("6");
    }
  }

  @Test
  void refusesAServerWhoseCertificateIsNot() throws Exception {
    try (GitHttpServer server =
            GitHttpServer.startTls(temp, keyStore, SelfSigned.PASSWORD.toCharArray());
        Acquirer acquirer = new Acquirer(AcquireOptions.of(temp.resolve("cache")))) {
      List<String> urls = List.of(server.url("repo/.git"));
      assertThatThrownBy(() -> acquirer.acquire(urls, commit, Optional.empty()))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining(urls.get(0) + ": its TLS certificate or connection is not good: ");
    }
  }

  @Test
  void doesNotFollowAServerThatLeadsFromHttpsToHttp() throws Exception {
    try (GitHttpServer plain = GitHttpServer.start(temp);
        GitHttpServer secure =
            GitHttpServer.startTls(temp, keyStore, SelfSigned.PASSWORD.toCharArray())) {
      secure.behaving(
          exchange -> {
            String target = plain.url(exchange.getRequestURI().toString().substring(1));
            exchange.getResponseHeaders().set("Location", target);
            exchange.sendResponseHeaders(302, -1);
            return true;
          });
      String url = secure.url("repo/.git");
      ChildJvm child =
          ChildJvm.start(
              ProxiedMain.class,
              temp,
              SelfSigned.trust(keyStore),
              Map.of(),
              temp.resolve("cache").toString(),
              commit.hex(),
              url);
      assertThat(child.finish())
          .startsWith(url + ": redirects from https to http, to " + plain.url("repo/.git"))
          .endsWith("(check the URL, or give the one where it leads)");
      assertThat(plain.requests()).isEmpty();
    }
  }
}
