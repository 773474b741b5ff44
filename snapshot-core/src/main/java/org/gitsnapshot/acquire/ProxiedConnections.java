package org.gitsnapshot.acquire;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;

/** Opens connections of http through the proxies of the options instead of the JVM's. */
final class ProxiedConnections extends JDKHttpConnectionFactory {
  private final ProxySelector proxies;

  ProxiedConnections(ProxySelector proxies) {
    this.proxies = proxies;
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    return super.create(url, proxyFor(url));
  }

  @Override
  public HttpConnection create(URL url, Proxy ofTheJvm) throws IOException {
    return super.create(url, proxyFor(url));
  }

  private Proxy proxyFor(URL url) throws IOException {
    try {
      return proxies
          .select(new URI(url.getProtocol(), url.getAuthority(), null, null, null))
          .get(0);
    } catch (URISyntaxException malformed) {
      throw new IOException("malformed URL " + url.getHost(), malformed);
    }
  }
}
