package org.gitsnapshot.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.gitsnapshot.report.TorrentCheckReport;
import org.gitsnapshot.report.TorrentCheckReport.FileCheck;
import org.gitsnapshot.report.TorrentCheckReport.Range;
import org.gitsnapshot.report.TorrentReport;
import org.gitsnapshot.report.TorrentReport.Identity;

/** What {@code snapshot torrent} says, as JSON. */
final class TorrentJson {
  private TorrentJson() {}

  static void made(PrintStream out, TorrentReport report) throws IOException {
    Json.print(
        out,
        "torrent",
        ExitCode.DONE,
        json -> {
          json.writeStringField("file", report.file().toString());
          identity(json, report.identity());
          json.writeNumberField("pieceLength", report.pieceLength());
          json.writeNumberField("pieces", report.pieces());
          json.writeNumberField("files", report.files());
          json.writeNumberField("bytes", report.bytes());
          json.writeNumberField("padding", report.padding());
          json.writeStringField("magnet", report.magnet());
          json.writeArrayFieldStart("webSeeds");
          for (TorrentReport.WebSeed seed : report.webSeeds()) {
            json.writeStartObject();
            json.writeStringField("url", seed.url());
            json.writeStringField("example", seed.example());
            json.writeEndObject();
          }
          json.writeEndArray();
          strings(json, "leftOut", report.leftOut());
        });
  }

  static void checked(PrintStream out, TorrentCheckReport report, ExitCode code)
      throws IOException {
    Json.print(
        out,
        "torrent",
        code,
        json -> {
          identity(json, report.identity());
          json.writeStringField("magnet", report.magnet());
          json.writeArrayFieldStart("files");
          for (FileCheck file : report.files()) {
            json.writeStartObject();
            json.writeStringField("path", file.path());
            json.writeNumberField("size", file.size());
            json.writeStringField("outcome", file.outcome().label());
            json.writeArrayFieldStart("ranges");
            for (Range range : file.ranges()) {
              json.writeStartObject();
              json.writeNumberField("from", range.from());
              json.writeNumberField("to", range.to());
              json.writeEndObject();
            }
            json.writeEndArray();
            if (!file.message().isEmpty()) {
              json.writeStringField("message", file.message());
            }
            json.writeEndObject();
          }
          json.writeEndArray();
          strings(json, "extra", report.extra());
        });
  }

  private static void identity(JsonGenerator json, Identity identity) throws IOException {
    json.writeStringField("name", identity.name());
    Json.string(json, "infohashV1", identity.v1());
    Json.string(json, "infohashV2", identity.v2());
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
