package org.gitsnapshot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EnvironmentProxiesTest {
  private static List<Proxy> select(Map<String, String> environment, String url) {
    return EnvironmentProxies.of(environment).toSelector().select(URI.create(url));
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
  void areRefusedAndNotShownWhenTheyAreNoneThatIsKnown() {
    assertThat(select(Map.of("http_proxy", ""), "http://x/")).containsExactly(Proxy.NO_PROXY);
    for (String value :
        List.of(
            "socks5://geheim:1",
            "https://a:1",
            "geheim::",
            "http://",
            "http://me:gehe/im@a:1",
            "http://me:1#geheim@a:1",
            "http://me:1?geheim@a:1",
            "http://me:1/geheim@a:1",
            "http://me:geheim%0d%0a@a:1")) {
      assertThatThrownBy(() -> select(Map.of("http_proxy", value), "http://x/"))
          .as(value)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("http_proxy ")
          .hasMessageNotContaining("geheim");
    }
    assertThatThrownBy(() -> select(Map.of("ALL_PROXY", "socks5://a"), "https://x/"))
        .hasMessageStartingWith("all_proxy ");
    assertThat(select(Map.of("ALL_PROXY", "socks5://a", "no_proxy", "x"), "https://x/"))
        .containsExactly(Proxy.NO_PROXY);
  }

  @Test
  void mayWantALogin() {
    String value = "http://me:g%40h%3Aeim@a:1";
    EnvironmentProxies proxies =
        EnvironmentProxies.of(Map.of("http_proxy", value, "https_proxy", value));
    ProxyServer proxy = proxies.find(URI.create("http://x/")).orElseThrow();
    assertThat(proxy.toProxy()).isEqualTo(proxy("a", 1));
    assertThat(proxy.user()).contains("me");
    assertThat(String.valueOf(proxy.password())).isEqualTo("g@h:eim");
    // What `printf me:g@h:eim | base64` prints.
    assertThat(proxy.authorization()).contains("Basic bWU6Z0BoOmVpbQ==");
    assertThat(proxy + proxy.refusal(407) + proxy.hint(407)).doesNotContain("eim");
    // As Java is started without more ado.
    assertThatThrownBy(() -> proxies.find(URI.create("https://x/")))
        .hasMessageContaining("-Djdk.http.auth.tunneling.disabledSchemes=")
        .hasMessageNotContaining("eim");
  }
}
