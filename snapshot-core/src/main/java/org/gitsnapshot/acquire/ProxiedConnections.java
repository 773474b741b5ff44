package org.gitsnapshot.acquire;

import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Optional;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.http.EnvironmentProxies;
import org.gitsnapshot.http.ProxyServer;

/**
 * Opens connections of http through the proxies of the options instead of the JVM's, and watches
 * them and where they are led.
 */
final class ProxiedConnections extends JDKHttpConnectionFactory {
  private final EnvironmentProxies proxies;
  private final ServerWatch watch;
  private final Redirects redirects;
  private final Origin origin;

  /**
   * Opens them for one repository.
   *
   * @param origin the server that may have the user and the password of its URL
   */
  ProxiedConnections(AcquireOptions options, ServerWatch watch, Origin origin) {
    this.origin = origin;
    this.proxies = options.proxies();
    this.watch = watch;
    this.redirects = new Redirects(watch, options.limits());
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    SnapshotException stopped = watch.failure();
    if (stopped != null) {
      throw stopped; // JGit asks again without the URL's password, which would not help.
    }
    return new WatchedConnection(url, proxyFor(url), watch, redirects, origin.admits(url));
  }

  @Override
  public HttpConnection create(URL url, Proxy ofTheJvm) throws IOException {
    return create(url);
  }

  private Optional<ProxyServer> proxyFor(URL url) throws IOException {
    try {
      return proxies.find(new URI(url.getProtocol(), url.getAuthority(), null, null, null));
    } catch (IllegalArgumentException unsupported) {
      throw new UnsupportedException(
          "cannot ask " + url.getHost() + ": " + unsupported.getMessage(),
          "change it, or name the host in no_proxy");
    } catch (URISyntaxException malformed) {
      throw new IOException("malformed URL " + url.getHost(), malformed);
    }
  }
}
