package org.gitsnapshot.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.report.FileReport;

/** The pieces that the JSON of all commands is made of. */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** What is written into the one object. */
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /** Prints the one object of a run that has come to its end: between its command and its code. */
  static void print(PrintStream out, String command, ExitCode code, Body body) throws IOException {
    print(
        out,
        json -> {
          json.writeStringField("command", command);
          body.write(json);
          json.writeNumberField("exitCode", code.code());
        });
  }

  /** Writes a list of objects. */
  static void objects(JsonGenerator json, String name, List<Body> objects) throws IOException {
    json.writeArrayFieldStart(name);
    for (Body object : objects) {
      json.writeStartObject();
      object.write(json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Prints one object and a line end. */
  static void print(PrintStream out, Body body) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
      printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
      printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
      json.setPrettyPrinter(printer);
      json.writeStartObject();
      body.write(json);
      json.writeEndObject();
    }
    out.println();
  }

  static void string(JsonGenerator json, String name, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }

  static void notes(JsonGenerator json, List<String> notes) throws IOException {
    json.writeArrayFieldStart("notes");
    for (String note : notes) {
      json.writeString(note);
    }
    json.writeEndArray();
  }

  static void digests(JsonGenerator json, FileDigests digests) throws IOException {
    json.writeNumberField("size", digests.size());
    json.writeStringField("sha256", digests.sha256().hex());
    if (digests.sha512().isPresent()) {
      json.writeStringField("sha512", digests.sha512().get().hex());
    }
  }

  static void file(JsonGenerator json, FileReport file) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", file.name());
    json.writeStringField("format", file.format().suffix());
    json.writeStringField("recipe", file.recipe().toString());
    if (file.made().isPresent()) {
      digests(json, file.made().get());
    }
    if (!file.expected().isEmpty()) {
      json.writeObjectFieldStart("expected");
      for (Map.Entry<DigestAlgorithm, Digest> expected : file.expected().entrySet()) {
        json.writeStringField(expected.getKey().label(), expected.getValue().hex());
      }
      json.writeEndObject();
    }
    json.writeStringField("bytes", file.bytes().label());
    json.writeEndObject();
  }
}
