package org.gitsnapshot;

import java.time.Duration;
import org.gitsnapshot.acquire.AcquireListener;
import org.gitsnapshot.progress.Event;
import org.gitsnapshot.progress.Progress;

/** Tells what a fetch is doing, how far it is, and when the server has fallen silent. */
final class FetchProgress implements AcquireListener {
  private final Progress progress;
  private volatile String stage = "";

  FetchProgress(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void stage(String text) {
    stage = text;
    progress.stage("", text);
  }

  @Override
  public void event(Event event) {
    progress.event(event);
  }

  @Override
  public void count(String task, long done, long total) {
    String part = total > 0 ? done + " of " + total : String.valueOf(done);
    progress.stage("", task + " " + part + ", " + stage);
  }

  @Override
  public void silence(Duration time) {
    progress.stage("", "no data for " + time.toSeconds() + " s, " + stage);
  }
}
