package org.gitsnapshot.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.CleanReport;
import org.gitsnapshot.report.DerivationReport;
import org.gitsnapshot.report.RemovedEntry;

/** Prints what was deleted from a tar, and what was proved of it. */
final class DerivationPrinter {
  private final PrintStream out;
  private final boolean json;

  DerivationPrinter(PrintStream out, boolean json) {
    this.out = out;
    this.json = json;
  }

  void print(CleanReport report, ExitCode code) throws IOException {
    if (json) {
      cleanJson(report, code);
      return;
    }
    if (!report.faults().isEmpty()) {
      return;
    }
    out.println(report.original() + " minus " + RemovedEntry.count(report.removed()));
    out.println(
        "  sha256 " + report.originalTar().sha256().hex() + "  the raw tar it was made from");
    out.println("  sha256 " + report.tar().sha256().hex() + "  the raw tar");
    for (CleanReport.DerivedFile file : report.files()) {
      out.println("  sha256 " + file.digests().sha256().hex() + "  " + file.name());
    }
    list(report.removed());
  }

  void print(DerivationReport report, ExitCode code) throws IOException {
    if (json) {
      proofJson(report, code);
      return;
    }
    if (report.refusal().isPresent()) {
      DerivationReport.Refusal refusal = report.refusal().get();
      out.println(
          "refused: " + report.derived() + " is not " + report.original() + " minus entries");
      String entry = refusal.entry().map(path -> path.display() + ": ").orElse("");
      out.println("  at byte " + refusal.offset() + ": " + entry + refusal.what());
      return;
    }
    out.println(
        "proved: "
            + report.derived()
            + " is "
            + report.original()
            + " minus "
            + RemovedEntry.count(report.removed())
            + (report.listed() ? ", exactly those asked for" : ""));
    digest(report.originalTar(), "the original raw tar");
    digest(report.derivedTar(), "the derived raw tar");
    list(report.removed());
  }

  private void digest(Optional<FileDigests> digests, String what) {
    digests.ifPresent(found -> out.println("  sha256 " + found.sha256().hex() + "  " + what));
  }

  private void list(List<RemovedEntry> removed) {
    out.println("removed:");
    for (RemovedEntry entry : removed) {
      String what = entry.sha256().map(Digest::hex).orElse("(" + entry.kind().label() + ")");
      out.println("  " + what + "  " + entry.path().display());
    }
  }

  private void cleanJson(CleanReport report, ExitCode code) throws IOException {
    Json.print(
        out,
        "clean",
        code,
        json -> {
          json.writeStringField("original", report.original());
          json.writeObjectFieldStart("originalTar");
          Json.digests(json, report.originalTar());
          json.writeEndObject();
          json.writeStringField("prefix", report.prefix().display());
          json.writeObjectFieldStart("tar");
          Json.digests(json, report.tar());
          json.writeEndObject();
          json.writeArrayFieldStart("files");
          for (CleanReport.DerivedFile file : report.files()) {
            json.writeStartObject();
            json.writeStringField("name", file.name());
            json.writeStringField("format", file.format().suffix());
            Json.string(json, "compressor", file.compressor().map(Object::toString));
            Json.digests(json, file.digests());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeNumberField("kept", report.kept());
          removed(json, report.removed());
          texts(json, "warnings", report.warnings());
          texts(json, "faults", report.faults());
        });
  }

  private void proofJson(DerivationReport report, ExitCode code) throws IOException {
    Json.print(
        out,
        "verify",
        code,
        json -> {
          json.writeStringField("verdict", report.proved() ? "proved" : "refused");
          json.writeStringField("original", report.original());
          json.writeStringField("derived", report.derived());
          if (report.refusal().isPresent()) {
            DerivationReport.Refusal refusal = report.refusal().get();
            json.writeObjectFieldStart("refusal");
            json.writeNumberField("offset", refusal.offset());
            Json.string(json, "entry", refusal.entry().map(ByteString::display));
            json.writeStringField("what", refusal.what());
            json.writeEndObject();
          }
          tar(json, "originalTar", report.originalTar());
          tar(json, "derivedTar", report.derivedTar());
          json.writeBooleanField("listed", report.listed());
          json.writeNumberField("kept", report.kept());
          removed(json, report.removed());
        });
  }

  private static void tar(JsonGenerator json, String name, Optional<FileDigests> digests)
      throws IOException {
    if (digests.isPresent()) {
      json.writeObjectFieldStart(name);
      Json.digests(json, digests.get());
      json.writeEndObject();
    }
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  static void removed(JsonGenerator json, List<RemovedEntry> removed) throws IOException {
    json.writeArrayFieldStart("removed");
    for (RemovedEntry entry : removed) {
      json.writeStartObject();
      json.writeStringField("path", entry.path().display());
      json.writeStringField("kind", entry.kind().label());
      json.writeNumberField("offset", entry.offset());
      json.writeNumberField("size", entry.size());
      Json.string(json, "sha256", entry.sha256().map(Digest::hex));
      Json.string(json, "rule", entry.rule().map(ByteString::display));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
