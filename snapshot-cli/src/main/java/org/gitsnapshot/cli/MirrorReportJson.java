package org.gitsnapshot.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.gitsnapshot.report.MirrorFileReport;
import org.gitsnapshot.report.MirrorFileReport.Outcome;
import org.gitsnapshot.report.MirrorReport;

/** The JSON of {@code mirror}. */
final class MirrorReportJson {
  private MirrorReportJson() {}

  static void print(PrintStream out, MirrorReport report, ExitCode code) throws IOException {
    Json.print(
        out,
        "mirror",
        code,
        json -> {
          json.writeArrayFieldStart("files");
          for (MirrorFileReport file : report.files()) {
            file(json, file);
          }
          json.writeEndArray();
          json.writeObjectFieldStart("summary");
          for (Outcome outcome : Outcome.values()) {
            json.writeNumberField(outcome.label(), report.count(outcome));
          }
          json.writeEndObject();
          json.writeNumberField("bytes", report.bytes());
          json.writeBooleanField("complete", report.complete());
          json.writeBooleanField("published", report.published());
          strings(json, "pruned", report.pruned());
          strings(json, "notes", report.notes());
        });
  }

  private static void file(JsonGenerator json, MirrorFileReport file) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", file.name());
    json.writeStringField("outcome", file.outcome().label());
    if (file.outcome().there()) {
      json.writeNumberField("size", file.size());
    }
    Json.string(json, "from", file.from());
    Json.string(json, "message", file.message());
    Json.string(json, "hint", file.hint());
    json.writeEndObject();
  }

  private static void strings(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
