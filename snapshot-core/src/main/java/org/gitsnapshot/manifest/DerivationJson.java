package org.gitsnapshot.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.RemovedEntry;
import org.jspecify.annotations.Nullable;

/** The members of {@code clean} in a manifest. */
final class DerivationJson {
  private DerivationJson() {}

  static void write(JsonGenerator json, Derivation derivation) throws IOException {
    json.writeObjectFieldStart("from");
    ManifestJson.write(json, derivation.original());
    json.writeEndObject();
    json.writeArrayFieldStart("removed");
    for (RemovedEntry entry : derivation.removed()) {
      json.writeStartObject();
      json.writeStringField("path", entry.path().display());
      json.writeStringField("kind", entry.kind().label());
      json.writeNumberField("offset", entry.offset());
      json.writeNumberField("size", entry.size());
      if (entry.sha256().isPresent()) {
        json.writeStringField("sha256", entry.sha256().get().hex());
      }
      if (entry.rule().isPresent()) {
        json.writeStringField("rule", entry.rule().get().display());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static Derivation read(JsonCursor json) throws InvalidInputException {
    FileDigests[] from = new FileDigests[1];
    List<RemovedEntry> removed = new ArrayList<>();
    json.object(
        Set.of("from", "removed"),
        Set.of(),
        member -> {
          if (member.equals("from")) {
            from[0] = digests(json);
          } else {
            json.array(() -> removed.add(new EntryReader(json).read()));
          }
        });
    try {
      return new Derivation(from[0], removed);
    } catch (IllegalArgumentException broken) {
      throw json.fault(String.valueOf(broken.getMessage()), null);
    }
  }

  static FileDigests digests(JsonCursor json) throws InvalidInputException {
    long[] size = new long[1];
    Digest[] digests = new Digest[2];
    json.object(
        Set.of("size", "sha256"),
        Set.of("sha512"),
        member -> {
          switch (member) {
            case "size" -> size[0] = size(json);
            case "sha256" -> digests[0] = digest(json, DigestAlgorithm.SHA256);
            default -> digests[1] = digest(json, DigestAlgorithm.SHA512);
          }
        });
    return new FileDigests(size[0], digests[0], Optional.ofNullable(digests[1]));
  }

  static long size(JsonCursor json) throws InvalidInputException {
    long size = json.integer();
    if (size < 0) {
      throw json.fault("a size is not negative", null);
    }
    return size;
  }

  static Digest digest(JsonCursor json, DigestAlgorithm algorithm) throws InvalidInputException {
    String hex = json.string();
    try {
      return new Digest(algorithm, hex);
    } catch (IllegalArgumentException wrong) {
      throw json.fault("not a digest: " + wrong.getMessage(), null);
    }
  }

  /** The members of one entry. */
  private static final class EntryReader {
    private final JsonCursor json;
    private @Nullable ByteString path;
    private RemovedEntry.@Nullable Kind kind;
    private long offset;
    private long size;
    private Optional<Digest> sha256 = Optional.empty();
    private Optional<ByteString> rule = Optional.empty();

    EntryReader(JsonCursor json) {
      this.json = json;
    }

    RemovedEntry read() throws InvalidInputException {
      json.object(Set.of("path", "kind", "offset", "size"), Set.of("sha256", "rule"), this::member);
      return new RemovedEntry(
          Objects.requireNonNull(path), Objects.requireNonNull(kind), offset, size, sha256, rule);
    }

    private void member(String member) throws InvalidInputException {
      switch (member) {
        case "path" -> path = ByteString.ofDisplay(json.string());
        case "kind" -> {
          String label = json.string();
          kind =
              RemovedEntry.Kind.ofLabel(label)
                  .orElseThrow(() -> json.fault("no kind of entry is called " + label, null));
        }
        case "offset" -> offset = json.integer();
        case "size" -> size = json.integer();
        case "sha256" -> sha256 = Optional.of(digest(json, DigestAlgorithm.SHA256));
        default -> rule = Optional.of(ByteString.ofDisplay(json.string()));
      }
    }
  }
}
