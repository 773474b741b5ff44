package org.gitsnapshot.attributes;

/** Counts what matching costs, so that somebody can put an end to it. For one thread. */
final class StepCount {
  /** Counts for nobody; may be shared. */
  static final StepCount NONE = new StepCount(Long.MAX_VALUE);

  private final long most;
  private long steps;

  /** Creates a count that {@link #isBeyond} after so many steps. */
  StepCount(long most) {
    this.most = most;
  }

  void add(int more) {
    if (most != Long.MAX_VALUE) {
      steps += more;
    }
  }

  boolean isBeyond() {
    return steps > most;
  }
}
