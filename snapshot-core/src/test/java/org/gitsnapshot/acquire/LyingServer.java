package org.gitsnapshot.acquire;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import org.gitsnapshot.testing.LoopbackServer;

/** Says what a test wants to whoever connects, and listens to nothing. */
final class LyingServer implements AutoCloseable {
  /** What it says. */
  interface Script {
    void run(OutputStream out) throws IOException, InterruptedException;
  }

  private final Script script;
  private final AtomicInteger connections = new AtomicInteger();
  private final LoopbackServer server;

  LyingServer(Script script) {
    this.script = script;
    this.server = new LoopbackServer(this::serve);
  }

  String url() {
    return "git://" + server.address() + "/repo";
  }

  /** Returns its URL with another scheme. */
  String url(String scheme) {
    return url().replace("git://", scheme + "://");
  }

  int connections() {
    return connections.get();
  }

  private void serve(Socket client) throws IOException, InterruptedException {
    connections.incrementAndGet();
    LoopbackServer.start(() -> drain(client));
    script.run(client.getOutputStream());
    client.shutdownOutput();
    Thread.sleep(2000); // A reset would take away what was not read yet.
  }

  private static void drain(Socket client) {
    try {
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      // So is the server.
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
