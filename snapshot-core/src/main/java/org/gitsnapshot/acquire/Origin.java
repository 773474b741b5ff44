package org.gitsnapshot.acquire;

import java.net.URL;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/**
 * The server that a URL of http names, whose user and password go to it alone.
 *
 * @param host its name
 * @param port where it listens, 0 to 65535
 */
record Origin(@Nullable String host, int port) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  static Origin of(URIish url) {
    int usual = "https".equals(url.getScheme()) ? HTTPS : HTTP;
    return new Origin(url.getHost(), url.getPort() > 0 ? url.getPort() : usual);
  }

  /** Returns whether a URL leads there too: to the same port, or on to https as is usual. */
  boolean admits(URL url) {
    int to = url.getPort() > 0 ? url.getPort() : url.getDefaultPort();
    boolean upgraded = port == HTTP && to == HTTPS && url.getProtocol().equalsIgnoreCase("https");
    return url.getHost().equalsIgnoreCase(host) && (to == port || upgraded);
  }
}
