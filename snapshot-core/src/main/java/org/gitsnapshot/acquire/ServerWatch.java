package org.gitsnapshot.acquire;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.io.BulkFilterInput;
import org.gitsnapshot.io.BulkInput;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an eye on what one server sends: it may not send without end, nor next to nothing.
 *
 * <p>A socket's timeout sees a server that is silent. It does not see one that sends a byte now and
 * then, messages without end, or refs without end; those are counted here. Only the time spent in
 * waiting counts against a server, so a slow disk never fails a fast one. While nothing comes, the
 * listener is told so. To be closed when the connection is.
 */
final class ServerWatch implements AutoCloseable {
  /** Slower than that in bytes a second, a server is stalled. */
  private static final long LEAST_RATE = 1024;

  /** More bytes than that do not come before one is unpacked: a header and some flushes do. */
  private static final int MOST_BARREN = 16 << 10;

  private static final Duration SILENCE = Duration.ofSeconds(3);

  private final String where;
  private final Limits limits;
  private final int timeoutSeconds;
  private final AcquireListener listener;
  private final Thread clock;
  private volatile long lastByte = System.nanoTime();
  private volatile boolean waiting;
  private @Nullable SnapshotException failure;
  private final PackHeader pack = new PackHeader();
  private final RawNames names = new RawNames();
  private @Nullable String nonsense;
  private boolean packChecked;
  private long received;
  private long barren;
  private long unpacked;
  private long lines;
  private long messages;
  private long waited;
  private long answered;
  private volatile int status;

  ServerWatch(String where, AcquireOptions options) {
    this.where = where;
    this.limits = options.limits();
    this.timeoutSeconds = options.timeoutSeconds();
    this.listener = options.listener();
    this.clock = new Thread(this::tellOfSilence, "silence of " + where);
    clock.setDaemon(true);
    clock.start();
  }

  /** Returns a stream whose bytes and time count. */
  InputStream watchWaiting(InputStream in) {
    return new WaitingInput(in, this);
  }

  /**
   * Returns a stream of a server's packets whose reader is stopped when it goes too far.
   *
   * @param in one that tells the watch of what came, as {@link #watchWaiting} and {@link HttpBody}
   */
  InputStream watchPackets(InputStream in) {
    return new WatchedInput(in, this, new PacketScan(this));
  }

  /** Returns a stream of a server's list whose reader is stopped when it goes too far. */
  InputStream watchLines(InputStream in) {
    return new WatchedInput(in, this, new LineScan(this));
  }

  /** Returns a stream of a server's file whose reader is stopped when it goes too far. */
  InputStream watchFile(InputStream in) {
    return new WatchedInput(in, this, (bytes, from, count) -> answer(count));
  }

  /** Returns why a reader was stopped; libraries between here and there may lose it. */
  synchronized @Nullable SnapshotException failure() {
    return failure;
  }

  /** Hears that somebody waits for the server. */
  void waits() {
    waiting = true;
    lastByte = System.nanoTime();
  }

  /** Hears that bytes came, or the end. */
  void came(int bytes, long nanos) {
    waiting = false;
    lastByte = System.nanoTime();
    waited += nanos;
    received += Math.max(bytes, 0);
    barren += Math.max(bytes, 0);
  }

  /** Hears of bytes that a reader gets, after they were unpacked. */
  private void unpacked(int bytes) {
    barren = 0;
    unpacked += bytes;
  }

  /**
   * Returns how many nanoseconds the server may be waited for. Stops the reader if there are none,
   * or if what came before is too much.
   */
  long patienceLeft() throws SnapshotException {
    require(Limit.RECEIVED_BYTES, received, "sends more and more");
    if (barren > MOST_BARREN) {
      throw stopped(
          new UnavailableException(where + ": its answer is packed, but has nothing in it", null));
    }
    long left = patience().toNanos() - waited;
    if (left <= 0) {
      throw stopped(stalled(""));
    }
    return left;
  }

  /** Returns the names in the lines that came. */
  RawNames names() {
    return names;
  }

  /** Hears of a line of the protocol, which may count for several. */
  void lines(int count) {
    lines += count;
  }

  /**
   * Hears that what came is no answer that a server gives.
   *
   * @param what what is wrong with it
   */
  void refuse(String what) {
    nonsense = what;
  }

  /** Hears of a status of http. */
  void status(int code) {
    status = code;
  }

  /** Returns whether the last answer says that the same request may succeed later. */
  boolean isBusy() {
    return isBusy(status);
  }

