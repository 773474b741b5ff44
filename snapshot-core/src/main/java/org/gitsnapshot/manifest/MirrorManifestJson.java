package org.gitsnapshot.manifest;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.output.PlainFile;

/**
 * Mirrors' manifests as JSON: UTF-8, two spaces, line feeds, the members in one order; equal
 * manifests give equal bytes. Stateless and thread-safe.
 */
public final class MirrorManifestJson {
  /**
   * The longest manifest that is read, in bytes: some 100,000 files with a gigabyte of blocks each
   * hundred.
   */
  public static final int MAX_BYTES = 256 << 20;

  private static final JsonFactory JSON = new JsonFactory();

  private static final Pattern OTHER_SCHEMA = Pattern.compile("git-snapshot/mirror/[0-9]+");

  private MirrorManifestJson() {}

  /** Returns the canonical bytes of a manifest, which end in a line feed. */
  public static byte[] toBytes(MirrorManifest manifest) {
    return toBytes(manifest.files());
  }

  /**
   * Reads a manifest. The members may come in any order; an unknown, missing or repeated member is
   * an error, as is anything after the end.
   *
   * @param source what errors call the bytes
   * @throws InvalidInputException if they are not a manifest
   * @throws LimitExceededException if they are more than {@link #MAX_BYTES}
   */
  public static MirrorManifest parse(String source, byte[] bytes)
      throws InvalidInputException, LimitExceededException {
    if (bytes.length > MAX_BYTES) {
      throw new LimitExceededException(
          source + ": longer than the limit for manifests, " + MAX_BYTES + " bytes",
          "split the mirror");
    }
    return MirrorManifestReader.read(JSON, source, bytes);
  }

  /**
   * Reads the manifest of a file.
   *
   * @throws InvalidInputException if there is no such file, or it is not a manifest
   * @throws org.gitsnapshot.error.OutputException if something else than a file has its name
   * @throws LimitExceededException if it is longer than {@link #MAX_BYTES}
   * @throws UnavailableException if it cannot be read
   */
  public static MirrorManifest read(Path file) throws SnapshotException {
    try (InputStream in = PlainFile.open(file)) {
      return parse(file.toString(), in.readNBytes(MAX_BYTES + 1));
    } catch (NoSuchFileException absent) {
      throw new InvalidInputException(file + ": no such file", null);
    } catch (SnapshotException told) {
      throw told;
    } catch (IOException e) {
      throw new UnavailableException(file + ": cannot be read: " + Explanation.reason(e), null, e);
    }
  }

  /**
   * Returns whether some bytes are the manifest of a mirror as another version of the tool writes
   * it, by the number in their schema.
   */
  public static boolean isOfAnotherVersion(byte[] bytes) {
    try (JsonCursor json = new JsonCursor(JSON, "", bytes)) {
      return json.memberOf("schema")
          .filter(schema -> !schema.equals(MirrorManifest.SCHEMA))
          .filter(schema -> OTHER_SCHEMA.matcher(schema).matches())
          .isPresent();
    } catch (InvalidInputException none) {
      return false;
    }
  }

  /** Returns the file that tells more, of two with the same bytes; the order does not matter. */
  static MirrorFile moreTelling(MirrorFile one, MirrorFile other) {
    if (one.equals(other)) {
      return one;
    }
    if (told(one) != told(other)) {
      return told(one) > told(other) ? one : other;
    }
    String first = new String(toBytes(List.of(one)), StandardCharsets.UTF_8);
    String second = new String(toBytes(List.of(other)), StandardCharsets.UTF_8);
    return first.compareTo(second) <= 0 ? one : other;
  }

  private static int told(MirrorFile file) {
    int told = file.origin() instanceof Origin.Git ? 1 : 0;
    for (Optional<?> part :
        List.of(
            file.sha512(),
            file.recipe(),
            file.tar(),
            file.clean(),
            file.plainUstar(),
            file.blocks())) {
      told += part.isPresent() ? 1 : 0;
    }
    return told;
  }

  private static byte[] toBytes(Collection<MirrorFile> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
      json.setPrettyPrinter(ManifestJson.printer());
      json.writeStartObject();
      json.writeStringField("schema", MirrorManifest.SCHEMA);
      json.writeArrayFieldStart("files");
      for (MirrorFile file : files) {
        write(json, file);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory", impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, MirrorFile file) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", file.name());
    json.writeNumberField("size", file.size());
    json.writeStringField("sha256", file.sha256().hex());
    optional(json, "sha512", file.sha512().map(Digest::hex));
    optional(json, "recipe", file.recipe().map(Object::toString));
    if (file.plainUstar().isPresent()) {
      json.writeBooleanField("plainUstar", file.plainUstar().get());
    }
    if (file.tar().isPresent()) {
      json.writeObjectFieldStart("tar");
      json.writeNumberField("size", file.tar().get().size());
      json.writeStringField("sha256", file.tar().get().sha256().hex());
      json.writeEndObject();
    }
    if (file.clean().isPresent()) {
      MirrorFile.Cleaned clean = file.clean().get();
      json.writeObjectFieldStart("clean");
      json.writeObjectFieldStart("from");
      json.writeNumberField("size", clean.from().size());
      json.writeStringField("sha256", clean.from().sha256().hex());
      json.writeEndObject();
      json.writeNumberField("entries", clean.entries());
      json.writeStringField("list", clean.list().hex());
      json.writeEndObject();
    }
    write(json, file.origin());
    if (file.blocks().isPresent()) {
      json.writeObjectFieldStart("blocks");
      json.writeNumberField("size", file.blocks().get().size());
      json.writeArrayFieldStart("sha256");
      for (Digest digest : file.blocks().get().sha256()) {
        json.writeString(digest.hex());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Origin origin) throws IOException {
    if (origin instanceof Origin.Git git) {
      json.writeObjectFieldStart("git");
      json.writeStringField("url", git.url());
      json.writeStringField("ref", git.ref());
      json.writeStringField("commit", git.commit().hex());
      json.writeStringField("tree", git.tree().hex());
    } else if (origin instanceof Origin.Download download) {
      json.writeObjectFieldStart("download");
      json.writeStringField("url", download.url());
      optional(json, "from", download.from());
      optional(json, "mirror", download.mirror());
    } else if (origin instanceof Origin.Recompressed recompressed) {
      json.writeObjectFieldStart("recompressed");
      json.writeStringField("name", recompressed.name());
      json.writeStringField("sha256", recompressed.sha256().hex());
      optional(json, "url", recompressed.url());
      optional(json, "compressor", recompressed.compressor().map(Object::toString));
      json.writeObjectFieldStart("raw");
      json.writeNumberField("size", recompressed.raw().size());
      json.writeStringField("sha256", recompressed.raw().sha256().hex());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void optional(JsonGenerator json, String member, Optional<String> text)
      throws IOException {
    if (text.isPresent()) {
      json.writeStringField(member, text.get());
    }
  }
}
