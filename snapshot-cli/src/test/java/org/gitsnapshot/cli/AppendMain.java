package org.gitsnapshot.cli;

import java.nio.file.Path;
import java.time.Clock;
import org.gitsnapshot.progress.Event;

/** A process that writes many lines into a log. */
final class AppendMain {
  private AppendMain() {}

  public static void main(String[] args) {
    RunLog log = new RunLog(System.err, Clock.systemUTC());
    log.open(Path.of(args[0]), Event.Level.INFO, "test", Event.info("start"));
    int lines = Integer.parseInt(args[1]);
    for (int i = 0; i < lines; i++) {
      log.event(Event.info("line").with("number", i).with("text", "x".repeat(i % 3000)));
    }
    log.end(0);
  }
}
