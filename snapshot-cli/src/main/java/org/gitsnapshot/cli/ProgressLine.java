package org.gitsnapshot.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gitsnapshot.io.SafeText;
import org.gitsnapshot.progress.Progress;

/**
 * One line on a terminal that says what is going on, drawn over and over; nothing in a pipe.
 *
 * <p>Thread-safe.
 */
final class ProgressLine implements Progress, AutoCloseable {
  private static final long INTERVAL_NANOS = 100_000_000;
  private static final String WIPE = "\r\u001b[K";
  private static final int WIDTH = 78;

  private final PrintStream err;
  private final boolean shown;
  private final int total;
  private final Map<String, String> stages = new LinkedHashMap<>();
  private final Map<String, Long> sizes = new LinkedHashMap<>();
  private long lastDrawn = System.nanoTime() - INTERVAL_NANOS;
  private int done;
  private boolean drawn;
  private boolean closed;

  private ProgressLine(PrintStream err, boolean shown, int total) {
    this.err = err;
    this.shown = shown;
    this.total = total;
  }

  static ProgressLine of(Terminal terminal, SharedOptions options, int total) {
    boolean dumb = "dumb".equals(terminal.environment().get("TERM"));
    boolean shown = terminal.interactive() && !options.quiet() && !dumb;
    return new ProgressLine(terminal.err(), shown, total);
  }

  @Override
  public synchronized void stage(String snapshot, String text) {
    stages.put(snapshot, SafeText.line(text));
    draw(snapshot);
  }

  @Override
  public synchronized void bytes(String snapshot, long rawTarBytes) {
    sizes.put(snapshot, rawTarBytes);
    draw(snapshot);
  }

  @Override
  public synchronized void done(String snapshot) {
    stages.remove(snapshot);
    sizes.remove(snapshot);
    done++;
  }

  /** Prints lines of a report where the progress line stands. */
  synchronized void print(PrintStream out, String lines) {
    wipe();
    out.print(lines);
    out.flush();
  }

  /** Wipes the line and draws no more. */
  synchronized void stop() {
    wipe();
    closed = true;
  }

  @Override
  public void close() {
    stop();
  }

  private void draw(String snapshot) {
    long now = System.nanoTime();
    if (!shown || closed || now - lastDrawn < INTERVAL_NANOS) {
      return;
    }
    lastDrawn = now;
    StringBuilder line = new StringBuilder();
    if (total > 1) {
      line.append('[').append(done).append('/').append(total).append("] ");
    }
    if (!snapshot.isEmpty()) {
      line.append(snapshot).append(": ");
    }
    line.append(stages.getOrDefault(snapshot, ""));
    Long size = sizes.get(snapshot);
    if (size != null) {
      line.append(", ").append(size >> 20).append(" MiB");
    }
    err.print(WIPE + (line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line));
    err.flush();
    drawn = true;
  }

  private void wipe() {
    if (drawn) {
      err.print(WIPE);
      err.flush();
      drawn = false;
    }
  }
}
