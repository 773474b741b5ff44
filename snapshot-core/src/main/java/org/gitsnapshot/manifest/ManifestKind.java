package org.gitsnapshot.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gitsnapshot.error.InvalidInputException;

/** What a manifest is of, as its {@code schema} says. */
public enum ManifestKind {
  /** All files of a mirror: {@link MirrorManifest}. */
  MIRROR(MirrorManifest.SCHEMA, "the manifest of a mirror"),
  /** The files of one snapshot: {@link Manifest}. */
  SNAPSHOT(Manifest.SCHEMA, "the manifest of one snapshot"),
  /** A tarball without some entries: {@link CleanManifest}. */
  CLEAN(CleanManifest.SCHEMA, "the record of one cleaned tarball"),
  /** A file in another compressed form: {@link Recompression}. */
  RECOMPRESSION(Recompression.SCHEMA, "the record of one file that was compressed again");

  private static final JsonFactory JSON = new JsonFactory();
  private static final String WHICH =
      "name the manifest.json of a mirror, or a NAME.manifest.json that build, clean or recompress"
          + " wrote";

  private final String schema;
  private final String words;

  ManifestKind(String schema, String words) {
    this.schema = schema;
    this.words = words;
  }

  /** Returns what messages call it, such as {@code the manifest of a mirror}. */
  public String words() {
    return words;
  }

  /**
   * Returns what some bytes are the manifest of, without reading more of them than that takes.
   *
   * @param source what errors call the bytes
   * @throws InvalidInputException if they are none, or of a schema that is not known
   */
  public static ManifestKind of(String source, byte[] bytes) throws InvalidInputException {
    if (bytes.length == 0) {
      throw new InvalidInputException(source + ": not a manifest: it is empty", WHICH);
    }
    try (JsonCursor json = new JsonCursor(JSON, source, bytes)) {
      Optional<String> schema = json.memberOf("schema");
      if (schema.isEmpty()) {
        throw new InvalidInputException(source + ": not a manifest: it has no schema", WHICH);
      }
      return ofSchema(schema.get())
          .orElseThrow(
              () ->
                  json.fault(
                      "the schema is \"" + schema.get() + "\", which is not known here",
                      "a newer version of the tool may read it; this one knows " + schemas()));
    } catch (InvalidInputException fault) {
      throw fault.hint().isPresent()
          ? fault
          : new InvalidInputException(String.valueOf(fault.getMessage()), WHICH);
    }
  }

  /** Returns what some bytes are the manifest of; nothing if they are none that is known. */
  public static Optional<ManifestKind> find(byte[] bytes) {
    try {
      return Optional.of(of("", bytes));
    } catch (InvalidInputException none) {
      return Optional.empty();
    }
  }

  /** Returns the kind of a schema, if there is one. */
  static Optional<ManifestKind> ofSchema(String schema) {
    return Arrays.stream(values()).filter(kind -> kind.schema.equals(schema)).findFirst();
  }

  /** Returns what to do about a manifest of another kind than the one that is wanted. */
  static String otherHint(String schema, String wanted) {
    return ofSchema(schema)
        .map(kind -> "this is " + kind.words + "; " + wanted)
        .orElse("a newer version of the tool may read it");
  }

  private static String schemas() {
    return Arrays.stream(values()).map(kind -> kind.schema).collect(Collectors.joining(", "));
  }
}
