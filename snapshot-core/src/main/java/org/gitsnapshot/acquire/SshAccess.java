package org.gitsnapshot.acquire;

import java.io.File;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.DefaultProxyDataFactory;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSession;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of ssh with the user's keys, configuration and known hosts, in pure Java.
 *
 * <p>Nothing is asked and nothing is written: a server whose key {@code known_hosts} does not have
 * is refused, whatever {@code StrictHostKeyChecking} says, and only keys without a passphrase log
 * in.
 */
final class SshAccess extends SshdSessionFactory {
  SshAccess(Path sshDirectory) {
    super(null, new DefaultProxyDataFactory());
    setSshDirectory(sshDirectory.toFile());
    Path home = sshDirectory.getParent();
    setHomeDirectory(home == null ? sshDirectory.toFile() : home.toFile());
  }

  /**
   * Connects and logs in within the timeout as a whole; by itself the library gives a server that
   * accepts the connection and then says nothing two minutes more.
   */
  @Override
  public SshdSession getSession(
      URIish uri, @Nullable CredentialsProvider provider, FS fs, int timeoutMillis)
      throws TransportException {
    FutureTask<SshdSession> task =
        new FutureTask<>(() -> super.getSession(uri, provider, fs, timeoutMillis));
    Thread thread = new Thread(task, "ssh to " + uri.getHost());
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof TransportException why) {
        throw why;
      }
      throw new TransportException(uri, "ssh failed", failed);
    } catch (TimeoutException silent) {
      task.cancel(true);
      throw new TransportException(uri, "ssh", new SocketTimeoutException("ssh"));
    } catch (InterruptedException interrupted) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new TransportException(uri, "interrupted", interrupted);
    }
  }

  @Override
  protected String getDefaultPreferredAuthentications() {
    return "publickey";
  }

  @Override
  protected ServerKeyDatabase createServerKeyDatabase(File homeDir, File sshDir) {
    return new StrictKeys(super.createServerKeyDatabase(homeDir, sshDir));
  }

  /** Known hosts that are looked up but never added to. */
  private record StrictKeys(ServerKeyDatabase known) implements ServerKeyDatabase {
    @Override
    public List<PublicKey> lookup(
        String connectAddress, InetSocketAddress remoteAddress, Configuration config) {
      return known.lookup(connectAddress, remoteAddress, config);
    }

    @Override
    public boolean accept(
        String connectAddress,
        InetSocketAddress remoteAddress,
        PublicKey serverKey,
        Configuration config,
        @Nullable CredentialsProvider provider) {
      return known.accept(
          connectAddress, remoteAddress, serverKey, new StrictConfiguration(config), null);
    }
  }

  /** The user's configuration but for how strict it is. */
  private record StrictConfiguration(ServerKeyDatabase.Configuration user)
      implements ServerKeyDatabase.Configuration {
    @Override
    public List<String> getUserKnownHostsFiles() {
      return user.getUserKnownHostsFiles();
    }

    @Override
    public List<String> getGlobalKnownHostsFiles() {
      return user.getGlobalKnownHostsFiles();
    }

    @Override
    public StrictHostKeyChecking getStrictHostKeyChecking() {
      return StrictHostKeyChecking.REQUIRE_MATCH;
    }

    @Override
    public boolean getHashKnownHosts() {
      return user.getHashKnownHosts();
    }

    @Override
    public String getUsername() {
      return user.getUsername();
    }
  }
}
