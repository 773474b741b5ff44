package org.gitsnapshot.cli;

/**
 * Has the heap collected whole before it grows far beyond what is needed.
 *
 * <p>Windows of packs and bases of deltas live just long enough to be moved to the old generation.
 * The serial collector of Java 17 collects that before it lets it grow; the one of Java 25 lets it
 * grow up to the limit of the heap, which is half of the machine's memory.
 */
final class HeapWatch implements Runnable {
  /** Below this nothing is done, in bytes. */
  private static final long FLOOR = 192L << 20;

  private static final long MARGIN = 48L << 20;
  private static final long MILLISECONDS = 100;

  /** How much may be in use until the next collection. */
  private long limit = FLOOR;

  private HeapWatch() {}

  /** Starts a thread that ends with the process. */
  static void start() {
    Thread thread = new Thread(new HeapWatch(), "heap-watch");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    Runtime java = Runtime.getRuntime();
    while (true) {
      try {
        Thread.sleep(MILLISECONDS);
      } catch (InterruptedException e) {
        return;
      }
      if (used(java) > limit) {
        System.gc();
        limit = limitFor(used(java));
      }
    }
  }

  /** Returns how many bytes may be in use when so many are needed: a quarter again, and some. */
  static long limitFor(long needed) {
    return Math.max(FLOOR, needed + needed / 4 + MARGIN);
  }

  private static long used(Runtime java) {
    return java.totalMemory() - java.freeMemory();
  }
}
