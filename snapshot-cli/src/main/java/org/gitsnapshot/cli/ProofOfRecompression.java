package org.gitsnapshot.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.gitsnapshot.report.RecompressionProof;
import org.gitsnapshot.report.RecompressionProof.Side;

/** Says whether files hold the same raw bytes as another. */
final class ProofOfRecompression {
  private final Terminal terminal;

  ProofOfRecompression(Terminal terminal) {
    this.terminal = terminal;
  }

  void text(List<RecompressionProof> proofs) {
    for (RecompressionProof proof : proofs) {
      String verdict =
          proof
              .firstDifference()
              .map(at -> "the raw bytes differ from byte " + at + " on")
              .orElse("the same raw bytes");
      terminal.out().println(proof.other().file() + ": " + verdict);
      side(proof.original());
      side(proof.other());
      proof.notes().forEach(terminal::note);
    }
  }

  private void side(Side side) {
    String by = side.compression().map(CompareWords::compression).orElse("not compressed");
    terminal.out().println("  " + side.file() + ": " + by);
    terminal
        .out()
        .println("    file " + side.digests().size() + " bytes, " + side.digests().sha256());
    terminal.out().println("    raw  " + side.raw().size() + " bytes, " + side.raw().sha256());
  }

  void json(List<RecompressionProof> proofs, ExitCode code) throws IOException {
    Json.print(
        terminal.out(),
        "verify",
        code,
        json -> {
          json.writeArrayFieldStart("files");
          for (RecompressionProof proof : proofs) {
            json.writeStartObject();
            json.writeStringField("name", proof.other().file().toString());
            json.writeBooleanField("same", proof.same());
            if (proof.firstDifference().isPresent()) {
              json.writeNumberField("firstDifference", proof.firstDifference().get());
            }
            side(json, "original", proof.original());
            side(json, "recompressed", proof.other());
            Json.notes(json, proof.notes());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
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
