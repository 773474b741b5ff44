package org.gitsnapshot.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.AuditEvidence;
import org.gitsnapshot.report.AuditReport;
import org.gitsnapshot.report.ContentNames;
import org.gitsnapshot.report.FileGroup;

/** Prints an audit as one JSON object. */
final class AuditJson {
  private AuditJson() {}

  static void print(PrintStream out, AuditReport report, ExitCode code) throws IOException {
    Json.print(
        out,
        "audit",
        code,
        json -> {
          json.writeStringField("verdict", report.verdict().label());
          json.writeStringField("headline", report.headline());
          evidence(json, report.evidence());
          json.writeStringField("commit", report.commit().hex());
          json.writeStringField("foundBy", report.foundBy());
          json.writeArrayFieldStart("refs");
          for (String ref : report.refs()) {
            json.writeString(ref);
          }
          json.writeEndArray();
          json.writeStringField("content", report.content().label());
          json.writeStringField("rawTar", report.rawTar().label());
          json.writeStringField("compressed", report.compressed().label());
          Json.string(json, "recipe", report.recipe().map(Object::toString));
          Json.string(json, "pin", report.pin());
          json.writeArrayFieldStart("groups");
          for (FileGroup group : report.groups()) {
            json.writeStartObject();
            json.writeStringField("what", group.what());
            json.writeNumberField("count", group.count());
            json.writeArrayFieldStart("files");
            for (ByteString path : group.files()) {
              json.writeString(path.display());
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
          if (report.comparison().isPresent()) {
            json.writeObjectFieldStart("comparison");
            CompareJson.body(json, report.comparison().get());
            json.writeEndObject();
          }
          Json.notes(json, report.notes());
        });
  }

  private static void evidence(JsonGenerator json, AuditEvidence evidence) throws IOException {
    json.writeObjectFieldStart("file");
    json.writeStringField("name", evidence.name());
    json.writeNumberField("size", evidence.file().size());
    json.writeStringField("sha256", evidence.file().sha256().hex());
    json.writeObjectFieldStart("raw");
    json.writeNumberField("size", evidence.raw().size());
    json.writeStringField("sha256", evidence.raw().sha256().hex());
    json.writeEndObject();
    if (evidence.compression().isPresent()) {
      CompareJson.compression(json, evidence.compression().get());
    }
    json.writeNumberField("entries", evidence.entries());
    json.writeStringField("topDirectory", evidence.topDirectory().display());
    Json.string(json, "comment", evidence.comment());
    if (evidence.time().isPresent()) {
      json.writeNumberField("time", evidence.time().getAsLong());
    }
    if (evidence.names().isPresent()) {
      ContentNames names = evidence.names().get();
      json.writeStringField("gitTree", names.gitTree());
      json.writeStringField("swhidDirectory", names.swhidDirectory());
      Json.string(json, "swhidRevision", names.swhidRevision());
      json.writeStringField("nar", names.narSri());
      json.writeStringField("narBase32", names.narBase32());
      Json.string(json, "goH1", names.goH1());
    }
    json.writeEndObject();
  }
}
