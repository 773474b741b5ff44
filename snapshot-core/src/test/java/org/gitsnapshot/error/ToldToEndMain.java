package org.gitsnapshot.error;

import java.nio.file.NoSuchFileException;

/** A process that tells the same failure twice: before it is told to end, and afterwards. */
final class ToldToEndMain {
  private ToldToEndMain() {}

  public static void main(String[] args) {
    tell();
    Runtime.getRuntime().addShutdownHook(new Thread(ToldToEndMain::tell));
    System.exit(0);
  }

  private static void tell() {
    Throwable failure = new NoSuchFileException(".a.snapshot.tmp");
    System.out.println(Explanation.of(failure).message());
    System.out.println(Explanation.ofItself(failure).message());
  }
}
