package org.gitsnapshot.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy of http on this machine, which passes on whole URLs and what follows a CONNECT. */
public final class ForwardProxy implements AutoCloseable {
  private final String login;
  private final List<String> passed = new CopyOnWriteArrayList<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private final LoopbackServer server;

  /** Starts one that wants {@code USER:PASSWORD}, or nothing if that is empty. */
  public ForwardProxy(String login) {
    this.login = login;
    this.server = new LoopbackServer(this::serve);
  }

  /** Returns {@code 127.0.0.1:PORT}. */
  public String address() {
    return server.address();
  }

  /** Returns the first lines of the requests that were passed on. */
  public List<String> passed() {
    return passed;
  }

  /** Returns those that were answered 407. */
  public List<String> refused() {
    return refused;
  }

  private void serve(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    String first = RawHttpServer.line(in);
    List<String> headers = new ArrayList<>();
    String given = "";
    for (String line = RawHttpServer.line(in); !line.isEmpty(); line = RawHttpServer.line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("proxy-authorization: ")) {
        given = line.substring("proxy-authorization: ".length());
      } else if (!line.toLowerCase(Locale.ROOT).matches("(proxy-)?connection:.*")) {
        headers.add(line);
      }
    }
    String wanted =
        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    if (!login.isEmpty() && !given.equals(wanted)) {
      refused.add(first);
      RawHttpServer.head(
          client.getOutputStream(),
          "407 Proxy Authentication Required",
          "Proxy-Authenticate: Basic realm=\"here\"",
          "Content-Length: 0");
      return;
    }
    passed.add(first);
    pass(client, first.split(" "), headers);
  }

  private static void pass(Socket client, String[] request, List<String> headers)
      throws IOException {
    boolean tunnel = request[0].equals("CONNECT");
    URI target = URI.create(tunnel ? "https://" + request[1] : request[1]);
    try (Socket origin = new Socket(target.getHost(), target.getPort())) {
      if (tunnel) {
        say(client.getOutputStream(), "HTTP/1.1 200 Connection established\r\n\r\n");
      } else {
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        say(
            origin.getOutputStream(),
            request[0]
                + " "
                + target.getRawPath()
                + query
                + " HTTP/1.1\r\nConnection: close\r\n"
                + String.join("\r\n", headers)
                + "\r\n\r\n");
      }
      LoopbackServer.start(() -> copy(client, origin));
      copy(origin, client);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException gone) {
      // So is the other side, soon.
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() {
    server.close();
  }
}
