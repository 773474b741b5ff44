package org.gitsnapshot.cli;

import java.io.IOException;
import java.io.PrintStream;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.report.ArchiveReport;
import org.gitsnapshot.report.FileReport;

/** Prints what {@code archive} wrote. */
final class ArchivePrinter {
  private final PrintStream out;
  private final boolean json;

  ArchivePrinter(PrintStream out, boolean json) {
    this.out = out;
    this.json = json;
  }

  void print(ArchiveReport report) throws IOException {
    if (json) {
      printJson(report);
      return;
    }
    out.println("commit " + report.commit().hex());
    out.println("  sha256 " + report.rawTar().sha256().hex() + "  the raw tar");
    for (FileReport file : report.files()) {
      String digest = file.made().map(FileDigests::sha256).map(d -> d.hex()).orElse("");
      out.println("  sha256 " + digest + "  " + file.name());
    }
  }

  private void printJson(ArchiveReport report) throws IOException {
    Json.print(
        out,
        "archive",
        ExitCode.DONE,
        json -> {
          json.writeStringField("commit", report.commit().hex());
          json.writeStringField("tree", report.tree().hex());
          json.writeNumberField("entries", report.entries());
          json.writeBooleanField("plainUstar", report.plainUstar());
          json.writeObjectFieldStart("rawTar");
          Json.digests(json, report.rawTar());
          json.writeEndObject();
          json.writeArrayFieldStart("files");
          for (FileReport file : report.files()) {
            Json.file(json, file);
          }
          json.writeEndArray();
          Json.notes(json, report.notes());
        });
  }
}
