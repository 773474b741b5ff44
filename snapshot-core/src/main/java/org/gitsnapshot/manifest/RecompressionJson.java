package org.gitsnapshot.manifest;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.FileDigests;

/**
 * Records of recompression as JSON: UTF-8, two spaces, line feeds, the members in one order; equal
 * records give equal bytes. Stateless and thread-safe.
 */
public final class RecompressionJson {
  /** A record has a few digests and names. */
  private static final int MAX_BYTES = 1 << 20;

  private static final JsonFactory JSON = new JsonFactory();

  private RecompressionJson() {}

  /** Returns the canonical bytes of a record, which end in a line feed. */
  public static byte[] toBytes(Recompression record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
      json.setPrettyPrinter(ManifestJson.printer());
      json.writeStartObject();
      json.writeStringField("schema", Recompression.SCHEMA);
      json.writeStringField("name", record.to().name());
      if (record.to().compressor().isPresent()) {
        json.writeStringField("compressor", record.to().compressor().get().toString());
      }
      digests(json, record.to().digests());
      json.writeObjectFieldStart("raw");
      digests(json, record.raw());
      json.writeEndObject();
      json.writeObjectFieldStart("from");
      original(json, record.from());
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory", impossible);
    }
    return bytes.toByteArray();
  }

  private static void original(JsonGenerator json, Recompression.Original from) throws IOException {
    json.writeStringField("name", from.name());
    json.writeStringField("format", from.format());
    if (from.compressor().isPresent()) {
      json.writeStringField("compressor", from.compressor().get().toString());
    }
    if (from.url().isPresent()) {
      json.writeStringField("url", from.url().get());
    }
    digests(json, from.digests());
  }

  /** Writes the members that {@link RecompressionReader#digest} reads. */
  private static void digests(JsonGenerator json, FileDigests digests) throws IOException {
    json.writeNumberField("size", digests.size());
    json.writeStringField("sha256", digests.sha256().hex());
    json.writeStringField("sha512", digests.sha512().orElseThrow().hex());
  }

  /**
   * Reads the record in a file; nothing if there is no such file, or it is the manifest of
   * something else.
   *
   * @throws InvalidInputException if it says that it is a record and cannot be read as one
   * @throws UnavailableException if the file cannot be read
   */
  public static Optional<Recompression> read(Path file)
      throws InvalidInputException, UnavailableException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES);
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new UnavailableException(
          "cannot read " + file + ": " + Explanation.reason(unreadable), null, unreadable);
    }
    boolean record = ManifestKind.find(bytes).equals(Optional.of(ManifestKind.RECOMPRESSION));
    return record ? Optional.of(parse(file.toString(), bytes)) : Optional.empty();
  }

  /**
   * Reads a record. The members may come in any order; an unknown, missing or repeated member is an
   * error, as is anything after the end.
   *
   * @param source what errors call the bytes
   * @throws InvalidInputException if they are not a record
   */
  public static Recompression parse(String source, byte[] bytes) throws InvalidInputException {
    return RecompressionReader.read(JSON, source, bytes);
  }
}
