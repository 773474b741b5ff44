package org.gitsnapshot.acquire;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;
import org.gitsnapshot.error.UnsupportedException;

/**
 * Opens connections of http through the proxies of the options instead of the JVM's, and watches
 * them.
 */
final class ProxiedConnections extends JDKHttpConnectionFactory {
  private final ProxySelector proxies;
  private final ServerWatch watch;

  ProxiedConnections(ProxySelector proxies, ServerWatch watch) {
    this.proxies = proxies;
    this.watch = watch;
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    return new WatchedConnection(url, proxyFor(url), watch);
  }

  @Override
  public HttpConnection create(URL url, Proxy ofTheJvm) throws IOException {
    return create(url);
  }

  private Proxy proxyFor(URL url) throws IOException {
    try {
      return proxies
          .select(new URI(url.getProtocol(), url.getAuthority(), null, null, null))
          .get(0);
    } catch (IllegalArgumentException unsupported) {
      throw new UnsupportedException(
          "cannot ask " + url.getHost() + ": " + unsupported.getMessage(),
          "change it, or name the host in no_proxy");
    } catch (URISyntaxException malformed) {
      throw new IOException("malformed URL " + url.getHost(), malformed);
    }
  }
}
