package org.gitsnapshot.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.report.FileReport;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.report.Verdict;

/** The JSON of {@code build} and {@code verify}. */
final class PinReportJson {
  private PinReportJson() {}

  static void print(PrintStream out, String command, List<PinReport> reports, ExitCode code)
      throws IOException {
    Json.print(
        out,
        command,
        code,
        json -> {
          json.writeArrayFieldStart("pins");
          for (PinReport report : reports) {
            pin(json, report);
          }
          json.writeEndArray();
          json.writeObjectFieldStart("summary");
          for (Verdict verdict : Verdict.values()) {
            long count = reports.stream().filter(r -> r.verdict() == verdict).count();
            json.writeNumberField(verdict.label(), count);
          }
          json.writeEndObject();
        });
  }

  private static void pin(JsonGenerator json, PinReport report) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", report.name());
    json.writeStringField("verdict", report.verdict().label());
    json.writeStringField("content", report.content().label());
    json.writeStringField("rawTar", report.rawTar().label());
    json.writeStringField("compressed", report.compressed().label());
    json.writeStringField("commit", report.commit().hex());
    Json.string(json, "tree", report.tree().map(Oid::hex));
    Json.string(json, "message", report.message());
    Json.string(json, "hint", report.hint());
    json.writeObjectFieldStart("digests");
    if (report.tar().isPresent()) {
      json.writeStringField("tar", report.tar().get().sha256().hex());
    }
    for (FileReport file : report.files()) {
      if (file.format().compressed()) {
        Optional<String> made = file.made().map(digests -> digests.sha256().hex());
        Json.string(json, file.format().suffix(), made);
      }
    }
    json.writeEndObject();
    json.writeArrayFieldStart("files");
    for (FileReport file : report.files()) {
      Json.file(json, file);
    }
    json.writeEndArray();
    Json.notes(json, report.notes());
    json.writeEndObject();
  }
}
