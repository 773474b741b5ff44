package org.gitsnapshot.acquire;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Says what a test wants to whoever connects, and listens to nothing. */
final class LyingServer implements AutoCloseable {
  /** What it says. */
  interface Script {
    void run(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final Script script;
  private final List<Socket> clients = new CopyOnWriteArrayList<>();

  LyingServer(Script script) {
    this.script = script;
    try {
      this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  String url() {
    return "git://127.0.0.1:" + socket.getLocalPort() + "/repo";
  }

  /** Returns its URL with another scheme. */
  String url(String scheme) {
    return url().replace("git://", scheme + "://");
  }

  int connections() {
    return clients.size();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "liar");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (true) {
      try {
        Socket client = socket.accept();
        clients.add(client);
        start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      start(() -> drain(client));
      script.run(client.getOutputStream());
      client.shutdownOutput();
      Thread.sleep(2000); // A reset would take away what was not read yet.
    } catch (IOException | InterruptedException gone) {
      // The client has seen enough.
    }
  }

  private static void drain(Socket client) {
    try {
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      // So is the server.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket client : clients) {
      client.close();
    }
  }
}
