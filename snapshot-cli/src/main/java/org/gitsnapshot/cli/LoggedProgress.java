package org.gitsnapshot.cli;

import org.gitsnapshot.progress.Event;
import org.gitsnapshot.progress.Progress;

/** Shows progress as another does, and writes events to the log. */
record LoggedProgress(Progress shown, RunLog log) implements Progress {
  @Override
  public void stage(String snapshot, String text) {
    shown.stage(snapshot, text);
    if (log.keeps(Event.Level.DEBUG)) {
      Event stage = Event.debug("stage");
      log.event((snapshot.isEmpty() ? stage : stage.with("name", snapshot)).with("what", text));
    }
  }

  @Override
  public void bytes(String snapshot, long rawTarBytes) {
    shown.bytes(snapshot, rawTarBytes);
  }

  @Override
  public void done(String snapshot) {
    shown.done(snapshot);
  }

  @Override
  public void event(Event event) {
    shown.event(event);
    log.event(event);
  }
}
