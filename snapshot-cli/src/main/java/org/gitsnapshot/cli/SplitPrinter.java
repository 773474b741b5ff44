package org.gitsnapshot.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.report.SplitReport;
import org.gitsnapshot.report.SplitReport.DistFile;
import org.gitsnapshot.report.SplitReport.Medium;
import org.gitsnapshot.request.SplitRequest;

/** Says what is on which medium. */
final class SplitPrinter {
  private final Terminal terminal;
  private final boolean json;

  SplitPrinter(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
  }

  void print(SplitReport report, Optional<SplitRequest.Output> output) throws IOException {
    if (json) {
      Json.print(terminal.out(), "split", ExitCode.DONE, object -> write(object, report));
      return;
    }
    PrintStream out = terminal.out();
    for (Medium medium : report.media()) {
      out.printf(
          "%s  %s, %d of %d bytes (%d %%)%n",
          medium.name(),
          Count.of(medium.files().size(), "file"),
          medium.used(),
          report.capacity(),
          medium.used() * 100 / Math.max(report.capacity(), 1));
      if (output.isEmpty()) {
        medium.files().forEach(file -> out.printf("  %12d  %s%n", file.size(), file.name()));
      }
    }
    out.printf(
        "%s on %s; no fewer than %d can do%n",
        Count.of(report.files(), "file"),
        report.media().size() == 1 ? "1 medium" : report.media().size() + " media",
        report.lowerBound());
    output.ifPresent(
        to ->
            out.println(
                report.outcome() == SplitReport.Outcome.THERE
                    ? to.directory() + " has the same already"
                    : "written to " + to.directory()));
    if (!report.missing().isEmpty()) {
      terminal.note(
          Count.of(report.missing().size(), "file")
              + " of the order not there, such as "
              + report.missing().get(0));
    }
  }

  private static void write(JsonGenerator json, SplitReport report) throws IOException {
    json.writeStringField("outcome", report.outcome().label());
    json.writeNumberField("capacity", report.capacity());
    json.writeNumberField("lowerBound", report.lowerBound());
    json.writeNumberField("files", report.files());
    json.writeNumberField("ordered", report.ordered());
    json.writeArrayFieldStart("missing");
    for (String name : report.missing()) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("media");
    for (Medium medium : report.media()) {
      json.writeStartObject();
      json.writeStringField("name", medium.name());
      json.writeNumberField("used", medium.used());
      json.writeArrayFieldStart("files");
      for (DistFile file : medium.files()) {
        json.writeStartObject();
        json.writeStringField("name", file.name());
        json.writeNumberField("size", file.size());
        Json.string(json, "sha256", file.sha256().map(Digest::hex));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
