package org.gitsnapshot.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.io.SafeText;
import org.gitsnapshot.progress.Event;
import org.jspecify.annotations.Nullable;

/**
 * The log of one run of the program: its begin, what happened, and its end with what was counted.
 * Without a file it keeps nothing. It never fails: what cannot be written is counted and told once.
 *
 * <p>Thread-safe.
 */
final class RunLog {
  private static final Path STANDARD_ERROR = Path.of("/dev/stderr");

  private final PrintStream err;
  private final Clock clock;
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final Instant begin;

  /** When it began, by a clock that never jumps. */
  private final long beginNanos = System.nanoTime();

  private @Nullable AppendedFile file;
  private Event.Level lowest = Event.Level.INFO;
  private String run = "";
  private long lost;
  private boolean told;
  private boolean ended;

  RunLog(PrintStream err, Clock clock) {
    this.err = err;
    this.clock = clock;
    this.begin = clock.instant();
  }

  /**
   * Begins to write.
   *
   * @param command the command's name
   * @param start what there is to say of the run as a whole
   */
  synchronized void open(Path path, Event.Level level, String command, Event start) {
    file = new AppendedFile(path, LogBegin.RUN);
    lowest = level;
    // A process id comes again within a year; together with the second it does not.
    run =
        "%s[%d.%04x]"
            .formatted(command, ProcessHandle.current().pid(), begin.getEpochSecond() & 0xffff);
    event(start);
  }

  /** Returns whether events of this level are written. */
  synchronized boolean keeps(Event.Level level) {
    return file != null && level.isIn(lowest);
  }

  /** Writes an event, if it matters enough. */
  synchronized void event(Event event) {
    if (file == null || ended) {
      return;
    }
    String outcome = event.facts().get("outcome");
    if (outcome != null) {
      outcomes.merge(outcome.replace(' ', '-'), 1, Integer::sum);
    }
    if (event.level().isIn(lowest)) {
      write(event);
    }
  }

  /** Writes what ended the run, with its stack trace if the log goes down to the details. */
  synchronized void failure(Throwable failure) {
    Event event =
        Event.error("failed")
            .with("kind", failure.getClass().getSimpleName())
            .with(
                "why",
                failure instanceof SnapshotException told ? told.getMessage() : failure.toString());
    if (failure instanceof SnapshotException known) {
      event = event.withOptional("hint", known.hint());
    }
    if (keeps(Event.Level.DEBUG)) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace, true));
      event = event.with("trace", trace);
    }
    event(event);
  }

  /** Writes the end; what comes later is not written. */
  synchronized void end(int exitCode) {
    end(
        Event.of(
                exitCode == ExitCode.DONE.code()
                    ? Event.Level.INFO
                    : exitCode == ExitCode.DIFFERENT.code() ? Event.Level.WARN : Event.Level.ERROR,
                "end")
            .with("exit", exitCode));
  }

  /** Writes that somebody ended the run, unless its end is written already. */
  synchronized void stopped() {
    end(Event.error("stopped").with("by", "a signal"));
  }

  private void end(Event event) {
    if (file == null || ended) {
      return;
    }
    Duration duration = Duration.ofNanos(System.nanoTime() - beginNanos);
    Event whole =
        event.with("seconds", "%d.%03d".formatted(duration.toSeconds(), duration.toMillisPart()));
    for (Map.Entry<String, Integer> outcome : outcomes.entrySet()) {
      whole = whole.with(outcome.getKey(), outcome.getValue());
    }
    // The last line is for any level: a run without an end was killed.
    write(whole);
    ended = true;
  }

  private void write(Event event) {
    AppendedFile to = file;
    if (to == null) {
      return;
    }
    Instant now = clock.instant();
    String line = LogLine.of(now, run, event);
    if (lost > 0) {
      line = LogLine.of(now, run, Event.warn("lost").with("events", lost)) + line;
    }
    if (to.path().equals(STANDARD_ERROR)) {
      // Opened anew it would have a position of its own, and messages would overwrite it.
      err.print(line);
      return;
    }
    try {
      to.append(line);
      lost = 0;
    } catch (IOException e) {
      lost++;
      if (!told) {
        told = true;
        err.println(
            "snapshot: cannot write the log "
                + to.path()
                + ", and go on: "
                + Explanation.reason(e));
      }
    }
  }

  /** Returns arguments as a shell would take them, without what is secret in URLs. */
  static String shown(String[] arguments) {
    return java.util.Arrays.stream(arguments)
        // One that is a URL as a whole may have blanks in its password.
        .map(word -> SafeText.withoutSecrets(SafeText.url(word)))
        .map(
            word ->
                word.matches("[\\p{Alnum}._:/@+,~%=^-]+")
                    ? word
                    : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
