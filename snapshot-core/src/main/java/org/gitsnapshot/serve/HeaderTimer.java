package org.gitsnapshot.serve;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose next request is too long in coming.
 *
 * <p>The server's idle timeout starts anew with every byte, so a client that sends one now and then
 * would hold its connection for ever. A server that ends, or that needs descriptors, waits for no
 * more than a moment.
 */
final class HeaderTimer extends Handler.Wrapper implements Connection.Listener, Graceful {
  /** Enough for a request that is on its way. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final Scheduler scheduler;
  private final Duration limit;

  /** The connections that wait for a request; one has one remote address, with TLS or without. */
  private final Map<SocketAddress, Waiting> waiting = new ConcurrentHashMap<>();

  private volatile boolean ending;

  private record Waiting(EndPoint endPoint, Scheduler.Task task, long since) {}

  HeaderTimer(Scheduler scheduler, Duration limit, Handler next) {
    super(next);
    this.scheduler = scheduler;
    this.limit = limit;
  }

  @Override
  public void onOpened(Connection connection) {
    start(connection.getEndPoint());
  }

  @Override
  public void onClosed(Connection connection) {
    stop(connection.getEndPoint());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    stop(endPoint);
    return super.handle(
        request,
        response,
        Callback.from(
            () -> {
              if (endPoint.isOpen()) {
                start(endPoint);
              }
            },
            callback));
  }

  /** Closes the connections that have waited for more than a moment, for others that come. */
  void makeRoom() {
    long now = System.nanoTime();
    for (Waiting each : waiting.values()) {
      if (now - each.since() >= MOMENT.toNanos()) {
        expire(each.endPoint());
      }
    }
  }

  /** Running answers go on; the connections that wait are closed in a moment. */
  @Override
  public CompletableFuture<Void> shutdown() {
    ending = true;
    for (SocketAddress address : waiting.keySet()) {
      // One whose request has come in the meantime is gone from the table.
      waiting.computeIfPresent(
          address,
          (same, before) -> {
            boolean unused = before.task().cancel();
            return timed(before.endPoint());
          });
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public boolean isShutdown() {
    return ending;
  }

  private void start(EndPoint endPoint) {
    SocketAddress address = endPoint.getRemoteSocketAddress();
    if (address != null) {
      Waiting before = waiting.put(address, timed(endPoint));
      if (before != null) {
        boolean unused = before.task().cancel();
      }
    }
  }

  private Waiting timed(EndPoint endPoint) {
    Duration time = ending && limit.compareTo(MOMENT) > 0 ? MOMENT : limit;
    Scheduler.Task task =
        scheduler.schedule(() -> expire(endPoint), time.toMillis(), TimeUnit.MILLISECONDS);
    return new Waiting(endPoint, task, System.nanoTime());
  }

  private void stop(EndPoint endPoint) {
    SocketAddress address = endPoint.getRemoteSocketAddress();
    Waiting entry = address == null ? null : waiting.remove(address);
    if (entry != null) {
      boolean unused = entry.task().cancel();
    }
  }

  private void expire(EndPoint endPoint) {
    stop(endPoint);
    endPoint.close();
  }
}
