package org.gitsnapshot.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.Finding;
import org.gitsnapshot.report.LintReport;

/** Prints what {@code lint} found: a few lines for each reason, or one JSON object. */
final class LintPrinter {
  private final PrintStream out;
  private final boolean json;

  LintPrinter(PrintStream out, boolean json) {
    this.out = out;
    this.json = json;
  }

  void print(List<LintReport> reports, ExitCode code) throws IOException {
    if (json) {
      printJson(reports, code);
    } else {
      reports.forEach(this::text);
    }
  }

  private void text(LintReport report) {
    String what = report.name() + " (" + report.commit().hex() + ")";
    if (report.findings().isEmpty()) {
      out.println(what + ": nothing to say, the archive is the same everywhere");
      return;
    }
    out.println(what + ": " + Count.of(report.findings().size(), "reason") + " to look twice");
    for (Finding finding : report.findings()) {
      String subject = finding.subject().isEmpty() ? "" : finding.subject() + " ";
      out.println();
      out.println("  " + finding.reason().label() + " (" + finding.reason().stake().label() + ")");
      out.println("    " + subject + finding.reason().text());
      out.println("    what to do: " + finding.reason().remedy());
      for (ByteString path : finding.paths()) {
        if (!path.isEmpty()) {
          out.println("      " + path.display());
        }
      }
      long more = finding.count() - finding.paths().size();
      if (more > 0) {
        out.println("      and " + more + " more");
      }
    }
  }

  private void printJson(List<LintReport> reports, ExitCode code) throws IOException {
    Json.print(
        out,
        "lint",
        code,
        generator -> {
          generator.writeArrayFieldStart("commits");
          for (LintReport report : reports) {
            generator.writeStartObject();
            generator.writeStringField("name", report.name());
            generator.writeStringField("commit", report.commit().hex());
            generator.writeArrayFieldStart("findings");
            for (Finding finding : report.findings()) {
              finding(generator, finding);
            }
            generator.writeEndArray();
            generator.writeEndObject();
          }
          generator.writeEndArray();
        });
  }

  private static void finding(JsonGenerator json, Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("reason", finding.reason().label());
    json.writeStringField("stake", finding.reason().stake().label());
    json.writeStringField("subject", finding.subject());
    json.writeStringField("text", finding.reason().text());
    json.writeStringField("remedy", finding.reason().remedy());
    json.writeNumberField("count", finding.count());
    json.writeArrayFieldStart("paths");
    for (ByteString path : finding.paths()) {
      json.writeString(path.display());
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
