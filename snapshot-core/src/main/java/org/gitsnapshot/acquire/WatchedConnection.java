package org.gitsnapshot.acquire;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.URL;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * A connection of http whose server is watched: the answer's bytes, unpacked, and the time until
 * there is one.
 *
 * <p>The JDK's timeout is for each read, so that a handshake or a header can be made to take days;
 * here they have a time as a whole.
 */
final class WatchedConnection extends JDKHttpConnection {
  private static final String ENCODING = "Content-Encoding";
  private static final String SMART = "application/x-git-upload-pack-";

  private final ServerWatch watch;
  private boolean answered;

  WatchedConnection(URL url, Proxy proxy, ServerWatch watch) throws IOException {
    super(url, proxy);
    this.watch = watch;
  }

  @Override
  public void connect() throws IOException {
    Object unused =
        within(
            () -> {
              super.connect();
              return this;
            });
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
    int code = within(super::getResponseCode);
    answered = true;
    return code;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    InputStream in = super.getInputStream();
    String type = String.valueOf(getContentType()).toLowerCase(Locale.ROOT);
    return watch.watch(isGzip() ? new GZIPInputStream(in) : in, type.startsWith(SMART));
  }

  private boolean isGzip() {
    return "gzip".equalsIgnoreCase(super.getHeaderField(ENCODING));
  }

  /** Does not tell of a compression that is undone here. */
  @Override
  public @Nullable String getHeaderField(String name) {
    return name.equalsIgnoreCase(ENCODING) && isGzip() ? null : super.getHeaderField(name);
  }

  private <T> T within(Callable<T> call) throws IOException {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "http to " + getURL().getHost());
    thread.setDaemon(true);
    watch.waits();
    long start = System.nanoTime();
    thread.start();
    try {
      return task.get(watch.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException why) {
        throw why;
      }
      throw new IOException("http failed", failed.getCause());
    } catch (TimeoutException stalled) {
      throw watch.stopped(watch.stalled());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      watch.came(0, System.nanoTime() - start);
    }
  }
}
