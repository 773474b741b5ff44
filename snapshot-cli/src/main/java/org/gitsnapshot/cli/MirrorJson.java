package org.gitsnapshot.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.gitsnapshot.report.AgreementReport;
import org.gitsnapshot.report.AgreementReport.Camp;
import org.gitsnapshot.report.AgreementReport.FileAgreement;
import org.gitsnapshot.report.AgreementReport.Layer;
import org.gitsnapshot.report.CompletenessReport;
import org.gitsnapshot.report.FetchReport;
import org.gitsnapshot.report.FetchSummary;
import org.gitsnapshot.report.MirrorFault;
import org.gitsnapshot.report.RunningServer;

/** What the commands about mirrors say, as JSON. */
final class MirrorJson {
  private MirrorJson() {}

  static void serving(PrintStream out, RunningServer server) throws IOException {
    Json.print(
        out,
        json -> {
          json.writeStringField("command", "serve");
          json.writeStringField("url", server.url());
          json.writeNumberField("port", server.port());
          json.writeNumberField("files", server.files());
        });
  }

  static void check(PrintStream out, CompletenessReport report, ExitCode code) throws IOException {
    Json.print(
        out,
        "serve",
        code,
        json -> {
          json.writeNumberField("files", report.files());
          json.writeBooleanField("complete", report.complete());
          strings(json, "problems", report.problems());
        });
  }

  static void fetch(PrintStream out, FetchSummary summary, ExitCode code) throws IOException {
    Json.print(
        out,
        "fetch",
        code,
        json -> {
          json.writeStringField("trust", summary.trust());
          json.writeArrayFieldStart("files");
          for (FetchReport file : summary.files()) {
            json.writeStartObject();
            json.writeStringField("name", file.name());
            json.writeStringField("outcome", file.outcome().label());
            json.writeStringField("upstream", file.upstream().label());
            Json.string(json, "message", file.message());
            faults(json, file.faults());
            json.writeEndObject();
          }
          json.writeEndArray();
          faults(json, summary.faults());
        });
  }

  static void agree(PrintStream out, AgreementReport report, List<String> notes, ExitCode code)
      throws IOException {
    Json.print(
        out,
        "agree",
        code,
        json -> {
          strings(json, "manifests", report.manifests());
          json.writeArrayFieldStart("files");
          for (FileAgreement file : report.files()) {
            json.writeStartObject();
            json.writeStringField("name", file.name());
            for (Layer layer : Layer.values()) {
              camps(json, layer.label(), file.camps(layer));
            }
            Json.string(json, "difference", file.difference().map(Layer::label));
            strings(json, "removals", file.removals());
            strings(json, "missing", file.missing());
            json.writeEndObject();
          }
          json.writeEndArray();
          Json.notes(json, notes);
        });
  }

  private static void camps(JsonGenerator json, String name, List<Camp> camps) throws IOException {
    json.writeArrayFieldStart(name);
    for (Camp camp : camps) {
      json.writeStartObject();
      json.writeStringField("value", camp.value());
      strings(json, "manifests", camp.manifests());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void faults(JsonGenerator json, List<MirrorFault> faults) throws IOException {
    json.writeArrayFieldStart("faults");
    for (MirrorFault fault : faults) {
      json.writeStartObject();
      json.writeStringField("mirror", fault.mirror());
      json.writeStringField("kind", fault.kind().label());
      json.writeStringField("message", fault.message());
      json.writeEndObject();
    }
    json.writeEndArray();
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
