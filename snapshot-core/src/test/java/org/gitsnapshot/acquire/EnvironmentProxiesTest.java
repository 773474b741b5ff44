package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EnvironmentProxiesTest {
  private static List<Proxy> select(Map<String, String> environment, String url) {
    return EnvironmentProxies.of(environment).select(URI.create(url));
  }

  private static Proxy proxy(String host, int port) {
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
  }

  @Test
  void areChosenByScheme() {
    Map<String, String> both = Map.of("http_proxy", "http://a:1", "https_proxy", "b:2");
    assertThat(select(both, "http://x/")).containsExactly(proxy("a", 1));
    assertThat(select(both, "https://x/")).containsExactly(proxy("b", 2));
    assertThat(select(Map.of("all_proxy", "http://c"), "https://x/"))
        .containsExactly(proxy("c", 1080));
    assertThat(select(Map.of("HTTPS_PROXY", "http://c:3"), "https://x/"))
        .containsExactly(proxy("c", 3));
  }

  @Test
  void areNotTakenFromWhatARequestMaySet() {
    assertThat(select(Map.of("HTTP_PROXY", "http://a:1"), "http://x/"))
        .containsExactly(Proxy.NO_PROXY);
  }

  @Test
  void areNotUsedForExcludedHosts() {
    for (String list : List.of("x.org", ".x.org", "a, x.org", "*", "y.x.org", "X.ORG")) {
      assertThat(select(Map.of("http_proxy", "http://a:1", "no_proxy", list), "http://y.x.org/"))
          .as(list)
          .containsExactly(Proxy.NO_PROXY);
    }
    for (String list : List.of("org.x", "yx.org", "", "a.y.x.org")) {
      assertThat(select(Map.of("http_proxy", "http://a:1", "no_proxy", list), "http://y.x.org/"))
          .as(list)
          .containsExactly(proxy("a", 1));
    }
  }

  @Test
  void areIgnoredWhenTheyAreNoneThatIsKnown() {
    for (String value : List.of("", "socks5://a:1", "http://user:pass@a:1", "::", "http://")) {
      assertThat(select(Map.of("http_proxy", value), "http://x/"))
          .as(value)
          .containsExactly(Proxy.NO_PROXY);
    }
  }
}
