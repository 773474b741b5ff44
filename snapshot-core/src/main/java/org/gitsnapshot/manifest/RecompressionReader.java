package org.gitsnapshot.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.recipe.Compressor;

/** Reads one record of recompression from its JSON. */
final class RecompressionReader {
  private static final Set<String> DIGESTS = Set.of("size", "sha256", "sha512");
  private static final Set<String> RECORD = with(DIGESTS, "schema", "name", "raw", "from");
  private static final Set<String> ORIGINAL = with(DIGESTS, "name", "format");

  private final JsonCursor json;

  private RecompressionReader(JsonCursor json) {
    this.json = json;
  }

  static Recompression read(JsonFactory factory, String source, byte[] bytes)
      throws InvalidInputException {
    try (JsonCursor json = new JsonCursor(factory, source, bytes)) {
      Recompression record = new RecompressionReader(json).record();
      json.end();
      return record;
    } catch (IllegalArgumentException broken) {
      throw new InvalidInputException(
          new Position(source, 1, 1),
          "not a record of recompression: " + broken.getMessage(),
          null);
    }
  }

  /** What an object with a name, a compressor and digests has; all that is required is there. */
  private static final class Members {
    private final Map<String, String> texts = new HashMap<>();
    private final Map<DigestAlgorithm, Digest> digests = new HashMap<>();
    private Optional<Compressor> compressor = Optional.empty();
    private long size;

    String text(String member) {
      return texts.getOrDefault(member, "");
    }

    FileDigests file() {
      if (size < 0) {
        throw new IllegalArgumentException("a size is not negative");
      }
      return new FileDigests(
          size,
          digests.getOrDefault(DigestAlgorithm.SHA256, NO_SHA256),
          Optional.of(digests.getOrDefault(DigestAlgorithm.SHA512, NO_SHA512)));
    }
  }

  private static final Digest NO_SHA256 = new Digest(DigestAlgorithm.SHA256, "0".repeat(64));
  private static final Digest NO_SHA512 = new Digest(DigestAlgorithm.SHA512, "0".repeat(128));

  private Recompression record() throws InvalidInputException {
    Members made = new Members();
    Members raw = new Members();
    Members from = new Members();
    json.object(
        RECORD,
        Set.of("compressor"),
        member -> {
          switch (member) {
            case "schema" -> schema();
            case "raw" -> json.object(DIGESTS, Set.of(), part -> member(raw, part));
            case "from" ->
                json.object(ORIGINAL, Set.of("compressor", "url"), part -> member(from, part));
            default -> member(made, member);
          }
        });
    return new Recompression(
        new Recompression.Made(made.text("name"), made.compressor, made.file()),
        raw.file(),
        new Recompression.Original(
            from.text("name"),
            from.text("format"),
            from.compressor,
            Optional.ofNullable(from.texts.get("url")),
            from.file()));
  }

  private void schema() throws InvalidInputException {
    String schema = json.string();
    if (!schema.equals(Recompression.SCHEMA)) {
      throw json.fault(
          "the schema is \"" + schema + "\", not \"" + Recompression.SCHEMA + "\"",
          "a newer version of the tool may read it");
    }
  }

  private void member(Members members, String member) throws InvalidInputException {
    switch (member) {
      case "size" -> members.size = json.integer();
      case "sha256", "sha512" -> digest(members, member);
      case "compressor" -> {
        String text = json.string();
        try {
          members.compressor = Optional.of(Compressor.parse(text));
        } catch (InvalidInputException fault) {
          throw json.fault(fault.getMessage(), fault.hint().orElse(null));
        }
      }
      default -> members.texts.put(member, json.string());
    }
  }

  private void digest(Members members, String member) throws InvalidInputException {
    String hex = json.string();
    DigestAlgorithm algorithm =
        member.equals("sha256") ? DigestAlgorithm.SHA256 : DigestAlgorithm.SHA512;
    try {
      members.digests.put(algorithm, new Digest(algorithm, hex));
    } catch (IllegalArgumentException malformed) {
      throw json.fault(String.valueOf(malformed.getMessage()), null);
    }
  }

  private static Set<String> with(Set<String> some, String... more) {
    Set<String> all = new HashSet<>(some);
    all.addAll(Set.of(more));
    return Set.copyOf(all);
  }
}
