package org.gitsnapshot.attributes;

/** Counts what matching costs, so that somebody can put an end to it. For one thread. */
public final class StepCount {
  /** Counts for nobody; may be shared. */
  static final StepCount NONE = new StepCount(Long.MAX_VALUE);

  private final long most;
  private long steps;

  /** Creates a count that {@link #isBeyond} after so many steps. */
  public StepCount(long most) {
    this.most = most;
  }

  void add(int more) {
    if (most != Long.MAX_VALUE) {
      steps += more;
    }
  }

  /** Returns whether there were more. */
  public boolean isBeyond() {
    return steps > most;
  }
}
