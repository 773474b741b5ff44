package org.gitsnapshot.acquire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.BasePackFetchConnection;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PackTransport;
import org.eclipse.jgit.transport.PushConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TcpTransport;
import org.eclipse.jgit.transport.URIish;

/**
 * Git's own protocol over TCP, as gitprotocol-pack(5) describes it, with a timeout that works.
 *
 * <p>JGit's own ends a read by interrupting the thread, which does not wake a thread that waits for
 * a socket; here the socket itself has the timeout.
 */
final class GitProtocolTransport extends TcpTransport implements PackTransport {
  private static final int DEFAULT_PORT = 9418;
  private static final int BUFFER_SIZE = 1 << 14;

  private final int timeoutMillis;
  private final ServerWatch watch;

  GitProtocolTransport(Repository local, URIish uri, int timeoutMillis, ServerWatch watch) {
    super(local, uri);
    this.timeoutMillis = timeoutMillis;
    this.watch = watch;
  }

  @Override
  public FetchConnection openFetch() throws TransportException {
    return new Connection(this, List.of());
  }

  @Override
  public FetchConnection openFetch(Collection<RefSpec> wanted, String... additionalPrefixes)
      throws TransportException {
    return new Connection(this, wanted, additionalPrefixes);
  }

  @Override
  public PushConnection openPush() throws NotSupportedException {
    throw new NotSupportedException("nothing is ever pushed");
  }

  @Override
  public void close() {
    // Every connection has a socket of its own.
  }

  private Socket connect() throws TransportException {
    Socket socket = new Socket();
    try {
      InetSocketAddress address = new InetSocketAddress(uri.getHost(), port());
      if (address.isUnresolved()) {
        throw new UnknownHostException(uri.getHost());
      }
      socket.setSoTimeout(timeoutMillis);
      socket.connect(address, timeoutMillis);
      return socket;
    } catch (IOException failed) {
      closeQuietly(socket);
      throw new TransportException(uri, failed.getMessage(), failed);
    }
  }

  private int port() {
    return uri.getPort() > 0 ? uri.getPort() : DEFAULT_PORT;
  }

  /** The request is a service, a path and a host; after two zeros, what else the client knows. */
  private String request() {
    String host = uri.getPort() > 0 ? uri.getHost() + ":" + uri.getPort() : uri.getHost();
    String request = "git-upload-pack " + uri.getPath() + "\0host=" + host + "\0";
    boolean onlyZero = local.getConfig().getInt("protocol", "version", 2) == 0;
    return onlyZero ? request : request + "\0version=2\0";
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      // It is of no use any more either way.
    }
  }

  /** One connection: refs are read at once, then at most one fetch. */
  private static final class Connection extends BasePackFetchConnection {
    private final Socket socket;

    Connection(GitProtocolTransport transport, Collection<RefSpec> wanted, String... prefixes)
        throws TransportException {
      super(transport);
      socket = transport.connect();
      try {
        init(
            new BufferedInputStream(
                transport.watch.watchPackets(transport.watch.watchWaiting(socket.getInputStream())),
                BUFFER_SIZE),
            new BufferedOutputStream(socket.getOutputStream(), BUFFER_SIZE));
        pckOut.writeString(transport.request());
        pckOut.flush();
      } catch (IOException failed) {
        close();
        throw new TransportException(uri, failed.getMessage(), failed);
      }
      if (!readAdvertisedRefs()) {
        lsRefs(wanted, prefixes);
      }
    }

    @Override
    public void close() {
      super.close();
      closeQuietly(socket);
    }
  }
}
