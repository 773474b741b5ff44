package org.gitsnapshot.pin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.NearestName;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Removal;

/** Reads {@code [pin.clean]}: patterns, and files by path and digest. */
final class CleanTable {
  private static final List<String> KEYS = List.of("remove", "file");
  private static final List<String> FILE_KEYS = List.of("path", "sha256");
  private static final String FILE =
      "tables: [[pin.clean.file]] with path = \"…\" and sha256 = \"…\"";

  private CleanTable() {}

  /**
   * Returns the patterns in their order, then the files: no pattern keeps a file that is listed.
   */
  static List<Removal> read(Fields table) throws InvalidInputException {
    List<Removal> patterns = new ArrayList<>();
    List<Removal> files = new ArrayList<>();
    for (String key : table.keys()) {
      switch (key) {
        case "remove" -> {
          for (Fields.Item item : table.strings(key, "a list, such as [\"*.info\"]")) {
            patterns.add(pattern(item));
          }
        }
        case "file" -> {
          for (Fields file : table.tables(key, FILE)) {
            files.add(file(file, table));
          }
        }
        default ->
            throw new InvalidInputException(
                table.keyAt(key),
                "unknown key \"clean." + key + "\"",
                NearestName.hint(key, KEYS, "keys of clean"));
      }
    }
    patterns.addAll(files);
    return patterns;
  }

  private static Removal pattern(Fields.Item item) throws InvalidInputException {
    Optional<Removal> removal = Removal.ofPattern(ByteString.utf8(item.text()), item.position());
    if (removal.isEmpty()) {
      throw new InvalidInputException(
          item.position(),
          "\"" + ByteString.utf8(item.text()).display() + "\" is no pattern",
          "a backslash before it makes # a name's first letter");
    }
    return removal.get();
  }

  private static Removal file(Fields file, Fields table) throws InvalidInputException {
    for (String key : file.keys()) {
      if (!FILE_KEYS.contains(key)) {
        throw new InvalidInputException(
            file.keyAt(key),
            "unknown key \"clean.file." + key + "\"",
            NearestName.hint(key, FILE_KEYS, "keys of a file"));
      }
    }
    if (!file.has("path") || !file.has("sha256")) {
      throw new InvalidInputException(
          file.has("path") ? file.at("path") : table.at("file"),
          "a file of clean has no " + (file.has("path") ? "sha256" : "path"),
          "write " + FILE);
    }
    String hex = file.string("sha256");
    if (!hex.matches("[0-9a-fA-F]{64}")) {
      throw new InvalidInputException(
          file.at("sha256"),
          "not a sha256 in hex digits: " + ByteString.utf8(hex).display(),
          "it is that of the file's content");
    }
    return Removal.ofFile(
        ByteString.utf8(file.string("path")),
        new Digest(DigestAlgorithm.SHA256, hex),
        file.at("path"));
  }
}
