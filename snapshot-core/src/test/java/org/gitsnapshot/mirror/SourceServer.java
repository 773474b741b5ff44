package org.gitsnapshot.mirror;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.gitsnapshot.hash.DigestAlgorithm;

/**
 * A server on the loopback that behaves as the first part of a path says: {@code /good/NAME},
 * {@code /slow/NAME}, {@code /wrong/NAME} and so on.
 */
final class SourceServer implements AutoCloseable {
  private static final int MAX_SIZE = 400_000;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostRunning = new AtomicInteger();

  SourceServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Returns a URL of a file that is served in a way. */
  String url(String way, String name) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + way + "/" + name;
  }

  /** Returns a line of sources for a file that is served in a way. */
  String line(String way, String name) {
    return "f " + url(way, name) + " " + sha256(name) + "\n";
  }

  /** Returns what a file holds: the same for a name, of some length. */
  static byte[] content(String name) {
    byte[] seed = name.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[1000 + Math.floorMod(name.hashCode(), MAX_SIZE)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (seed[i % seed.length] + i / 251);
    }
    return bytes;
  }

  static String sha256(String name) {
    byte[] digest = DigestAlgorithm.SHA256.newMessageDigest().digest(content(name));
    return HexFormat.of().formatHex(digest);
  }

  List<String> requests() {
    return requests;
  }

  long bytesSent() {
    return sent.get();
  }

  int mostAtOnce() {
    return mostRunning.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(path);
    String way = path.substring(1, path.indexOf('/', 1));
    String name = path.substring(path.lastIndexOf('/') + 1);
    mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
    try (exchange) {
      serve(exchange, way, name);
    } finally {
      running.decrementAndGet();
    }
  }

  private void serve(HttpExchange exchange, String way, String name) throws IOException {
    byte[] bytes = content(name);
    switch (way) {
      case "good" -> send(exchange, bytes, true, bytes.length, 0);
      case "norange" -> send(exchange, bytes, false, bytes.length, 0);
      case "slow" -> send(exchange, bytes, true, bytes.length, 20);
      // Breaks off after a third of the file, however much is asked for.
      case "reset" -> send(exchange, bytes, true, bytes.length / 3 + 1, 0);
      case "resetnorange" -> {
        int attempt = failures.computeIfAbsent(name, n -> new AtomicInteger()).incrementAndGet();
        send(exchange, bytes, false, attempt < 3 ? bytes.length / 3 : bytes.length, 0);
      }
      case "wrong" -> {
        bytes[bytes.length / 2]++;
        send(exchange, bytes, true, bytes.length, 0);
      }
      case "encoded" -> {
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        send(exchange, Arrays.copyOf(bytes, 999), false, 999, 0);
      }
      case "short" -> send(exchange, Arrays.copyOf(bytes, 999), true, 999, 0);
      case "busy" -> {
        int attempt = failures.computeIfAbsent(name, n -> new AtomicInteger()).incrementAndGet();
        if (attempt < 3) {
          exchange.sendResponseHeaders(503, -1);
        } else {
          send(exchange, bytes, true, bytes.length, 0);
        }
      }
      case "loop" -> redirect(exchange, "/loop/" + name);
      case "moved" -> redirect(exchange, "/good/" + name);
      default -> {
        byte[] page = "<html>not found</html>".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(404, page.length);
        exchange.getResponseBody().write(page);
      }
    }
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    exchange.sendResponseHeaders(302, -1);
  }

  private void send(HttpExchange exchange, byte[] bytes, boolean ranges, int most, int pause)
      throws IOException {
    int from = 0;
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (ranges) {
      exchange.getResponseHeaders().set("ETag", "\"" + Arrays.hashCode(bytes) + "\"");
    }
    if (ranges && range != null) {
      from = Integer.parseInt(range.substring("bytes=".length(), range.indexOf('-')));
    }
    if (from >= bytes.length) {
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, bytes.length - from);
    OutputStream out = exchange.getResponseBody();
    int to = Math.min(bytes.length, from + most);
    for (int at = from; at < to; at += 16384) {
      pause(pause);
      int n = Math.min(16384, to - at);
      out.write(bytes, at, n);
      sent.addAndGet(n);
    }
    out.flush();
  }

  private static void pause(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
