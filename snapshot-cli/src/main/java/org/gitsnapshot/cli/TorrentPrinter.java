package org.gitsnapshot.cli;

import java.io.PrintStream;
import java.util.stream.Collectors;
import org.gitsnapshot.report.TorrentCheckReport;
import org.gitsnapshot.report.TorrentCheckReport.FileCheck;
import org.gitsnapshot.report.TorrentCheckReport.Outcome;
import org.gitsnapshot.report.TorrentReport;
import org.gitsnapshot.report.TorrentReport.Identity;

/** Prints a torrent that was made, and files that were compared with one. */
final class TorrentPrinter {
  private TorrentPrinter() {}

  static void made(PrintStream out, TorrentReport report) {
    out.println(
        report.file()
            + ": "
            + Count.of(report.files(), "file")
            + ", "
            + report.bytes()
            + " bytes in "
            + Count.of(report.pieces(), "piece")
            + " of "
            + report.pieceLength());
    identity(out, report.identity());
    report
        .webSeeds()
        .forEach(seed -> out.println("web seed " + seed.url() + ", asked for " + seed.example()));
    if (!report.leftOut().isEmpty()) {
      out.println("left out: " + String.join(", ", report.leftOut()));
    }
    out.println(report.magnet());
  }

  static void checked(PrintStream out, TorrentCheckReport report) {
    for (FileCheck file : report.files()) {
      if (file.outcome() != Outcome.GOOD) {
        String ranges =
            file.ranges().stream()
                .map(range -> range.from() + "-" + (range.to() - 1))
                .collect(Collectors.joining(", "));
        out.println(
            file.path()
                + ": "
                + file.outcome().label()
                + (ranges.isEmpty() ? "" : ", bytes " + ranges)
                + (file.message().isEmpty() ? "" : ", " + file.message()));
      }
    }
    report.extra().forEach(path -> out.println(path + ": not in the torrent"));
    identity(out, report.identity());
    out.println(
        Count.of(report.files().size(), "file")
            + ": "
            + report.count(Outcome.GOOD)
            + " good, "
            + report.count(Outcome.DIFFERENT)
            + " different, "
            + report.count(Outcome.MISSING)
            + " missing, "
            + report.count(Outcome.UNPROVED)
            + " not proved; "
            + report.extra().size()
            + " more");
  }

  private static void identity(PrintStream out, Identity identity) {
    identity.v1().ifPresent(hash -> out.println("infohash v1 " + hash));
    identity.v2().ifPresent(hash -> out.println("infohash v2 " + hash));
  }
}
