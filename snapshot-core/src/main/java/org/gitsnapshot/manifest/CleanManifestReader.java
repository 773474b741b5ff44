package org.gitsnapshot.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.hash.SizedDigest;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.jspecify.annotations.Nullable;

/** Reads one manifest of a cleaned tarball from its JSON. */
final class CleanManifestReader {
  private static final Set<String> MEMBERS =
      Set.of("schema", "version", "original", "prefix", "remove", "tar", "files", "notes", "clean");

  private final JsonCursor json;
  private @Nullable String version;
  private @Nullable String original;
  private @Nullable SizedDigest originalFile;
  private @Nullable ByteString prefix;
  private final List<ByteString> removes = new ArrayList<>();
  private @Nullable FileDigests tar;
  private final List<CleanManifest.MadeFile> files = new ArrayList<>();
  private @Nullable List<String> notes;
  private @Nullable Derivation clean;

  private CleanManifestReader(JsonCursor json) {
    this.json = json;
  }

  static CleanManifest read(JsonFactory factory, String source, byte[] bytes)
      throws InvalidInputException {
    try (JsonCursor json = new JsonCursor(factory, source, bytes)) {
      CleanManifestReader reader = new CleanManifestReader(json);
      json.object(MEMBERS, Set.of(), reader::member);
      json.end();
      // The cursor has checked that all are there.
      return new CleanManifest(
          Objects.requireNonNull(reader.version),
          Objects.requireNonNull(reader.original),
          Objects.requireNonNull(reader.originalFile),
          Objects.requireNonNull(reader.prefix),
          reader.removes,
          Objects.requireNonNull(reader.clean),
          Objects.requireNonNull(reader.tar),
          reader.files,
          Objects.requireNonNull(reader.notes));
    } catch (IllegalArgumentException broken) {
      throw new InvalidInputException(
          new Position(source, 1, 1),
          "not a record of a cleaned tarball: " + broken.getMessage(),
          null);
    }
  }

  private void member(String member) throws InvalidInputException {
    switch (member) {
      case "schema" -> {
        String schema = json.string();
        if (!schema.equals(CleanManifest.SCHEMA)) {
          throw json.fault(
              "the schema is \"" + schema + "\", not \"" + CleanManifest.SCHEMA + "\"",
              "a newer version of the tool may read it");
        }
      }
      case "version" -> version = json.string();
      case "original" -> original();
      case "prefix" -> prefix = ByteString.ofDisplay(json.string());
      case "remove" -> json.array(() -> removes.add(ByteString.ofDisplay(json.string())));
      case "tar" -> tar = DerivationJson.digests(json);
      case "files" -> json.array(() -> files.add(file()));
      case "notes" -> notes = json.strings();
      default -> clean = DerivationJson.read(json);
    }
  }

  private void original() throws InvalidInputException {
    long[] size = new long[1];
    Digest[] sha256 = new Digest[1];
    json.object(
        Set.of("name", "size", "sha256"),
        Set.of(),
        member -> {
          switch (member) {
            case "name" -> original = json.string();
            case "size" -> size[0] = DerivationJson.size(json);
            default -> sha256[0] = DerivationJson.digest(json, DigestAlgorithm.SHA256);
          }
        });
    originalFile = new SizedDigest(size[0], sha256[0]);
  }

  private CleanManifest.MadeFile file() throws InvalidInputException {
    String[] texts = new String[3];
    long[] size = new long[1];
    Digest[] digests = new Digest[2];
    json.object(
        Set.of("name", "format", "size", "sha256"),
        Set.of("compressor", "sha512"),
        member -> {
          switch (member) {
            case "name" -> texts[0] = json.string();
            case "format" -> texts[1] = json.string();
            case "compressor" -> texts[2] = json.string();
            case "size" -> size[0] = DerivationJson.size(json);
            case "sha256" -> digests[0] = DerivationJson.digest(json, DigestAlgorithm.SHA256);
            default -> digests[1] = DerivationJson.digest(json, DigestAlgorithm.SHA512);
          }
        });
    Format format =
        Format.ofSuffix(texts[1])
            .orElseThrow(() -> json.fault("no format is called " + texts[1], null));
    Optional<Compressor> compressor = Optional.empty();
    if (texts[2] != null) {
      try {
        compressor = Optional.of(Compressor.parse(texts[2]));
      } catch (InvalidInputException fault) {
        throw json.fault(fault.getMessage(), fault.hint().orElse(null));
      }
    }
    return new CleanManifest.MadeFile(
        texts[0],
        format,
        compressor,
        new FileDigests(size[0], digests[0], Optional.ofNullable(digests[1])));
  }
}
