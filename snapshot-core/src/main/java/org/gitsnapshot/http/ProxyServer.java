package org.gitsnapshot.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A proxy that a variable of the environment names, and what to log in to it with. Its text is fit
 * for messages: without user and password. Immutable.
 *
 * @param variable where it was found
 * @param host its name or address
 * @param port its port
 * @param login {@code USER:PASSWORD}, not encoded, if it wants one
 */
public record ProxyServer(String variable, String host, int port, Optional<String> login) {
  /** Returns the proxy as the JDK names it, without its login. */
  public Proxy toProxy() {
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
  }

  /** Returns the value of {@code Proxy-Authorization} with the scheme Basic, RFC 7617. */
  public Optional<String> authorization() {
    return login.map(
        text ->
            "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns the user to log in with, if it wants one. */
  public Optional<String> user() {
    return login.map(text -> text.substring(0, text.indexOf(':')));
  }

  /** Returns the password of the user, empty if there is none. */
  public char[] password() {
    return login.orElse(":").replaceFirst("(?s)^[^:]*:", "").toCharArray();
  }

  /**
   * Returns what to say when it does not let a request through.
   *
   * @param status its answer's status
   */
  public String refusal(int status) {
    if (status != 407) {
      return this + " answered " + status + " and lets nothing through";
    }
    return login.isPresent()
        ? this + " answered 407: it does not take the user and the password of " + variable
        : this + " answered 407: it wants a user and a password";
  }

  /** Returns what to do then. */
  public String hint(int status) {
    String around = "name the host in no_proxy to go without";
    return status == 407
        ? "write USER:PASSWORD@ before the host in " + variable + ", or " + around
        : "ask who runs it, or " + around;
  }

  /**
   * Returns whether Java keeps this login from a proxy that only passes on a protected connection,
   * which it does unless it was started otherwise.
   */
  public boolean isLoginForbidden() {
    String forbidden = System.getProperty("jdk.http.auth.tunneling.disabledSchemes", "Basic");
    return login.isPresent()
        && Arrays.stream(forbidden.split(",", -1))
            .anyMatch(scheme -> scheme.strip().equalsIgnoreCase("Basic"));
  }

  /** Returns for messages which proxy it is. */
  @Override
  public String toString() {
    return "the proxy " + host + ":" + port + " of " + variable;
  }
}
