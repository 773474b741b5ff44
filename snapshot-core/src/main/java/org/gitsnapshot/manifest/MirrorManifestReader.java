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
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Recipe;
import org.jspecify.annotations.Nullable;

/** Reads one mirror's manifest from its JSON. */
final class MirrorManifestReader {
  private static final Set<String> FILE = Set.of("name", "size", "sha256");
  private static final Set<String> MAYBE =
      Set.of(
          "sha512",
          "recipe",
          "plainUstar",
          "tar",
          "clean",
          "git",
          "download",
          "recompressed",
          "blocks");

  private final JsonCursor json;
  private final List<MirrorFile> files = new ArrayList<>();

  private MirrorManifestReader(JsonCursor json) {
    this.json = json;
  }

  static MirrorManifest read(JsonFactory factory, String source, byte[] bytes)
      throws InvalidInputException {
    try (JsonCursor json = new JsonCursor(factory, source, bytes)) {
      MirrorManifestReader reader = new MirrorManifestReader(json);
      json.object(Set.of("schema", "files"), Set.of(), reader::member);
      json.end();
      return MirrorManifest.of(reader.files);
    } catch (IllegalArgumentException twice) {
      throw new InvalidInputException(
          new Position(source, 1, 1), "not a manifest: " + twice.getMessage(), null);
    }
  }

  private void member(String member) throws InvalidInputException {
    if (member.equals("files")) {
      json.array(() -> files.add(new FileReader().read()));
      return;
    }
    String schema = json.string();
    if (!schema.equals(MirrorManifest.SCHEMA)) {
      throw json.fault(
          "the schema is \"" + schema + "\", not \"" + MirrorManifest.SCHEMA + "\"",
          ManifestKind.otherHint(schema, "a mirror's manifest lists all its files"));
    }
  }

  /** Turns a rule that the values break into a fault where the last of them stands. */
  private <T> T checked(Make<T> make) throws InvalidInputException {
    try {
      return make.make();
    } catch (IllegalArgumentException broken) {
      throw json.fault(String.valueOf(broken.getMessage()), null);
    }
  }

  private interface Make<T> {
    T make();
  }

  private Digest digest(DigestAlgorithm algorithm) throws InvalidInputException {
    String hex = json.string();
    return checked(() -> new Digest(algorithm, hex));
  }

  private Oid oid() throws InvalidInputException {
    String hex = json.string();
    return checked(() -> Oid.fromHex(hex));
  }

  private Recipe recipe() throws InvalidInputException {
    String text = json.string();
    try {
      return Recipe.parse(text);
    } catch (InvalidInputException fault) {
      throw json.fault(fault.getMessage(), fault.hint().orElse(null));
    }
  }

  private MirrorFile.RawTar tar() throws InvalidInputException {
    long[] size = new long[1];
    Digest[] sha256 = new Digest[1];
    json.object(
        Set.of("size", "sha256"),
        Set.of(),
        member -> {
          if (member.equals("size")) {
            size[0] = json.integer();
          } else {
            sha256[0] = digest(DigestAlgorithm.SHA256);
          }
        });
    return checked(() -> new MirrorFile.RawTar(size[0], sha256[0]));
  }

  private MirrorFile.Cleaned clean() throws InvalidInputException {
    MirrorFile.RawTar[] from = new MirrorFile.RawTar[1];
    long[] entries = new long[1];
    Digest[] list = new Digest[1];
    json.object(
        Set.of("from", "entries", "list"),
        Set.of(),
        member -> {
          switch (member) {
            case "from" -> from[0] = tar();
            case "entries" -> entries[0] = json.integer();
            default -> list[0] = digest(DigestAlgorithm.SHA256);
          }
        });
    return checked(() -> new MirrorFile.Cleaned(from[0], entries[0], list[0]));
  }

  private Blocks blocks() throws InvalidInputException {
    long[] size = new long[1];
    List<Digest> digests = new ArrayList<>();
    json.object(
        Set.of("size", "sha256"),
        Set.of(),
        member -> {
          if (member.equals("size")) {
            size[0] = json.integer();
          } else {
            json.array(() -> digests.add(digest(DigestAlgorithm.SHA256)));
          }
        });
    int blockSize = (int) Math.max(-1, Math.min(size[0], Integer.MAX_VALUE));
    return checked(() -> new Blocks(blockSize, digests));
  }

