package org.gitsnapshot.acquire;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.http.ProxyServer;
import org.jspecify.annotations.Nullable;

/**
 * A connection of http whose server is watched: the answer's bytes, packed and unpacked, and the
 * time that they take.
 *
 * <p>The JDK's timeout is for each read, so that a handshake or a header can be made to take days;
 * here they have a time as a whole.
 */
final class WatchedConnection extends JDKHttpConnection {
  private static final String ENCODING = "Content-Encoding";
  private static final String SMART = "application/x-git-upload-pack-";

  /** What the JDK says when a proxy does not open the way to a server of https. */
  private static final Pattern NO_TUNNEL =
      Pattern.compile(
          "Unable to tunnel through proxy.*\"HTTP/\\S+ ([0-9]{3})\\b.*", Pattern.DOTALL);

  private static final int MOST_SAID = 500;

  private final Optional<ProxyServer> proxy;
  private final ServerWatch watch;
  private final Redirects redirects;
  private final boolean trusted;
  private volatile boolean connected;
  private boolean answered;

  /**
   * Prepares one.
   *
   * @param trusted whether the server may have the user and the password
   */
  WatchedConnection(
      URL url, Optional<ProxyServer> proxy, ServerWatch watch, Redirects redirects, boolean trusted)
      throws IOException {
    super(HttpOpening.prepared(url, proxy), Proxy.NO_PROXY);
    this.proxy = proxy;
    this.watch = watch;
    this.redirects = redirects;
    this.trusted = trusted;
    Optional<String> login = proxy.flatMap(ProxyServer::authorization);
    if (login.isPresent() && !isSecure()) {
      // Of https, the proxy alone must see it, and the JDK asks for it: HttpOpening.
      super.setRequestProperty("Proxy-Authorization", login.get());
    }
  }

  private boolean isSecure() {
    return getURL().getProtocol().equalsIgnoreCase("https");
  }

  @Override
  public void connect() throws IOException {
    Object unused = within(() -> this);
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return within(super::getOutputStream);
  }

  @Override
  public int getResponseCode() throws IOException {
    if (answered) {
      return super.getResponseCode();
    }
    if (namesAlternates()) {
      // Not asked: it could lead anywhere, with the user and the password, and without end.
      return HttpURLConnection.HTTP_NOT_FOUND;
    }
    int code = within(super::getResponseCode);
    answered = true;
    watch.status(code);
    if (code < 0) {
      throw notHttp(null);
    }
    if (code == HttpURLConnection.HTTP_PROXY_AUTH && proxy.isPresent()) {
      throw refused(proxy.get(), code);
    }
    redirects.answered(getURL(), code, super.getHeaderField("Location"));
    return code;
  }

  /** Returns whether it is about where a server of plain files says that it borrows objects. */
  private boolean namesAlternates() {
    String path = getURL().getPath();
    return path.endsWith("/objects/info/http-alternates")
        || path.endsWith("/objects/info/alternates");
  }

  /**
   * Keeps the user and the password from other servers, though JGit keeps them from other hosts.
   */
  @Override
  public void setRequestProperty(String name, String value) {
    if (!name.equalsIgnoreCase("Authorization") || trusted) {
      super.setRequestProperty(name, value);
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    InputStream body = new HttpBody(super.getInputStream(), watch);
    InputStream in = isGzip() ? new GZIPInputStream(body) : body;
    if (String.valueOf(getContentType()).toLowerCase(Locale.ROOT).startsWith(SMART)) {
      return watch.watchPackets(in);
    }
    return isList() ? watch.watchLines(in) : watch.watchFile(in);
  }

  /** Returns whether it asks for a file that JGit reads line by line. */
  private boolean isList() {
    String path = getURL().getPath();
    return path.endsWith("/info/refs")
        || path.endsWith("/HEAD")
        || path.endsWith("/objects/info/packs");
  }

  private boolean isGzip() {
    return "gzip".equalsIgnoreCase(super.getHeaderField(ENCODING));
  }

  /** Does not tell of a compression that is undone here. */
  @Override
  public @Nullable String getHeaderField(String name) {
    return name.equalsIgnoreCase(ENCODING) && isGzip() ? null : super.getHeaderField(name);
  }

  /** Runs a call on a connection that is made first, in a time that is bounded as a whole. */
  private <T> T within(Callable<T> call) throws IOException {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              if (!connected) {
                super.connect();
                connected = true;
                HttpCall.reached(HttpCall.Phase.ANSWER);
              }
              return call.call();
            });
    HttpCall.Phase first = connected ? HttpCall.Phase.ANSWER : HttpCall.Phase.CONNECTION;
    HttpCall thread = new HttpCall(task, getURL().getHost(), first);
    watch.waits();
    long start = System.nanoTime();
    thread.start();
    try {
      return task.get(watch.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof SocketTimeoutException silent) {
        throw watch.stopped(watch.silent(failing(thread.phase()), silent));
      }
      if (failed.getCause() instanceof IOException why) {
        throw explained(why);
      }
      if (failed.getCause() instanceof OutOfMemoryError full) {
        throw full;
      }
      throw notHttp(failed.getCause());
    } catch (TimeoutException stalled) {
      throw watch.stopped(watch.stalled(part(thread.phase())));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      watch.came(0, System.nanoTime() - start);
    }
  }

  private SnapshotException notHttp(@Nullable Throwable cause) {
    return watch.stopped(
        new UnavailableException(watch.where() + ": its answer is not http", null, cause));
  }

  private String failing(HttpCall.Phase phase) {
    String what =
        switch (phase) {
          case CONNECTION -> "did not connect";
          case HANDSHAKE -> "did not go on with the TLS handshake";
          case ANSWER -> "did not answer";
        };
    return what + through();
  }

  private static String part(HttpCall.Phase phase) {
    return switch (phase) {
      case CONNECTION -> " of a connection";
      case HANDSHAKE -> " of the TLS handshake";
      case ANSWER -> "";
    };
  }

  private String through() {
    return proxy.map(way -> " through " + way).orElse("");
  }

  private IOException explained(IOException why) {
    String said = String.valueOf(why.getMessage());
    // The proxy may say as much as it likes.
    Matcher noTunnel = NO_TUNNEL.matcher(said.substring(0, Math.min(said.length(), MOST_SAID)));
    if (proxy.isPresent() && noTunnel.matches()) {
      return refused(proxy.get(), Integer.parseInt(noTunnel.group(1)));
    }
    boolean unreachable =
        why instanceof ConnectException
            || why instanceof UnknownHostException
            || why instanceof NoRouteToHostException;
    if (proxy.isPresent() && unreachable) {
      return watch.stopped(
          UnavailableException.passing(
              watch.where() + ": cannot connect to " + proxy.get(), proxy.get().hint(0), why));
    }
    return why;
  }

  private SnapshotException refused(ProxyServer by, int status) {
    String message = watch.where() + ": " + by.refusal(status);
    return watch.stopped(
        status == 429 || status >= 500
            ? UnavailableException.passing(message, by.hint(status), null)
            : new UnavailableException(message, by.hint(status)));
  }
}
