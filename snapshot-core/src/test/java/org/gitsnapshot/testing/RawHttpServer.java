package org.gitsnapshot.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on this machine that says exactly what a test wants, well-formed or not: its answers are
 * bytes on a socket. One request a connection.
 */
public final class RawHttpServer implements AutoCloseable {
  /** Answers one request. */
  public interface Handler {
    /** Writes the whole answer; the connection is closed after it. */
    void answer(Request request, OutputStream out) throws IOException, InterruptedException;
  }

  /**
   * A request.
   *
   * @param method such as {@code GET}
   * @param target the path and query as they came
   * @param headers by name in lower case
   */
  public record Request(String method, String target, Map<String, String> headers) {
    /** Returns a header, or nothing. */
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private final Handler handler;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final LoopbackServer server;

  /** Starts a server at a port of its own. */
  public RawHttpServer(Handler handler) {
    this.handler = handler;
    this.server = new LoopbackServer(this::serve);
  }

  /** Returns a handler that serves these bytes under every path, with ranges. */
  public static Handler bytes(byte[] content) {
    return (request, out) -> {
      String range = request.header("range");
      int from = 0;
      int to = content.length;
      if (range.startsWith("bytes=")) {
        String[] ends = range.substring(6).split("-", 2);
        from = Integer.parseInt(ends[0]);
        to = ends[1].isEmpty() ? to : Math.min(to, Integer.parseInt(ends[1]) + 1);
        head(
            out,
            "206 Partial Content",
            "Content-Length: " + (to - from),
            "Content-Range: bytes " + from + "-" + (to - 1) + "/" + content.length,
            "ETag: \"t\"");
      } else {
        head(out, "200 OK", "Content-Length: " + content.length, "ETag: \"t\"");
      }
      out.write(content, from, to - from);
    };
  }

  /** Writes the status line and the headers of an answer. */
  public static void head(OutputStream out, String status, String... headers) throws IOException {
    String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    out.write(
        ("HTTP/1.1 " + status + "\r\nConnection: close\r\n" + lines + "\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Returns {@code http://127.0.0.1:PORT}. */
  public String url() {
    return "http://" + server.address();
  }

  /** Returns the requests so far. */
  public List<Request> requests() {
    return requests;
  }

  private void serve(Socket client) throws IOException, InterruptedException {
    Request request = read(new BufferedInputStream(client.getInputStream()));
    requests.add(request);
    OutputStream out = client.getOutputStream();
    handler.answer(request, out);
    out.flush();
  }

  private static Request read(InputStream in) throws IOException {
    String[] first = line(in).split(" ", -1);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Request(first[0], first[1], headers);
  }

  /** Reads a line of a request's head. */
  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the client is gone");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  @Override
  public void close() {
    server.close();
  }
}
