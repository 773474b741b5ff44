package org.gitsnapshot.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gitsnapshot.io.BulkInput;
import org.jspecify.annotations.Nullable;

/**
 * A body as a stream that does not wait for ever: the JDK's own does.
 *
 * <p>Only the time spent waiting counts against a server, so a slow reader never fails a fast one.
 * Little is held: the next piece is asked for when the last is read.
 */
final class TimedBody extends BulkInput implements HttpResponse.BodySubscriber<InputStream> {
  /** What the server's side puts into the queue. */
  private record Piece(List<ByteBuffer> bytes, boolean last, @Nullable Throwable failure) {}

  private final HttpUrl url;
  private final HttpOptions options;
  private final long window;
  private final LinkedBlockingQueue<Piece> queue = new LinkedBlockingQueue<>();
  private final Deque<ByteBuffer> ready = new ArrayDeque<>();
  private volatile Flow.@Nullable Subscription subscription;
  private volatile boolean closed;
  private @Nullable Piece end;
  private long waited;
  private long came;

  TimedBody(HttpUrl url, HttpOptions options) {
    this.url = url;
    this.options = options;
    this.window = options.timeout().toNanos();
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription started) {
    subscription = started;
    if (closed) {
      started.cancel();
    } else {
      started.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    queue.add(new Piece(bytes, false, null));
  }

  @Override
  public void onError(Throwable failure) {
    queue.add(new Piece(List.of(), true, failure));
  }

  @Override
  public void onComplete() {
    queue.add(new Piece(List.of(), true, null));
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (ready.isEmpty()) {
      if (end == null) {
        await();
      }
      if (end != null) {
        if (end.failure() != null) {
          throw HttpFailure.passing(
              url,
              "the answer broke off: " + ServerText.line(end.failure().getMessage()),
              end.failure());
        }
        return -1;
      }
    }
    ByteBuffer next = ready.element();
    int n = Math.min(length, next.remaining());
    next.get(buffer, offset, n);
    if (!next.hasRemaining()) {
      ready.remove();
      if (ready.isEmpty()) {
        requestNext();
      }
    }
    return n;
  }

  private String tooLittle() {
    String time = HttpFetcher.seconds(options.timeout());
    return came > 0
        ? "the answer is too slow: "
            + came
            + " bytes came in "
            + time
            + " of waiting, fewer than "
            + options.minBytesPerSecond()
            + " a second; --timeout allows more time"
        : "the answer stalled: nothing came in " + time + "; --timeout allows more";
  }

  private void requestNext() {
    Flow.Subscription started = subscription;
    if (started != null) {
      started.request(1);
    }
  }

  /** Waits for the next piece, within the bounds. */
  private void await() throws IOException {
    long start = System.nanoTime();
    Piece piece;
    try {
      piece = closed ? null : queue.poll(window - waited, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading " + url);
    }
    if (piece == null) {
      close();
      throw HttpFailure.passing(url, tooLittle(), null);
    }
    waited += System.nanoTime() - start;
    long bytes = 0;
    for (ByteBuffer buffer : piece.bytes()) {
      bytes += buffer.remaining();
      if (buffer.hasRemaining()) {
        ready.add(buffer);
      }
    }
    came += bytes;
    // In parts of the window: what a bound of seconds allows must not need a minute to be seen.
    if (came >= minimum()) {
      waited = 0;
      came = 0;
    }
    if (piece.last()) {
      end = piece;
    } else if (ready.isEmpty()) {
      requestNext();
    }
  }

  /** Returns how many bytes must come in a window of waiting. */
  private double minimum() {
    return options.minBytesPerSecond() * (window / 1e9);
  }

  @Override
  public int available() {
    ByteBuffer next = ready.peek();
    return next == null ? 0 : next.remaining();
  }

  /** Ends the connection where the answer has not ended. */
  @Override
  public void close() {
    closed = true;
    Flow.Subscription started = subscription;
    if (started != null && end == null) {
      started.cancel();
    }
  }
}
