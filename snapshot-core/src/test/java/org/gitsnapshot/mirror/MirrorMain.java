package org.gitsnapshot.mirror;

import java.io.IOException;
import java.nio.file.Path;
import org.gitsnapshot.report.MirrorReport;

/** Runs a mirror in a process of its own, to be killed. */
final class MirrorMain {
  private MirrorMain() {}

  public static void main(String[] args) throws IOException {
    System.out.println("started");
    MirrorReport report = new MirrorFixture(Path.of(args[0])).run();
    System.out.println(report.complete() ? "complete" : "not complete: " + report.files());
  }
}
