package org.gitsnapshot.acquire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Proxies as {@code http_proxy}, {@code https_proxy}, {@code all_proxy} and {@code no_proxy} give
 * them, with the rules of curl(1). Immutable.
 *
 * <p>Only {@code http://host:port} proxies without a user are taken. With another value {@link
 * #select} throws an {@link IllegalArgumentException}, whose message names the variable: who sets a
 * proxy does not want to go without.
 */
public final class EnvironmentProxies extends ProxySelector {
  /** No proxy for anything. */
  public static final ProxySelector NONE = new EnvironmentProxies(Map.of());

  private static final int DEFAULT_PORT = 1080; // As curl(1) has it.

  private final Map<String, String> environment;

  private EnvironmentProxies(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Returns the proxies that these variables give, which {@link System#getenv()} may return. */
  public static EnvironmentProxies of(Map<String, String> environment) {
    return new EnvironmentProxies(environment);
  }

  @Override
  public List<Proxy> select(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String host = uri.getHost();
    if (host == null || isExcluded(host.toLowerCase(Locale.ROOT))) {
      return List.of(Proxy.NO_PROXY);
    }
    // Upper case HTTP_PROXY is what a CGI program finds for a request's Proxy header.
    boolean secure = scheme.equals("https");
    String name = secure ? "https_proxy" : "http_proxy";
    String value = variable(name, secure);
    if (value == null) {
      name = "all_proxy";
      value = variable(name, true);
    }
    return List.of(value == null ? Proxy.NO_PROXY : parse(name, value));
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
  private static Proxy parse(String name, String value) {
    URI uri;
    try {
      uri = URI.create(value.contains("://") ? value : "http://" + value);
    } catch (IllegalArgumentException notAUrl) {
      throw new IllegalArgumentException(name + " is no URL of a proxy");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          name + " has a user, and proxies with one are not supported");
    }
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          name + " is not http://HOST:PORT, the only kind of proxy that is supported");
    }
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // There is only one proxy a URL; nothing is to be chosen anew.
  }
}
