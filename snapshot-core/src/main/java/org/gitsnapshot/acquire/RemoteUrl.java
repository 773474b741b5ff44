package org.gitsnapshot.acquire;

import java.net.IDN;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.io.SafeText;
import org.jspecify.annotations.Nullable;

/** The URL of a server, as git reads it: with a scheme, or {@code user@host:path} for ssh. */
final class RemoteUrl {
  private static final Set<String> SCHEMES =
      Set.of("https", "http", "ssh", "git+ssh", "ssh+git", "git");

  /** Of http without its two slashes, which would be a path on a host that is called http. */
  private static final Pattern TOO_FEW_SLASHES = Pattern.compile("(?i)https?:(?!//)");

  private static final int MAX_PORT = 65535;

  private final URIish uri;

  private RemoteUrl(URIish uri) {
    this.uri = uri;
  }

  /**
   * Returns whether a URL is a server's; the rest are paths.
   *
   * <p>As in git, a colon makes a server unless a slash comes before it.
   */
  static boolean isRemote(String url) {
    int colon = url.indexOf(':');
    int slash = url.indexOf('/');
    return colon > 0 && (slash < 0 || colon < slash);
  }

  /**
   * Reads a URL.
   *
   * @throws InvalidInputException if it is malformed
   * @throws UnsupportedException if its scheme is not known here
   */
  static RemoteUrl parse(String url) throws InvalidInputException, UnsupportedException {
    int end = url.indexOf("://");
    boolean unknown = end >= 0 && !SCHEMES.contains(url.substring(0, end));
    if (unknown || namesHelper(url)) {
      throw new UnsupportedException(
          "cannot fetch from " + SafeText.url(url) + ": its scheme is not supported",
          "use https, http, ssh, git, a path or a bundle");
    }
    if (TOO_FEW_SLASHES.matcher(url).lookingAt()) {
      // What follows may be a user and a password.
      throw new InvalidInputException(
          "not a repository's URL: two slashes are missing behind http: or https:", null);
    }
    try {
      URIish uri = new URIish(url);
      if (uri.getHost() == null || uri.getHost().isEmpty() || uri.getPath() == null) {
        throw malformed(url, null);
      }
      if (uri.getHost().startsWith("-") || uri.getPath().startsWith("-")) {
        // What runs programs takes these for options.
        throw malformed(url, "neither host nor path begins with a dash");
      }
      if (uri.getPort() > MAX_PORT) {
        throw malformed(url, "a port is a number up to " + MAX_PORT);
      }
      return new RemoteUrl(uri.setHost(ascii(uri.getHost())));
    } catch (URISyntaxException | IllegalArgumentException malformed) {
      throw malformed(url, null);
    }
  }

  /** Returns whether git would take it for the URL of a remote helper: a name and two colons. */
  private static boolean namesHelper(String url) {
    int colons = url.indexOf("::");
    return colons >= 0 && url.substring(0, colons).matches("[A-Za-z0-9+.-]*");
  }

  /** Returns a host's name as the DNS has it, RFC 3490. */
  private static String ascii(String host) {
    return host.chars().allMatch(c -> c < 128) ? host : IDN.toASCII(host);
  }

  private static InvalidInputException malformed(String url, @Nullable String hint) {
    return new InvalidInputException("not a repository's URL: " + SafeText.url(url), hint);
  }

  /** Returns whether it is one of git's own protocol. */
  boolean isGitProtocol() {
    return "git".equals(uri.getScheme());
  }

  URIish jgit() {
    return uri;
  }

  /** Returns the URL for messages: without what may be secret. */
  String display() {
    return SafeText.url(uri.toPrivateString());
  }

  /** Returns whether there is anything that {@link #display} leaves out. */
  boolean hasSecrets() {
    return !display().equals(uri.toPrivateString());
  }

  /** Returns whether it has a password. */
  boolean hasLogin() {
    return uri.getPass() != null;
  }

  /** Returns the name of the directory that caches it. */
  String cacheName() {
    String port = uri.getPort() > 0 ? "-" + uri.getPort() : "";
    String path = uri.getPath().replaceFirst("(?s)[?#].*", "");
    return CacheName.of(uri.getHost() + port + "-" + path, uri.setPass(null).toString());
  }
}
