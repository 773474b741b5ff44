package org.gitsnapshot.acquire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * The JVM's sockets of TLS, which tell the {@link HttpCall} when the handshake begins. Only one, so
 * that connections are used again.
 *
 * <p>It has no socket to give before there is a connection, so that the JDK connects first and then
 * asks for TLS upon it.
 */
final class TellingSockets extends SSLSocketFactory {
  static final SSLSocketFactory INSTANCE = new TellingSockets();

  private TellingSockets() {}

  private static SSLSocketFactory ofTheJvm() {
    return HttpsURLConnection.getDefaultSSLSocketFactory();
  }

  @Override
  public Socket createSocket(Socket connected, String host, int port, boolean closesIt)
      throws IOException {
    HttpCall.reached(HttpCall.Phase.HANDSHAKE);
    return ofTheJvm().createSocket(connected, host, port, closesIt);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return ofTheJvm().createSocket(host, port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return ofTheJvm().createSocket(host, port, from, fromPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return ofTheJvm().createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return ofTheJvm().createSocket(host, port, from, fromPort);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return ofTheJvm().getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return ofTheJvm().getSupportedCipherSuites();
  }
}
