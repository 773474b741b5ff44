package org.gitsnapshot.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.pin.MadePin;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.recipe.Format;

/** The JSON of {@code pin}. */
final class PinJson {
  private PinJson() {}

  static void print(PrintStream out, MadePin made, String toml) throws IOException {
    Pin pin = made.pin();
    Json.print(
        out,
        "pin",
        ExitCode.DONE,
        json -> {
          json.writeStringField("name", pin.name());
          json.writeStringField("commit", pin.commit().hex());
          Json.string(json, "ref", pin.ref());
          json.writeObjectFieldStart("recipes");
          for (Format format : pin.outputs().keySet()) {
            json.writeStringField(format.suffix(), pin.recipe(format).toString());
          }
          json.writeEndObject();
          json.writeObjectFieldStart("sha256");
          for (Map.Entry<Format, Map<DigestAlgorithm, Digest>> of : pin.expected().entrySet()) {
            Digest digest = of.getValue().get(DigestAlgorithm.SHA256);
            if (digest != null) {
              json.writeStringField(of.getKey().suffix(), digest.hex());
            }
          }
          json.writeEndObject();
          Json.notes(json, made.notes());
          json.writeStringField("toml", toml);
        });
  }
}
