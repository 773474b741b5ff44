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
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.identity.Identities;
import org.gitsnapshot.recipe.Recipe;
import org.jspecify.annotations.Nullable;

/** Reads one manifest from its JSON. */
final class ManifestReader {
  private static final Set<String> MEMBERS =
      Set.of(
          "schema",
          "tool",
          "name",
          "urls",
          "commit",
          "tree",
          "committerTime",
          "entryCount",
          "plainUstar",
          "notes",
          "tar",
          "files");

  private final JsonCursor json;

  private Manifest.@Nullable Tool tool;
  private @Nullable String name;
  private @Nullable List<String> urls;
  private @Nullable String ref;
  private @Nullable Oid commit;
  private @Nullable Oid tree;
  private long committerTime;
  private long entryCount;
  private boolean plainUstar;
  private @Nullable List<String> notes;
  private Manifest.@Nullable RawTar tar;
  private final List<Manifest.MadeFile> files = new ArrayList<>();
  private @Nullable Derivation clean;
  private @Nullable Identities identities;

  private ManifestReader(JsonCursor json) {
    this.json = json;
  }

  static Manifest read(JsonFactory factory, String source, byte[] bytes)
      throws InvalidInputException {
    try (JsonCursor json = new JsonCursor(factory, source, bytes)) {
      ManifestReader reader = new ManifestReader(json);
      json.object(MEMBERS, Set.of("ref", "clean", "identities"), reader::member);
      json.end();
      return reader.manifest(source);
    }
  }

  private Manifest manifest(String source) throws InvalidInputException {
    try {
      // All but ref, clean and identities are there: the cursor has checked that.
      return new Manifest(
          Objects.requireNonNull(tool),
          Objects.requireNonNull(name),
          Objects.requireNonNull(urls),
          Optional.ofNullable(ref),
          Objects.requireNonNull(commit),
          Objects.requireNonNull(tree),
          committerTime,
          entryCount,
          plainUstar,
          Objects.requireNonNull(notes),
          Objects.requireNonNull(tar),
          files,
          Optional.ofNullable(clean),
          Optional.ofNullable(identities));
    } catch (IllegalArgumentException inconsistent) {
      throw new InvalidInputException(
          new Position(source, 1, 1), "not a manifest: " + inconsistent.getMessage(), null);
    }
  }

  private void member(String member) throws InvalidInputException {
    switch (member) {
      case "schema" -> schema();
      case "tool" -> tool = tool();
      case "name" -> name = json.string();
      case "urls" -> urls = json.strings();
      case "ref" -> ref = json.string();
      case "commit" -> commit = oid();
      case "tree" -> tree = oid();
      case "committerTime" -> committerTime = json.integer();
      case "entryCount" -> entryCount = json.integer();
      case "plainUstar" -> plainUstar = json.bool();
      case "notes" -> notes = json.strings();
      case "tar" -> tar = rawTar();
      case "files" -> json.array(() -> files.add(file()));
      case "clean" -> clean = DerivationJson.read(json);
      case "identities" -> identities = IdentitiesJson.read(json);
      default -> throw new IllegalStateException(member);
    }
  }

  private void schema() throws InvalidInputException {
    String schema = json.string();
    if (!schema.equals(Manifest.SCHEMA)) {
      throw json.fault(
          "the schema is \"" + schema + "\", not \"" + Manifest.SCHEMA + "\"",
          "a newer version of the tool may read it");
    }
  }

  private Manifest.Tool tool() throws InvalidInputException {
    String[] texts = new String[2];
    json.object(
        Set.of("name", "version"),
        Set.of(),
        member -> texts[member.equals("name") ? 0 : 1] = json.string());
    return new Manifest.Tool(texts[0], texts[1]);
  }

  private Manifest.RawTar rawTar() throws InvalidInputException {
    Stream stream = new Stream();
    json.object(Set.of("recipe", "size", "sha256"), Set.of("sha512"), stream::member);
    Recipe recipe = Objects.requireNonNull(stream.recipe);
    if (recipe.compressor().isPresent()) {
      throw json.fault("the recipe of the raw tar has a compressor", null);
    }
    return new Manifest.RawTar(recipe.tar(), stream.digests());
  }

  private Manifest.MadeFile file() throws InvalidInputException {
    Stream stream = new Stream();
    json.object(
        Set.of("name", "format", "recipe", "size", "sha256"), Set.of("sha512"), stream::member);
    Recipe recipe = Objects.requireNonNull(stream.recipe);
    String format = recipe.format().suffix();
    if (!format.equals(stream.format)) {
      throw json.fault(
          "the format is \"" + stream.format + "\", and the recipe makes " + format, null);
    }
    return new Manifest.MadeFile(Objects.requireNonNull(stream.name), recipe, stream.digests());
  }

  private Oid oid() throws InvalidInputException {
    String hex = json.string();
    if (!Oid.isHex(hex)) {
      throw json.fault("not an id of 40 or 64 hex digits: " + hex, null);
    }
    return Oid.fromHex(hex);
  }

  /** The members that the raw tar and a file have. */
  private final class Stream {
    @Nullable String name;
    @Nullable String format;
    @Nullable Recipe recipe;
    long size;
    @Nullable Digest sha256;
    @Nullable Digest sha512;

    void member(String member) throws InvalidInputException {
      switch (member) {
        case "name" -> name = json.string();
        case "format" -> format = json.string();
        case "recipe" -> recipe = recipe();
        case "size" -> size = size();
        case "sha256" -> sha256 = digest(DigestAlgorithm.SHA256);
        case "sha512" -> sha512 = digest(DigestAlgorithm.SHA512);
        default -> throw new IllegalStateException(member);
      }
    }

    FileDigests digests() {
      return new FileDigests(size, Objects.requireNonNull(sha256), Optional.ofNullable(sha512));
    }

    private Recipe recipe() throws InvalidInputException {
      try {
        return Recipe.parse(json.string());
      } catch (InvalidInputException fault) {
        throw fault.position().isPresent()
            ? fault
            : json.fault(fault.getMessage(), fault.hint().orElse(null));
      }
    }

    private long size() throws InvalidInputException {
      long value = json.integer();
      if (value < 0) {
        throw json.fault("a size is not negative", null);
      }
      return value;
    }

    private Digest digest(DigestAlgorithm algorithm) throws InvalidInputException {
      return DerivationJson.digest(json, algorithm);
    }
  }
}
