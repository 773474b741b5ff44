package org.gitsnapshot.acquire;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.gitsnapshot.testing.LoopbackServer;

/** Says what a test wants to whoever connects, and listens to nothing. */
final class LyingServer implements AutoCloseable {
  static final String SHOWS_VERSION_2 =
      packet("version 2\n") + packet("ls-refs\n") + packet("fetch=shallow filter\n") + "0000";
  static final String NO_REFS = "0000";
  static final String PACK_FOLLOWS = packet("packfile\n");

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

  /** Returns a text as a packet of the protocol. */
  static String packet(String text) {
    return String.format("%04x%s", text.length() + 4, text);
  }

  /** Says something at once, each character a byte. */
  static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }
}
