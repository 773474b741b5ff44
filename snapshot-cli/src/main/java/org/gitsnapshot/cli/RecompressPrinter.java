package org.gitsnapshot.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.report.CompressedBy;
import org.gitsnapshot.report.RecompressReport;
import org.gitsnapshot.report.RecompressReport.Outcome;
import org.gitsnapshot.report.RecompressReport.Tried;

/** Says what came of compressing files again, each as it is done, or all as one JSON object. */
final class RecompressPrinter {
  private static final String ANOTHER_NAME = "name another file or directory with -o";

  private final Terminal terminal;
  private final ProgressLine progress;
  private final boolean json;
  private final List<Json.Body> files = new ArrayList<>();

  RecompressPrinter(Terminal terminal, ProgressLine progress, boolean json) {
    this.terminal = terminal;
    this.progress = progress;
    this.json = json;
  }

  void done(RecompressReport report) {
    if (report.outcome() == Outcome.BLOCKED && json) {
      terminal.error(blocked(report), ANOTHER_NAME);
    }
    if (json) {
      files.add(out -> write(out, report));
      return;
    }
    progress.print(terminal.out(), text(report));
    if (report.outcome() == Outcome.BLOCKED) {
      terminal.out().flush();
      terminal.error(blocked(report), ANOTHER_NAME);
    }
    report.notes().forEach(note -> progress.print(terminal.err(), Terminal.noteLine(note) + "\n"));
  }

  private static String blocked(RecompressReport report) {
    Tried smallest = report.tried().get(0);
    return report.file()
        + " is what is read, and "
        + smallest.compressor()
        + ", the smallest with "
        + Count.of(smallest.size(), "byte")
        + ", would replace it";
  }

  void failed(Path file, SnapshotException failure) {
    terminal.log().failure(failure);
    terminal.error(failure.getMessage(), failure.hint().orElse(""));
    files.add(
        out -> {
          out.writeStringField("file", file.toString());
          out.writeStringField("outcome", "failed");
          out.writeStringField("error", failure.getMessage());
          Json.string(out, "hint", failure.hint());
        });
  }

  void end(ExitCode code) throws IOException {
    PrintStream out = terminal.out();
    if (!json) {
      return;
    }
    Json.print(out, "recompress", code, object -> Json.objects(object, "files", files));
  }

  private static String text(RecompressReport report) {
    StringBuilder text = new StringBuilder();
    text.append(report.file()).append(": ");
    text.append(report.from().map(CompareWords::compression).orElse("not compressed"));
    text.append(", ").append(Count.of(report.original().size(), "byte")).append('\n');
    line(text, "sha256", report.original().sha256().hex());
    line(text, "raw", Count.of(report.raw().size(), "byte"));
    line(text, "  sha256", report.raw().sha256().hex());
    if (report.tried().size() > 1) {
      table(text, report);
    }
    if (report.outcome() == Outcome.BLOCKED) {
      return text.append("nothing was written\n").toString();
    }
    if (report.made().isEmpty()) {
      text.append(
          report.tried().size() > 1
              ? "nothing is smaller than the file as it is; nothing was written\n"
              : "the file is that already; nothing was written\n");
      return text.toString();
    }
    RecompressReport.Made made = report.made().get();
    boolean there = report.outcome() == Outcome.THERE;
    text.append(there ? "there already: " : "wrote ").append(made.file()).append(": ");
    text.append(made.compressor().map(Object::toString).orElse("not compressed"));
    text.append(", ").append(Count.of(made.digests().size(), "byte"));
    text.append(", ").append(share(made.digests().size(), report.original().size()));
    text.append(" of what was read\n");
    line(text, "sha256", made.digests().sha256().hex());
    line(text, "record", made.record().toString());
    return text.toString();
  }

  private static void table(StringBuilder text, RecompressReport report) {
    long smallest = report.tried().get(0).size();
    for (Tried tried : report.tried()) {
      row(text, tried.compressor().toString(), tried.size(), smallest, report.raw().size());
    }
    row(text, "(as it is)", report.original().size(), smallest, report.raw().size());
  }

  private static void row(StringBuilder text, String what, long size, long smallest, long raw) {
    text.append(
        String.format(
            Locale.ROOT,
            "  %-12s %14d bytes  %7s of raw  %+d%n".replace("%n", "\n"),
            what,
            size,
            share(size, raw),
            size - smallest));
  }

  private static String share(long part, long whole) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.2f%%", 100.0 * part / whole);
  }

  private static void line(StringBuilder text, String what, String value) {
    text.append(String.format(Locale.ROOT, "  %-10s %s", what, value)).append('\n');
  }

  private static void write(JsonGenerator json, RecompressReport report) throws IOException {
    json.writeStringField("file", report.file().toString());
    Json.digests(json, report.original());
    if (report.from().isPresent()) {
      CompressedBy by = report.from().get();
      CompareJson.compression(json, by);
    }
    digests(json, "raw", report.raw());
    json.writeArrayFieldStart("tried");
    for (Tried tried : report.tried()) {
      json.writeStartObject();
      json.writeStringField("compressor", tried.compressor().toString());
      json.writeNumberField("size", tried.size());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("outcome", report.outcome().label());
    if (report.outcome() == Outcome.BLOCKED) {
      json.writeStringField("error", blocked(report));
      json.writeStringField("hint", ANOTHER_NAME);
    }
    if (report.made().isPresent()) {
      RecompressReport.Made made = report.made().get();
      json.writeObjectFieldStart("made");
      json.writeStringField("file", made.file().toString());
      Json.string(json, "compressor", made.compressor().map(Object::toString));
      Json.digests(json, made.digests());
      json.writeStringField("record", made.record().toString());
      json.writeEndObject();
    }
    Json.notes(json, report.notes());
  }

  private static void digests(JsonGenerator json, String name, FileDigests digests)
      throws IOException {
    json.writeObjectFieldStart(name);
    Json.digests(json, digests);
    json.writeEndObject();
  }
}
