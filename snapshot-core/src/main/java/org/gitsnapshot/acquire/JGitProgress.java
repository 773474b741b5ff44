package org.gitsnapshot.acquire;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.ProgressMonitor;

/** Tells a listener what JGit says it is doing; an interrupt of the thread cancels it. */
final class JGitProgress implements ProgressMonitor {
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final AcquireListener listener;
  private String task = "";
  private long total;
  private long done;
  private long objects;
  private long lastTold;
  private boolean begun;

  JGitProgress(AcquireListener listener) {
    this.listener = listener;
  }

  /** Returns whether JGit has begun to receive objects. */
  boolean hasBegun() {
    return begun;
  }

  /** Returns how many objects came, deltas among them. */
  long objects() {
    return objects;
  }

  @Override
  public void start(int totalTasks) {
    // How many tasks there are says nothing to anybody.
  }

  @Override
  public void beginTask(String title, int totalWork) {
    begun |= title.equals(JGitText.get().receivingObjects);
    task = title;
    total = totalWork;
    done = 0;
    lastTold = System.nanoTime();
  }

  @Override
  public void update(int completed) {
    done += completed;
    long now = System.nanoTime();
    if (now - lastTold >= INTERVAL_NANOS) {
      lastTold = now;
      listener.count(task, done, total);
    }
  }

  @Override
  public void endTask() {
    listener.count(task, done, total);
    if (task.equals(JGitText.get().receivingObjects)) {
      objects += done;
    }
  }

  @Override
  public boolean isCancelled() {
    return Thread.currentThread().isInterrupted();
  }

  @Override
  public void showDuration(boolean enabled) {
    // The listener has a clock of its own.
  }
}
