package org.gitsnapshot.acquire;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gitsnapshot.objects.GitRepo;

/** Serves repositories by git's own protocol on loopback: a real {@code git daemon} each time. */
final class GitDaemon implements AutoCloseable {
  private final ServerSocket socket;
  private final Path root;
  private final boolean onlyProtocolZero;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private GitDaemon(ServerSocket socket, Path root, boolean onlyProtocolZero) {
    this.socket = socket;
    this.root = root;
    this.onlyProtocolZero = onlyProtocolZero;
  }

  /** Starts one that serves every repository below a directory. */
  static GitDaemon start(Path root) throws IOException {
    return start(root, false);
  }

  /** Starts one whose clients seem not to know protocol 2, so that it gives tips of refs only. */
  static GitDaemon startWithProtocolZero(Path root) throws IOException {
    return start(root, true);
  }

  private static GitDaemon start(Path root, boolean onlyProtocolZero) throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    GitDaemon daemon = new GitDaemon(socket, root, onlyProtocolZero);
    daemon.threads.execute(daemon::accept);
    return daemon;
  }

  String url(String path) {
    return "git://127.0.0.1:" + socket.getLocalPort() + "/" + path;
  }

  /** Returns the first line of every connection so far. */
  List<String> requests() {
    return requests;
  }

  private void accept() {
    while (true) {
      try {
        Socket client = socket.accept();
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      ProcessBuilder builder =
          new ProcessBuilder(
              "git", "daemon", "--inetd", "--export-all", "--base-path=" + root, root.toString());
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().putAll(GitRepo.environment());
      Process process = builder.start();
      threads.execute(() -> forward(client, process));
      process.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException gone) {
      // The client has what it wanted, or the test looks at what it made of this.
    }
  }

  private void forward(Socket client, Process process) {
    try (OutputStream out = process.getOutputStream()) {
      InputStream in = client.getInputStream();
      out.write(readRequest(in));
      out.flush();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException gone) {
      process.destroy();
    }
  }

  /** Reads the first packet: the service, the path, the host, and after two zeros the version. */
  private byte[] readRequest(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    String length = new String(data.readNBytes(4), StandardCharsets.US_ASCII);
    byte[] bytes = data.readNBytes(Integer.parseInt(length, 16) - 4);
    String line = new String(bytes, StandardCharsets.ISO_8859_1);
    requests.add(line.substring(0, line.indexOf('\0')));
    if (onlyProtocolZero && line.contains("\0\0")) {
      line = line.substring(0, line.indexOf("\0\0") + 1);
    }
    return String.format("%04x%s", line.length() + 4, line).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
