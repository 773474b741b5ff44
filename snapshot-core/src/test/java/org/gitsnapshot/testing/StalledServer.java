package org.gitsnapshot.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Accepts connections, says the same to everyone at once, and nothing more. */
public final class StalledServer implements AutoCloseable {
  private final ServerSocket socket;
  private final byte[] text;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /** Starts one at a port of its own. */
  public StalledServer(byte[] text) {
    this.text = text.clone();
    try {
      this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::accept, "stalled-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns {@code 127.0.0.1:PORT}. */
  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void accept() {
    while (true) {
      try {
        Socket client = socket.accept();
        open.add(client);
        client.getOutputStream().write(text);
      } catch (IOException closed) {
        return;
      }
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (Socket client : open) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
