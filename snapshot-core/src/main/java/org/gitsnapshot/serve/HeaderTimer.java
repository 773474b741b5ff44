package org.gitsnapshot.serve;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose next request is too long in coming.
 *
 * <p>The server's idle timeout starts anew with every byte, so a client that sends one now and then
 * would hold its connection for ever.
 */
final class HeaderTimer extends Handler.Wrapper implements Connection.Listener {
  private final Scheduler scheduler;
  private final Duration limit;

  /** The connections that wait for a request; one has one remote address, with TLS or without. */
  private final Map<SocketAddress, Waiting> waiting = new ConcurrentHashMap<>();

  private record Waiting(EndPoint endPoint, Scheduler.Task task) {}

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

  private void start(EndPoint endPoint) {
    SocketAddress address = endPoint.getRemoteSocketAddress();
    if (address != null) {
      Scheduler.Task task =
          scheduler.schedule(() -> expire(endPoint), limit.toMillis(), TimeUnit.MILLISECONDS);
      Waiting before = waiting.put(address, new Waiting(endPoint, task));
      if (before != null) {
        boolean unused = before.task().cancel();
      }
    }
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
