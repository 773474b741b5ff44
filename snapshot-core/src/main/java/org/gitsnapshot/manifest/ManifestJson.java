package org.gitsnapshot.manifest;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.FileDigests;

/**
 * Manifests as JSON: UTF-8, two spaces, line feeds, the members in one order; equal manifests give
 * equal bytes. Stateless and thread-safe.
 *
 * <pre>{@code
 * Files.write(path, ManifestJson.toBytes(manifest));
 * Manifest same = ManifestJson.parse(path.toString(), Files.readAllBytes(path));
 * }</pre>
 */
public final class ManifestJson {
  private static final JsonFactory JSON = new JsonFactory();

  private ManifestJson() {}

  /** Returns the canonical bytes of a manifest, which end in a line feed. */
  public static byte[] toBytes(Manifest manifest) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
      json.setPrettyPrinter(printer());
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
  public static Manifest parse(String source, byte[] bytes) throws InvalidInputException {
    return ManifestReader.read(JSON, source, bytes);
  }

  static DefaultPrettyPrinter printer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    return printer;
  }

  private static void write(JsonGenerator json, Manifest manifest) throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", Manifest.SCHEMA);
    json.writeObjectFieldStart("tool");
    json.writeStringField("name", manifest.tool().name());
    json.writeStringField("version", manifest.tool().version());
    json.writeEndObject();
    json.writeStringField("name", manifest.name());
    write(json, "urls", manifest.urls());
    if (manifest.ref().isPresent()) {
      json.writeStringField("ref", manifest.ref().get());
    }
    json.writeStringField("commit", manifest.commit().hex());
    json.writeStringField("tree", manifest.tree().hex());
    json.writeNumberField("committerTime", manifest.committerTime());
    json.writeNumberField("entryCount", manifest.entryCount());
    json.writeBooleanField("plainUstar", manifest.plainUstar());
    write(json, "notes", manifest.notes());
    json.writeObjectFieldStart("tar");
    json.writeStringField("recipe", manifest.tar().recipe().toString());
    write(json, manifest.tar().digests());
    json.writeEndObject();
    json.writeArrayFieldStart("files");
    for (Manifest.MadeFile file : manifest.files()) {
      json.writeStartObject();
      json.writeStringField("name", file.name());
      json.writeStringField("format", file.format().suffix());
      json.writeStringField("recipe", file.recipe().toString());
      write(json, file.digests());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (manifest.clean().isPresent()) {
      json.writeObjectFieldStart("clean");
      DerivationJson.write(json, manifest.clean().get());
      json.writeEndObject();
    }
    if (manifest.identities().isPresent()) {
      json.writeObjectFieldStart("identities");
      IdentitiesJson.write(json, manifest.identities().get());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  static void write(JsonGenerator json, FileDigests digests) throws IOException {
    json.writeNumberField("size", digests.size());
    json.writeStringField("sha256", digests.sha256().hex());
    if (digests.sha512().isPresent()) {
      json.writeStringField("sha512", digests.sha512().get().hex());
    }
  }

  static void write(JsonGenerator json, String member, List<String> texts) throws IOException {
    json.writeArrayFieldStart(member);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
