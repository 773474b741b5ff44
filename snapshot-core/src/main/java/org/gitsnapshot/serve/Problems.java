package org.gitsnapshot.serve;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.gitsnapshot.error.Explanation;

/** Tells an operator of what is to be seen to. Thread-safe. */
final class Problems {
  /** How long a problem that stays is not told again: every request may meet it. */
  static final Duration PAUSE = Duration.ofMinutes(10);

  private final Consumer<String> lines;
  private final LongSupplier nanos;

  /** When each that may be told again too soon was told. */
  private final Map<String, Long> told = new HashMap<>();

  Problems(Consumer<String> lines) {
    this(lines, System::nanoTime);
  }

  Problems(Consumer<String> lines, LongSupplier nanos) {
    this.lines = lines;
    this.nanos = nanos;
  }

  /** Tells what could not be done, and why. */
  void tell(String what, IOException why) {
    lines.accept(line(what, Explanation.ofItself(why).message()));
  }

  /**
   * Tells what could not be done, unless the same was told a while ago.
   *
   * @param what what could not be done, with the file's name
   * @param detail what may be another each time, such as where in the file it was
   */
  void tellOnce(String what, String detail, IOException why) {
    String reason = Explanation.reason(why);
    if (isNew(what + ": " + reason)) {
      lines.accept(line(what + detail, reason));
    }
  }

  private synchronized boolean isNew(String problem) {
    long now = nanos.getAsLong();
    Long before = told.get(problem);
    if (before != null && now - before < PAUSE.toNanos()) {
      return false;
    }
    told.values().removeIf(then -> now - then >= PAUSE.toNanos());
    told.put(problem, now);
    return true;
  }

  private static String line(String what, String why) {
    Optional<String> hint =
        Explanation.isOutOfFiles(why)
            ? Optional.of("raise the limit (ulimit -n), or set a smaller --max-connections")
            : Explanation.hint(why);
    return what + ": " + why + hint.map(todo -> " (" + todo + ")").orElse("");
  }
}
