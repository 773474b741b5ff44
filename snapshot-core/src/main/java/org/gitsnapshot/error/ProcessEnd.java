package org.gitsnapshot.error;

/**
 * Whether the process is told to end. Its temporary files are removed then, while its threads go
 * on: what fails from there on may fail for no other reason.
 */
public final class ProcessEnd {
  /** Nothing that ever runs: Java takes no hook, and gives none back, once it runs them. */
  private static final Thread HOOK = new Thread(() -> {}, "never");

  private ProcessEnd() {}

  /** Returns whether it has begun. */
  public static boolean hasBegun() {
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(HOOK);
      return false;
    } catch (IllegalStateException begun) {
      return true;
    }
  }
}
