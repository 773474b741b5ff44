package org.gitsnapshot.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.hash.SizedDigest;
import org.gitsnapshot.report.ArchiveMap;
import org.gitsnapshot.report.CompareReport;
import org.gitsnapshot.report.ComparedSide;
import org.gitsnapshot.report.CompressedBy;
import org.gitsnapshot.report.FileDifference;
import org.gitsnapshot.report.FirstDifference;
import org.gitsnapshot.report.TarDifference;
import org.gitsnapshot.report.TextDifference;

/** Prints a comparison as one JSON object. */
final class CompareJson {
  private CompareJson() {}

  static void print(PrintStream out, CompareReport report, ExitCode code) throws IOException {
    Json.print(out, "compare", code, json -> body(json, report));
  }

  /** Writes the fields of a comparison into an object that is open. */
  static void body(JsonGenerator json, CompareReport report) throws IOException {
    json.writeStringField("sameness", report.sameness().label());
    json.writeStringField("verdict", report.verdict());
    side(json, "a", report.a());
    side(json, "b", report.b());
    first(json, "fileDiffersFrom", report.file());
    first(json, "rawTarDiffersFrom", report.raw());
    json.writeArrayFieldStart("tar");
    for (TarDifference each : report.tar()) {
      group(json, each);
    }
    json.writeEndArray();
    json.writeNumberField("filesThatDiffer", report.filesTotal());
    json.writeObjectFieldStart("fileCounts");
    for (Map.Entry<FileDifference.Change, Long> count : report.fileCounts().entrySet()) {
      json.writeNumberField(count.getKey().label(), count.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("filesListed");
    for (FileDifference.Change change : report.fileCounts().keySet()) {
      json.writeNumberField(change.label(), report.listed(change).size());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("files");
    for (FileDifference each : report.files()) {
      file(json, each);
    }
    json.writeEndArray();
    map(json, "mapA", report.mapA());
    map(json, "mapB", report.mapB());
    json.writeArrayFieldStart("notes");
    for (String note : report.notes()) {
      json.writeString(note);
    }
    json.writeEndArray();
  }

  private static void side(JsonGenerator json, String name, ComparedSide side) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("name", side.name());
    json.writeStringField("kind", side.kind().label());
    digest(json, "file", side.file());
    digest(json, "raw", side.raw());
    if (side.compression().isPresent()) {
      compression(json, side.compression().get());
    }
    json.writeNumberField("entries", side.entries());
    json.writeStringField("topDirectory", side.topDirectory().display());
    json.writeEndObject();
  }

  static void compression(JsonGenerator json, CompressedBy by) throws IOException {
    json.writeObjectFieldStart("compression");
    json.writeStringField("format", by.format());
    if (by.engine().isPresent()) {
      json.writeStringField("engine", by.engine().get().toString());
      json.writeBooleanField("ownHeader", by.ownHeader());
    }
    json.writeArrayFieldStart("header");
    for (String fact : by.header()) {
      json.writeString(fact);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void digest(JsonGenerator json, String name, Optional<SizedDigest> digest)
      throws IOException {
    if (digest.isPresent()) {
      json.writeObjectFieldStart(name);
      json.writeNumberField("size", digest.get().size());
      json.writeStringField("sha256", digest.get().sha256().hex());
      json.writeEndObject();
    }
  }

  private static void first(JsonGenerator json, String name, Optional<FirstDifference> first)
      throws IOException {
    if (first.isPresent()) {
      json.writeObjectFieldStart(name);
      json.writeNumberField("offset", first.get().offset());
      Json.string(json, "entry", first.get().entry().map(path -> path.display()));
      json.writeEndObject();
    }
  }

  private static void group(JsonGenerator json, TarDifference difference) throws IOException {
    json.writeStartObject();
    json.writeStringField("part", difference.part().label());
    json.writeStringField("what", difference.what());
    json.writeStringField("from", difference.from());
    json.writeStringField("to", difference.to());
    json.writeNumberField("count", difference.count());
    json.writeArrayFieldStart("places");
    for (TarDifference.Place place : difference.places()) {
      json.writeStartObject();
      json.writeStringField("path", place.path().display());
      offset(json, "offsetA", place.offsetA());
      offset(json, "offsetB", place.offsetB());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void offset(JsonGenerator json, String name, long offset) throws IOException {
    if (offset >= 0) {
      json.writeNumberField(name, offset);
    }
  }

  private static void file(JsonGenerator json, FileDifference file) throws IOException {
    json.writeStartObject();
    json.writeStringField("path", file.path().display());
    json.writeStringField("change", file.change().label());
    facts(json, "a", file.a());
    facts(json, "b", file.b());
    if (file.firstDifference().isPresent()) {
      json.writeNumberField("firstDifference", file.firstDifference().getAsLong());
    }
    if (file.diff().isPresent()) {
      diff(json, file.diff().get());
    }
    json.writeEndObject();
  }

  private static void facts(
      JsonGenerator json, String name, Optional<FileDifference.FileFacts> facts)
      throws IOException {
    if (facts.isPresent()) {
      FileDifference.FileFacts file = facts.get();
      json.writeObjectFieldStart(name);
      json.writeStringField("kind", file.kind());
      json.writeBooleanField("executable", file.executable());
      json.writeNumberField("size", file.size());
      if (!file.sha256().isEmpty()) {
        json.writeStringField("sha256", file.sha256());
      }
      if (!file.target().isEmpty()) {
        json.writeStringField("target", file.target().display());
      }
      offset(json, "offset", file.offset());
      json.writeEndObject();
    }
  }

  private static void diff(JsonGenerator json, TextDifference diff) throws IOException {
    json.writeArrayFieldStart("diff");
    for (TextDifference.Hunk hunk : diff.hunks()) {
      json.writeString(hunk.head());
      for (TextDifference.Line line : hunk.lines()) {
        json.writeString(line.mark() + line.text());
      }
    }
    json.writeEndArray();
    if (diff.leftOut() > 0) {
      json.writeNumberField("diffLinesLeftOut", diff.leftOut());
    }
  }

  private static void map(JsonGenerator json, String name, Optional<ArchiveMap> map)
      throws IOException {
    if (map.isPresent()) {
      json.writeArrayFieldStart(name);
      for (ArchiveMap.Region region : map.get().regions()) {
        json.writeStartObject();
        json.writeNumberField("from", region.from());
        json.writeNumberField("to", region.to());
        json.writeStringField("what", region.what().label());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }
}
