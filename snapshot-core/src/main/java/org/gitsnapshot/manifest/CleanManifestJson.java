package org.gitsnapshot.manifest;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.io.ByteString;

/**
 * Manifests of cleaned tarballs as JSON: UTF-8, two spaces, line feeds, the members in one order;
 * equal manifests give equal bytes. Stateless and thread-safe.
 */
public final class CleanManifestJson {
  private static final JsonFactory JSON = new JsonFactory();

  private CleanManifestJson() {}

  /** Returns the canonical bytes of a manifest, which end in a line feed. */
  public static byte[] toBytes(CleanManifest manifest) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
      json.setPrettyPrinter(ManifestJson.printer());
      write(json, manifest);
      json.writeRaw('\n');
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory", impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a manifest. The members may come in any order; an unknown, missing or repeated member is
   * an error, as is anything after the end.
   *
   * @param source what errors call the bytes
   * @throws InvalidInputException if they are not a manifest
   */
  public static CleanManifest parse(String source, byte[] bytes) throws InvalidInputException {
    return CleanManifestReader.read(JSON, source, bytes);
  }

  private static void write(JsonGenerator json, CleanManifest manifest) throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", CleanManifest.SCHEMA);
    json.writeStringField("version", manifest.version());
    json.writeObjectFieldStart("original");
    json.writeStringField("name", manifest.original());
    json.writeNumberField("size", manifest.originalFile().size());
    json.writeStringField("sha256", manifest.originalFile().sha256().hex());
    json.writeEndObject();
    json.writeStringField("prefix", manifest.prefix().display());
    json.writeArrayFieldStart("remove");
    for (ByteString pattern : manifest.removes()) {
      json.writeString(pattern.display());
    }
    json.writeEndArray();
    json.writeObjectFieldStart("tar");
    ManifestJson.write(json, manifest.tar());
    json.writeEndObject();
    json.writeArrayFieldStart("files");
    for (CleanManifest.MadeFile file : manifest.files()) {
      json.writeStartObject();
      json.writeStringField("name", file.name());
      json.writeStringField("format", file.format().suffix());
      if (file.compressor().isPresent()) {
        json.writeStringField("compressor", file.compressor().get().toString());
      }
      ManifestJson.write(json, file.digests());
      json.writeEndObject();
    }
    json.writeEndArray();
    ManifestJson.write(json, "notes", manifest.notes());
    json.writeObjectFieldStart("clean");
    DerivationJson.write(json, manifest.clean());
    json.writeEndObject();
    json.writeEndObject();
  }
}