  private Origin git() throws InvalidInputException {
    String[] texts = new String[2];
    Oid[] ids = new Oid[2];
    json.object(
        Set.of("url", "ref", "commit", "tree"),
        Set.of(),
        member -> {
          switch (member) {
            case "url" -> texts[0] = json.string();
            case "ref" -> texts[1] = json.string();
            case "commit" -> ids[0] = oid();
            default -> ids[1] = oid();
          }
        });
    return checked(() -> new Origin.Git(texts[0], texts[1], ids[0], ids[1]));
  }

  private Origin download() throws InvalidInputException {
    String[] url = new String[1];
    Optional<String>[] maybe = optionals();
    json.object(
        Set.of("url"),
        Set.of("from", "mirror"),
        member -> {
          switch (member) {
            case "url" -> url[0] = json.string();
            case "from" -> maybe[0] = Optional.of(json.string());
            default -> maybe[1] = Optional.of(json.string());
          }
        });
    return checked(() -> new Origin.Download(url[0], maybe[0], maybe[1]));
  }

  private Origin recompressed() throws InvalidInputException {
    String[] name = new String[1];
    Digest[] sha256 = new Digest[1];
    MirrorFile.RawTar[] raw = new MirrorFile.RawTar[1];
    Optional<String>[] maybe = optionals();
    json.object(
        Set.of("name", "sha256", "raw"),
        Set.of("url", "compressor"),
        member -> {
          switch (member) {
            case "name" -> name[0] = json.string();
            case "sha256" -> sha256[0] = digest(DigestAlgorithm.SHA256);
            case "raw" -> raw[0] = tar();
            case "url" -> maybe[0] = Optional.of(json.string());
            default -> maybe[1] = Optional.of(json.string());
          }
        });
    Optional<Compressor> compressor =
        maybe[1].isEmpty() ? Optional.empty() : Optional.of(compressor(maybe[1].get()));
    return checked(() -> new Origin.Recompressed(name[0], sha256[0], maybe[0], compressor, raw[0]));
  }

  private Compressor compressor(String text) throws InvalidInputException {
    try {
      return Compressor.parse(text);
    } catch (InvalidInputException fault) {
      throw json.fault(fault.getMessage(), fault.hint().orElse(null));
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // An array of a generic type has no other way.
  private static Optional<String>[] optionals() {
    return new Optional[] {Optional.empty(), Optional.empty()};
  }

  /** The members of one file. */
  private final class FileReader {
    private @Nullable String name;
    private long size;
    private @Nullable Digest sha256;
    private Optional<Digest> sha512 = Optional.empty();
    private Optional<Recipe> recipe = Optional.empty();
    private Optional<MirrorFile.RawTar> tar = Optional.empty();
    private Optional<MirrorFile.Cleaned> clean = Optional.empty();
    private Optional<Boolean> plainUstar = Optional.empty();
    private @Nullable Origin origin;
    private Optional<Blocks> blocks = Optional.empty();

    MirrorFile read() throws InvalidInputException {
      json.object(FILE, MAYBE, this::member);
      if (origin == null) {
        throw json.fault(
            name + " has no origin", "each file has \"git\", \"download\" or \"recompressed\"");
      }
      Origin known = origin;
      return checked(
          () ->
              new MirrorFile(
                  Objects.requireNonNull(name),
                  size,
                  Objects.requireNonNull(sha256),
                  sha512,
                  recipe,
                  tar,
                  clean,
                  plainUstar,
                  known,
                  blocks));
    }

    private void member(String member) throws InvalidInputException {
      switch (member) {
        case "name" -> name = json.string();
        case "size" -> size = json.integer();
        case "sha256" -> sha256 = digest(DigestAlgorithm.SHA256);
        case "sha512" -> sha512 = Optional.of(digest(DigestAlgorithm.SHA512));
        case "recipe" -> recipe = Optional.of(MirrorManifestReader.this.recipe());
        case "plainUstar" -> plainUstar = Optional.of(json.bool());
        case "tar" -> tar = Optional.of(MirrorManifestReader.this.tar());
        case "clean" -> clean = Optional.of(clean());
        case "git" -> origin(git());
        case "download" -> origin(download());
        case "recompressed" -> origin(recompressed());
        case "blocks" -> blocks = Optional.of(MirrorManifestReader.this.blocks());
        default -> throw new IllegalStateException(member);
      }
    }

    private void origin(Origin found) throws InvalidInputException {
      if (origin != null) {
        throw json.fault("a file has one origin, not two", null);
      }
      origin = found;
    }
  }
}