  /** Returns whether a status says so. */
  static boolean isBusy(int status) {
    return status == 429
        || status == HttpURLConnection.HTTP_INTERNAL_ERROR
        || (status >= HttpURLConnection.HTTP_BAD_GATEWAY
            && status <= HttpURLConnection.HTTP_GATEWAY_TIMEOUT);
  }

  /** Hears of bytes that say how the server is doing. */
  void message(int bytes) {
    messages += bytes;
  }

  /** Hears of bytes that are part of what was asked for. */
  void answer(int bytes) {
    answered += bytes;
  }

  /** Hears of the next bytes of the pack. */
  void pack(byte[] bytes, int offset, int length) {
    pack.take(bytes, offset, length);
  }

  /** Stops the reader if the server went too far. */
  void check() throws SnapshotException {
    require(Limit.RECEIVED_BYTES, Math.max(received, unpacked), "sends more and more");
    require(Limit.REFS, lines, "has too many refs");
    require(Limit.MESSAGE_BYTES, messages, "sends nothing but messages");
    if (nonsense != null) {
      throw stopped(new UnavailableException(where + ": " + nonsense, null));
    }
    checkPack();
    long seconds = limits.of(Limit.STALL_SECONDS);
    if (answered >= LEAST_RATE * seconds) {
      waited = 0;
      answered = 0;
    } else if (waited >= TimeUnit.SECONDS.toNanos(seconds)) {
      throw stopped(stalled(""));
    }
  }

  private void checkPack() throws SnapshotException {
    if (!packChecked && pack.isComplete()) {
      packChecked = true;
      try {
        pack.check(where, limits);
      } catch (LimitExceededException tooMany) {
        throw stopped(tooMany);
      }
    }
  }

  /** Returns what messages call the server. */
  String where() {
    return where;
  }

  /**
   * Returns what to say of a server that says nothing.
   *
   * @param failing what it does not do, such as {@code did not answer}
   */
  SnapshotException silent(String failing, Throwable cause) {
    return UnavailableException.passing(
        where + ": " + failing + " within " + timeoutSeconds + " s",
        timeoutHint(timeoutSeconds),
        cause);
  }

  /** Returns what to do about a server that was silent for too long. */
  static String timeoutHint(int seconds) {
    return "the limit is --timeout, " + seconds + "; --timeout SECONDS allows more";
  }

  /**
   * Returns what to say of a server that hardly sends anything.
   *
   * @param of what there is hardly anything of, with a space before; may be empty
   */
  SnapshotException stalled(String of) {
    long seconds = limits.of(Limit.STALL_SECONDS);
    String hint = Limit.STALL_SECONDS.exceeded("", seconds).hint().orElse("");
    return UnavailableException.passing(
        where + ": hardly anything" + of + " came in " + seconds + " s of waiting", hint, null);
  }

  Duration patience() {
    return Duration.ofSeconds(limits.of(Limit.STALL_SECONDS));
  }

  private void require(Limit limit, long value, String what) throws SnapshotException {
    if (value > limits.of(limit)) {
      throw stopped(limits.exceeded(limit, where + ": the server " + what));
    }
  }

  synchronized SnapshotException stopped(SnapshotException why) {
    failure = why;
    return why;
  }

  private void tellOfSilence() {
    try {
      while (true) {
        Thread.sleep(1000);
        long silent = System.nanoTime() - lastByte;
        if (waiting && silent >= SILENCE.toNanos()) {
          listener.silence(Duration.ofNanos(silent));
        }
      }
    } catch (InterruptedException closed) {
      // Nobody waits any more.
    }
  }

  @Override
  public void close() {
    waiting = false;
    clock.interrupt();
  }

  /** Tells the watch of the bytes of each read, and of the time. */
  private static final class WaitingInput extends BulkFilterInput {
    private final ServerWatch watch;

    WaitingInput(InputStream in, ServerWatch watch) {
      super(in);
      this.watch = watch;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      long start = System.nanoTime();
      watch.waits();
      int n = -1;
      try {
        n = in.read(buffer, offset, length);
      } finally {
        watch.came(n, System.nanoTime() - start);
      }
      return n;
    }
  }

  /** Tells the watch what each read got. */
  private static final class WatchedInput extends BulkInput {
    private final InputStream in;
    private final ServerWatch watch;
    private final ServerScan scan;

    WatchedInput(InputStream in, ServerWatch watch, ServerScan scan) {
      this.in = in;
      this.watch = watch;
      this.scan = scan;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = in.read(buffer, offset, length);
      if (n > 0) {
        watch.unpacked(n);
        scan.scan(buffer, offset, n);
        watch.check();
      }
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
