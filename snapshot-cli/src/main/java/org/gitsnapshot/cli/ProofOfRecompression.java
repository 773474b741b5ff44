package org.gitsnapshot.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.report.RecompressionProof;
import org.gitsnapshot.report.RecompressionProof.Side;

/** Says whether files hold the same raw bytes as another. */
final class ProofOfRecompression {
  private final Terminal terminal;
  private final ProgressLine progress;
  private final boolean json;
  private final List<Json.Body> files = new ArrayList<>();
  private ExitCode code = ExitCode.DONE;

  ProofOfRecompression(Terminal terminal, ProgressLine progress, boolean json) {
    this.terminal = terminal;
    this.progress = progress;
    this.json = json;
  }

  void done(RecompressionProof proof) {
    if (!proof.same() && code == ExitCode.DONE) {
      code = ExitCode.DIFFERENT;
    }
    if (json) {
      files.add(out -> write(out, proof));
      return;
    }
    progress.print(terminal.out(), text(proof));
    proof.notes().forEach(note -> progress.print(terminal.err(), Terminal.noteLine(note) + "\n"));
  }

  /** Takes a file that could not be read, or be compared with one that could not. */
  void failed(Path file, SnapshotException failure) {
    code = ExitCode.FAILED;
    terminal.out().flush();
    terminal.log().failure(failure);
    terminal.error(failure.getMessage(), failure.hint().orElse(""));
    files.add(
        out -> {
          out.writeStringField("name", file.toString());
          out.writeStringField("error", failure.getMessage());
          Json.string(out, "hint", failure.hint());
        });
  }

  private static String text(RecompressionProof proof) {
    String verdict =
        proof
            .firstDifference()
            .map(at -> "the raw bytes differ from byte " + at + " on")
            .orElse("the same raw bytes");
    return proof.other().file()
        + ": "
        + verdict
        + "\n"
        + side(proof.original())
        + side(proof.other());
  }

  private static String side(Side side) {
    String by = side.compression().map(CompareWords::compression).orElse("not compressed");
    return "  %s: %s\n    file %d bytes, %s\n    raw  %d bytes, %s\n"
        .formatted(
            side.file(),
            by,
            side.digests().size(),
            side.digests().sha256(),
            side.raw().size(),
            side.raw().sha256());
  }

  /** Ends it: with 3 if a file failed, else with 1 if one differs. */
  ExitCode end() throws IOException {
    if (!json) {
      return code;
    }
    Json.print(terminal.out(), "verify", code, object -> Json.objects(object, "files", files));
    return code;
  }

  private static void write(JsonGenerator json, RecompressionProof proof) throws IOException {
    json.writeStringField("name", proof.other().file().toString());
    json.writeBooleanField("same", proof.same());
    if (proof.firstDifference().isPresent()) {
      json.writeNumberField("firstDifference", proof.firstDifference().get());
    }
    side(json, "original", proof.original());
    side(json, "recompressed", proof.other());
    Json.notes(json, proof.notes());
  }

  private static void side(JsonGenerator json, String name, Side side) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("file", side.file().toString());
    Json.digests(json, side.digests());
    if (side.compression().isPresent()) {
      CompareJson.compression(json, side.compression().get());
    }
    json.writeObjectFieldStart("raw");
    Json.digests(json, side.raw());
    json.writeEndObject();
    json.writeEndObject();
  }
}
