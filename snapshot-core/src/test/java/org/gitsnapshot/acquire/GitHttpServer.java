package org.gitsnapshot.acquire;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.gitsnapshot.objects.GitRepo;
import org.jspecify.annotations.Nullable;

/** Serves repositories over http on loopback: C git's own {@code http-backend}, run as a CGI. */
final class GitHttpServer implements AutoCloseable {
  /** What the server does with a request before git sees it. */
  interface Behaviour {
    /** Returns whether the request was answered. */
    boolean answers(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Path root;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour = exchange -> false;
  private volatile boolean onlyProtocolZero;
  private volatile boolean dumb;

  private GitHttpServer(HttpServer server, Path root) {
    this.server = server;
    this.root = root;
  }

  /** Starts one that serves every repository below a directory. */
  static GitHttpServer start(Path root) throws IOException {
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return start(HttpServer.create(loopback, 0), root);
  }

  private static GitHttpServer start(HttpServer server, Path root) {
    GitHttpServer git = new GitHttpServer(server, root);
    server.setExecutor(git.threads);
    server.createContext("/", git::handle);
    server.start();
    return git;
  }

  /** Starts one that speaks TLS with the key in a PKCS 12 file, whose password is the given one. */
  static GitHttpServer startTls(Path root, Path keyStore, char[] password) throws Exception {
    KeyStore keys = KeyStore.getInstance(keyStore.toFile(), password);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpsServer server = HttpsServer.create(loopback, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return start(server, root);
  }

  GitHttpServer behaving(Behaviour what) {
    behaviour = what;
    return this;
  }

  /** Hides from git that the client knows protocol 2. */
  GitHttpServer onlyProtocolZero() {
    onlyProtocolZero = true;
    return this;
  }

  /** Serves plain files only. */
  GitHttpServer dumb() {
    dumb = true;
    return this;
  }

  /** Answers everything with one status. */
  GitHttpServer refusing(int status) {
    return behaving(
        exchange -> {
          if (status == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
          }
          exchange.sendResponseHeaders(status, -1);
          return true;
        });
  }

  String url(String path) {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
  }

  /** Returns the methods and paths of all requests so far. */
  List<String> requests() {
    return requests;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      if (behaviour.answers(exchange)) {
        return;
      }
      if (dumb) {
        serveFile(exchange);
      } else {
        runBackend(exchange);
      }
    }
  }

  private void serveFile(HttpExchange exchange) throws IOException {
    Path file = root.resolve(exchange.getRequestURI().getPath().substring(1));
    if (!Files.isRegularFile(file)) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    exchange.sendResponseHeaders(200, 0);
    Files.copy(file, exchange.getResponseBody());
  }

  private void runBackend(HttpExchange exchange) throws IOException {
    runBackend(exchange, 0, () -> {});
  }

  /** Lets git answer, but after some bytes of the answer does something else first. */
  void runBackend(HttpExchange exchange, int after, Runnable interlude) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    environment.putAll(GitRepo.environment());
    environment.put("GIT_PROJECT_ROOT", root.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    environment.put("PATH_INFO", exchange.getRequestURI().getPath());
    environment.put("REMOTE_ADDR", "127.0.0.1");
    putIfGiven(environment, "QUERY_STRING", exchange.getRequestURI().getRawQuery());
    Headers headers = exchange.getRequestHeaders();
    putIfGiven(environment, "CONTENT_TYPE", headers.getFirst("Content-Type"));
    putIfGiven(environment, "CONTENT_LENGTH", headers.getFirst("Content-Length"));
    putIfGiven(environment, "HTTP_CONTENT_ENCODING", headers.getFirst("Content-Encoding"));
    if (!onlyProtocolZero) {
      putIfGiven(environment, "GIT_PROTOCOL", headers.getFirst("Git-Protocol"));
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(body);
    }
    try (InputStream out = process.getInputStream()) {
      int status = readHeaders(out, exchange.getResponseHeaders());
      exchange.sendResponseHeaders(status, 0);
      exchange.getResponseBody().write(out.readNBytes(after));
      exchange.getResponseBody().flush();
      interlude.run();
      out.transferTo(exchange.getResponseBody());
    }
  }

  private static void putIfGiven(
      Map<String, String> environment, String name, @Nullable String value) {
    if (value != null) {
      environment.put(name, value);
    }
  }

  private static int readHeaders(InputStream out, Headers headers) throws IOException {
    int status = 200;
    for (String line = readLine(out); !line.isEmpty(); line = readLine(out)) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon);
      String value = line.substring(colon + 1).strip();
      if (name.equalsIgnoreCase("Status")) {
        status = Integer.parseInt(value.substring(0, 3));
      } else {
        headers.set(name, value);
      }
    }
    return status;
  }

  private static String readLine(InputStream out) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = out.read(); c >= 0 && c != '\n'; c = out.read()) {
      line.write(c);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
