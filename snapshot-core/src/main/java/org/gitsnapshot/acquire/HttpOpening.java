package org.gitsnapshot.acquire;

import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.HttpsURLConnection;
import org.gitsnapshot.http.ProxyServer;
import org.jspecify.annotations.Nullable;

/**
 * Opens the JDK's connections as they are to be here: JGit's class shows nothing of the one it
 * holds, and opens it with the URL's handler.
 */
final class HttpOpening extends URLStreamHandler {
  /** One each: the JDK keeps what it has learnt of a proxy by the object that logs in. */
  private static final Map<ProxyServer, Login> LOGINS = new ConcurrentHashMap<>();

  private final Optional<ProxyServer> proxy;

  private HttpOpening(Optional<ProxyServer> proxy) {
    this.proxy = proxy;
  }

  /** Returns the same URL, whose connections go through a proxy if there is one. */
  static URL prepared(URL url, Optional<ProxyServer> proxy) throws MalformedURLException {
    return new URL(null, url.toExternalForm(), new HttpOpening(proxy));
  }

  @Override
  protected URLConnection openConnection(URL url) throws IOException {
    return openConnection(url, Proxy.NO_PROXY);
  }

  @Override
  protected URLConnection openConnection(URL url, Proxy ofTheCaller) throws IOException {
    Proxy used = proxy.map(ProxyServer::toProxy).orElse(Proxy.NO_PROXY);
    URLConnection connection = new URL(url.toExternalForm()).openConnection(used);
    if (connection instanceof HttpsURLConnection secure) {
      secure.setSSLSocketFactory(TellingSockets.INSTANCE);
    }
    if (connection instanceof HttpURLConnection http && proxy.isPresent()) {
      http.setAuthenticator(LOGINS.computeIfAbsent(proxy.get(), Login::new));
    }
    return connection;
  }

  /** Logs in to the proxy alone, never to a server. */
  private static final class Login extends Authenticator {
    private final ProxyServer proxy;

    Login(ProxyServer proxy) {
      this.proxy = proxy;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      if (getRequestorType() != RequestorType.PROXY
          || proxy.user().isEmpty()
          || !HttpCall.logsInFirst()) {
        return null;
      }
      return new PasswordAuthentication(proxy.user().get(), proxy.password());
    }
  }
}
