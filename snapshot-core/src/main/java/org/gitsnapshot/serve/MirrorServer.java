package org.gitsnapshot.serve;

import java.io.IOException;
import java.net.BindException;
import java.util.Optional;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.report.RunningServer;
import org.gitsnapshot.request.ServeRequest;

/**
 * Serves a mirror's files and lists over HTTP/1.1 until it is closed: ranges, conditions, and
 * connections that are kept.
 *
 * <p>A thread is busy only while it reads a file, so hundreds of slow clients need no more of them
 * than one.
 */
public final class MirrorServer implements RunningServer {
  private static final int THREADS = 32;

  private final Server server;
  private final ServerConnector connector;
  private final MirrorDirectory mirror;
  private final String scheme;
  private final ListeningAddress address;

  private MirrorServer(
      Server server,
      ServerConnector connector,
      MirrorDirectory mirror,
      String scheme,
      ListeningAddress address) {
    this.server = server;
    this.connector = connector;
    this.mirror = mirror;
    this.scheme = scheme;
    this.address = address;
  }

  /**
   * Starts a server.
   *
   * @throws org.gitsnapshot.error.SnapshotException if the directory is no mirror, the certificate
   *     or key cannot be used, or the address cannot be listened at
   */
  public static MirrorServer start(ServeRequest request) throws IOException {
    Problems problems = new Problems(request.problems());
    MirrorDirectory mirror = MirrorDirectory.open(request.directory(), problems);
    ListeningAddress address = ListeningAddress.of(request.bind());
    ServeRequest.Limits limits = request.limits();
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("serve");
    ScheduledExecutorScheduler scheduler = new ScheduledExecutorScheduler("serve-timer", true);
    Server server = new Server(threads, scheduler, null);
    HttpConnectionFactory http = new HttpConnectionFactory(configuration(limits));
    HeaderTimer timer =
        new HeaderTimer(scheduler, limits.header(), new MirrorHandler(mirror, problems));
    ServerConnector connector =
        new MirrorConnector(server, timer, problems, factories(http, request.tls()));
    connector.setHost(address.host());
    connector.setPort(request.port());
    connector.setIdleTimeout(limits.idle().toMillis());
    // The library would break off who takes nothing for a second while the server ends.
    connector.setShutdownIdleTimeout(limits.idle().toMillis());
    // As many as come at once may wait to be accepted, where the system lets them.
    connector.setAcceptQueueSize(1024);
    connector.addBean(timer);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(limits.connections(), server));
    server.setHandler(new GracefulHandler(timer));
    server.setErrorHandler(new PlainErrors());
    server.setRequestLog(new AccessLog(request.accessLog()));
    server.setStopTimeout(limits.grace().toMillis());
    MirrorServer started =
        new MirrorServer(
            server, connector, mirror, request.tls().isPresent() ? "https" : "http", address);
    try {
      server.start();
    } catch (Exception e) {
      started.close();
      throw failure(request, e);
    }
    return started;
  }

  private static ConnectionFactory[] factories(
      HttpConnectionFactory http, Optional<ServeRequest.Tls> tls) throws InvalidInputException {
    if (tls.isEmpty()) {
      return new ConnectionFactory[] {http};
    }
    ConnectionFactory ssl = new SslConnectionFactory(PemKeys.read(tls.get()), http.getProtocol());
    return new ConnectionFactory[] {ssl, http};
  }

  private static HttpConfiguration configuration(ServeRequest.Limits limits) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(limits.headerBytes());
    // A name is looked up in a table after one strict decoding; no path is ever resolved.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    // A mirror has other names than its certificate's, behind a proxy or by its address: whether a
    // certificate will do is its client's to say. Without this the library refuses the request.
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    return configuration;
  }

  private static IOException failure(ServeRequest request, Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException || cause instanceof java.net.SocketException) {
        return new UnavailableException(
            "cannot listen at "
                + request.bind()
                + " port "
                + request.port()
                + ": "
                + cause.getMessage(),
            "choose another with --bind and --port; --port 0 takes a free one",
            e);
      }
    }
    return new UnavailableException("cannot serve: " + e.getMessage(), null, e);
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public String url() {
    return scheme + "://" + address.urlHost() + ":" + port() + "/";
  }

  @Override
  public int files() {
    return mirror.count();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception tooLate) {
      // Answers that did not end in time are broken off, which their clients see.
    }
  }
}
