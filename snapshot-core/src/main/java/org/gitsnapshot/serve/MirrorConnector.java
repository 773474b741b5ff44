package org.gitsnapshot.serve;

import java.io.IOException;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.gitsnapshot.error.Explanation;

/**
 * Accepts connections. Where the process may open no more files, those that are idle make room, and
 * the operator is told: the library keeps it to its own log.
 */
final class MirrorConnector extends ServerConnector {
  /** Between attempts to accept: connections are closed within it. */
  private static final long PAUSE_MILLIS = 100;

  private final HeaderTimer timer;
  private final Problems problems;

  MirrorConnector(
      Server server, HeaderTimer timer, Problems problems, ConnectionFactory... factories) {
    super(server, 1, 1, factories);
    this.timer = timer;
    this.problems = problems;
  }

  @Override
  protected boolean handleAcceptFailure(Throwable failure) {
    if (!(failure instanceof IOException e)
        || !Explanation.isOutOfFiles(Explanation.reason(e))
        || !isRunning()) {
      return super.handleAcceptFailure(failure);
    }
    problems.tellOnce("cannot accept connections, so that clients wait", "", e);
    timer.makeRoom();
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException ending) {
      return false;
    }
  }
}
