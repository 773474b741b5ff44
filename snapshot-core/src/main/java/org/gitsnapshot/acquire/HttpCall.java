package org.gitsnapshot.acquire;

import java.util.concurrent.FutureTask;

/** The thread of one call of the JDK's http, which knows how far the connection has come. */
final class HttpCall extends Thread {
  /** What a server, or a proxy on the way there, is waited for. */
  enum Phase {
    /** The connection, and with https and a proxy the way through it. */
    CONNECTION,
    /** The handshake of TLS. */
    HANDSHAKE,
    /** The answer's header. */
    ANSWER
  }

  private volatile Phase phase;
  private boolean loggedIn;

  HttpCall(FutureTask<?> task, String host, Phase phase) {
    super(task, "http to " + host);
    this.phase = phase;
    setDaemon(true);
  }

  /** Notes for the current thread, if it is such a one, what comes next. */
  static void reached(Phase next) {
    if (Thread.currentThread() instanceof HttpCall call) {
      call.phase = next;
    }
  }

  Phase phase() {
    return phase;
  }

  /**
   * Returns whether a proxy asks for a login the first time. The JDK would send a wrong one twenty
   * times, which locks accounts.
   */
  static boolean logsInFirst() {
    if (Thread.currentThread() instanceof HttpCall call && !call.loggedIn) {
      call.loggedIn = true;
      return true;
    }
    return false;
  }
}
