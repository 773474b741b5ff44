package org.gitsnapshot.acquire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.RemoteSession2;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;
import org.gitsnapshot.io.BulkInput;
import org.jspecify.annotations.Nullable;

/** Sessions of ssh whose servers are watched; they are made, and shared, elsewhere. */
final class WatchedSessions extends SshSessionFactory {
  private final SshSessionFactory sessions;
  private final ServerWatch watch;

  WatchedSessions(SshSessionFactory sessions, ServerWatch watch) {
    this.sessions = sessions;
    this.watch = watch;
  }

  @Override
  public RemoteSession getSession(
      URIish uri, @Nullable CredentialsProvider provider, FS fs, int timeoutMillis)
      throws TransportException {
    return new Session(sessions.getSession(uri, provider, fs, timeoutMillis), watch);
  }

  @Override
  public String getType() {
    return sessions.getType();
  }

  @Override
  public void releaseSession(RemoteSession session) {
    sessions.releaseSession(session instanceof Session ours ? ours.session : session);
  }

  private record Session(RemoteSession session, ServerWatch watch) implements RemoteSession2 {
    @Override
    public Process exec(String command, int timeoutSeconds) throws IOException {
      return new Command(session.exec(command, timeoutSeconds), watch);
    }

    @Override
    public Process exec(String command, Map<String, String> environment, int timeoutSeconds)
        throws IOException {
      if (session instanceof RemoteSession2 second) {
        return new Command(second.exec(command, environment, timeoutSeconds), watch);
      }
      return exec(command, timeoutSeconds);
    }

    @Override
    public void disconnect() {
      session.disconnect();
    }
  }

  /** A command on the server: what it prints is the protocol, its errors are messages. */
  private static final class Command extends Process {
    private final Process process;
    private final InputStream in;
    private final InputStream errors;

    Command(Process process, ServerWatch watch) {
      this.process = process;
      this.in = watch.watchPackets(watch.watchWaiting(process.getInputStream()));
      this.errors = new Messages(process.getErrorStream());
    }

    @Override
    public OutputStream getOutputStream() {
      return process.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return in;
    }

    @Override
    public InputStream getErrorStream() {
      return errors;
    }

    @Override
    public int waitFor() throws InterruptedException {
      return process.waitFor();
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
      return process.waitFor(timeout, unit);
    }

    @Override
    public int exitValue() {
      return process.exitValue();
    }

    @Override
    public boolean isAlive() {
      return process.isAlive();
    }

    @Override
    public void destroy() {
      process.destroy();
    }
  }

  /** The beginning of what a command says; JGit holds it in memory. */
  private static final class Messages extends BulkInput {
    private static final int MOST = 1 << 16;

    private final InputStream in;
    private int count;

    Messages(InputStream in) {
      this.in = in;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      // What is too much is read, or the server would wait for ever, and dropped.
      int n = in.read(buffer, offset, length);
      while (n > 0 && count > MOST) {
        n = in.read(buffer, offset, length);
      }
      count += Math.max(n, 0);
      return n;
    }

    @Override
    public int available() throws IOException {
      return in.available();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
