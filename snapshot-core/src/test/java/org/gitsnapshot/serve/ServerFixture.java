package org.gitsnapshot.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gitsnapshot.request.ServeRequest;

/** A server of a test's mirror, and ways to ask it. */
final class ServerFixture implements AutoCloseable {
  /** Bounds that a test can wait for. */
  static final ServeRequest.Limits QUICK =
      new ServeRequest.Limits(
          Duration.ofMillis(700), Duration.ofMillis(900), Duration.ZERO, 4096, 8192);

  /** The default bounds, without waiting for clients that keep their connections. */
  static final ServeRequest.Limits USUAL =
      new ServeRequest.Limits(
          Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ZERO, 4096, 8192);

  final List<String> log = new CopyOnWriteArrayList<>();
  final List<String> problems = new CopyOnWriteArrayList<>();
  final MirrorServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ServerFixture(Path directory) throws IOException {
    this(directory, USUAL, Optional.empty());
  }

  ServerFixture(Path directory, ServeRequest.Limits limits, Optional<ServeRequest.Tls> tls)
      throws IOException {
    server =
        MirrorServer.start(
            new ServeRequest(directory, "127.0.0.1", 0, tls, limits, log::add, problems::add));
  }

  HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    return ask("GET", path, headers);
  }

  HttpResponse<byte[]> ask(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** Sends bytes as they are and returns all that comes until the server closes. */
  String raw(String text) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
