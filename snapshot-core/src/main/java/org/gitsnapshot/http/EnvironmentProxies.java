package org.gitsnapshot.http;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Proxies as {@code http_proxy}, {@code https_proxy}, {@code all_proxy} and {@code no_proxy} give
 * them, with the rules of curl(1). Immutable.
 *
 * <p>Only proxies {@code http://host:port} are taken, with {@code user:password@} where they want a
 * login. With another value {@link #find} and what {@link #toSelector} returns throw an {@link
 * IllegalArgumentException}, whose message names the variable: who sets a proxy does not want to go
 * without.
 */
public final class EnvironmentProxies {
  /** No proxy for anything. */
  public static final EnvironmentProxies NONE = new EnvironmentProxies(Map.of());

  private static final int DEFAULT_PORT = 1080; // As curl(1) has it.

  private final Map<String, String> environment;

  private EnvironmentProxies(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Returns the proxies that these variables give, which {@link System#getenv()} may return. */
  public static EnvironmentProxies of(Map<String, String> environment) {
    return new EnvironmentProxies(environment);
  }

  /** Returns the same for Java's own clients; for that Java looks for proxies of the system. */
  public ProxySelector toSelector() {
    return new Selector(this);
  }

  /**
   * Returns the proxy that a URL goes through; empty if it goes without.
   *
   * @throws IllegalArgumentException if it is one that cannot be used
   */
  public Optional<ProxyServer> find(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String host = uri.getHost();
    if (host == null || isExcluded(host.toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    // Upper case HTTP_PROXY is what a CGI program finds for a request's Proxy header.
    boolean secure = scheme.equals("https");
    String name = secure ? "https_proxy" : "http_proxy";
    String value = variable(name, secure);
    if (value == null) {
      name = "all_proxy";
      value = variable(name, true);
    }
    if (value == null) {
      return Optional.empty();
    }
    ProxyServer proxy = parse(name, value);
    if (secure && proxy.isLoginForbidden()) {
      throw new IllegalArgumentException(
          name
              + " has a user, which Java keeps from proxies unless it is started with"
              + " -Djdk.http.auth.tunneling.disabledSchemes=");
    }
    return Optional.of(proxy);
  }

  private @Nullable String variable(String name, boolean upperCaseToo) {
    String value = environment.get(name);
    if (value == null && upperCaseToo) {
      value = environment.get(name.toUpperCase(Locale.ROOT));
    }
    return value == null || value.isBlank() ? null : value.strip();
  }

  private boolean isExcluded(String host) {
    String list = variable("no_proxy", true);
    if (list == null) {
      return false;
    }
    for (String item : list.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
      String name = item.startsWith(".") ? item.substring(1) : item;
      if (item.equals("*")
          || (!name.isEmpty() && (host.equals(name) || host.endsWith("." + name)))) {
        return true;
      }
    }
    return false;
  }

  /** Never shows the value, which may have a password. */
  private static ProxyServer parse(String name, String value) {
    URI uri;
    try {
      uri = URI.create(value.contains("://") ? value : "http://" + value);
    } catch (IllegalArgumentException notAUrl) {
      throw unknownKind(name);
    }
    // With a path or a fragment, a password may have a slash or a # that was to be encoded.
    boolean more = !String.valueOf(uri.getRawPath()).matches("/?") || uri.getRawQuery() != null;
    if (!"http".equalsIgnoreCase(uri.getScheme())
        || uri.getHost() == null
        || more
        || uri.getRawFragment() != null) {
      throw unknownKind(name);
    }
    String user = uri.getUserInfo();
    if (user != null && user.codePoints().anyMatch(Character::isISOControl)) {
      throw unknownKind(name);
    }
    return new ProxyServer(
        name,
        uri.getHost(),
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        Optional.ofNullable(user).map(login -> login.contains(":") ? login : login + ":"));
  }

  private static IllegalArgumentException unknownKind(String name) {
    return new IllegalArgumentException(
        name
            + " is not http://HOST:PORT, with USER:PASSWORD@ before the host if it wants a login, the"
            + " only kind of proxy that is supported; what a URL cannot have in a password is written"
            + " %XX");
  }

  private static final class Selector extends ProxySelector {
    private final EnvironmentProxies proxies;

    Selector(EnvironmentProxies proxies) {
      this.proxies = proxies;
    }

    @Override
    public List<Proxy> select(URI uri) {
      return List.of(proxies.find(uri).map(ProxyServer::toProxy).orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      // There is only one proxy a URL; nothing is to be chosen anew.
    }
  }
}
