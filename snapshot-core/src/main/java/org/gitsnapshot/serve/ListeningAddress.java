package org.gitsnapshot.serve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.gitsnapshot.error.UnavailableException;

/**
 * An address to listen at.
 *
 * @param host as it was given, and without the brackets of an IPv6 address in a URL
 * @param all whether it stands for all addresses of the machine
 */
record ListeningAddress(String host, boolean all) {
  /**
   * Reads a name or an address.
   *
   * @throws UnavailableException if there is no such host
   */
  static ListeningAddress of(String bind) throws UnavailableException {
    boolean brackets = bind.startsWith("[") && bind.endsWith("]");
    String host = brackets ? bind.substring(1, bind.length() - 1) : bind;
    try {
      return new ListeningAddress(host, InetAddress.getByName(host).isAnyLocalAddress());
    } catch (UnknownHostException e) {
      throw new UnavailableException(
          "cannot listen at " + bind + ": there is no such host",
          "--bind takes an address of this machine, such as 127.0.0.1, or 0.0.0.0 or :: for all",
          e);
    }
  }

  /** Returns the host of a URL that leads there from this machine. */
  String urlHost() {
    if (all) {
      return "localhost";
    }
    // The percent sign of a zone, RFC 6874.
    return host.contains(":") ? "[" + host.replace("%", "%25") + "]" : host;
  }
}
