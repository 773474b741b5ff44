package org.gitsnapshot.pin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.NearestName;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.forge.Preset;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.io.SafeText;
import org.gitsnapshot.recipe.Abbreviation;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.recipe.Umask;
import org.jspecify.annotations.Nullable;

/**
 * Reads one {@code [[pin]]} table, key by key in the file's order, so that the first fault is the
 * one that is told. What keys mean together is checked when all are read.
 */
final class PinTable {
  /** Every key of a pin, in the order in which pins are written. */
  static final List<String> KEYS =
      List.of(
          "name",
          "url",
          "commit",
          "ref",
          "like",
          "formats",
          "prefix",
          "profile",
          "umask",
          "compressor",
          "abbrev",
          "decorate",
          "describe",
          "mailmap",
          "given",
          "sha256",
          "sha512",
          "clean");

  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");

  private final Fields fields;
  private final PinNames names;
  private final PinDraft draft;

  PinTable(Table table, PinNames names, Position position) {
    this.fields = new Fields(table, "");
    this.names = names;
    this.draft = new PinDraft(position);
  }

  Pin read() throws InvalidInputException {
    for (String key : fields.keys()) {
      read(key);
    }
    return PinDefaults.complete(draft);
  }

  private void read(String key) throws InvalidInputException {
    switch (key) {
      case "name" -> {
        String name = fields.string(key);
        names.add(name, fields.at(key));
        draft.name = name;
      }
      case "url" -> draft.urls = urls(key);
      case "commit" -> draft.commit = commit(key);
      case "ref" -> draft.ref = ref(key);
      case "like" -> {
        draft.like = like(key);
        draft.likePosition = fields.at(key);
      }
      case "formats" -> draft.formats = formats(key);
      case "prefix" -> draft.prefix = prefix(key);
      case "profile" -> draft.profile = profile(key);
      case "umask" -> draft.umask = umask(key);
      case "compressor" -> compressor(key);
      case "abbrev" -> {
        draft.abbrev = abbrev(key);
        draft.abbrevPosition = fields.at(key);
      }
      case "decorate" -> draft.decorate = line(key);
      case "describe" -> draft.describe = line(key);
      case "mailmap" -> draft.mailmap = text(fields, key);
      case "given" -> given(key);
      case "sha256" -> digests(key, DigestAlgorithm.SHA256);
      case "sha512" -> digests(key, DigestAlgorithm.SHA512);
      case "clean" ->
          draft.removals.addAll(
              CleanTable.read(fields.table(key, "a table: [pin.clean] and remove = [\"*.info\"]")));
      default ->
          throw new InvalidInputException(
              fields.keyAt(key),
              "unknown key \"" + key + "\"",
              NearestName.hint(key, KEYS, "keys of a pin"));
    }
  }

  private List<String> urls(String key) throws InvalidInputException {
    List<Fields.Item> items = fields.stringOrStrings(key);
    List<String> urls = new ArrayList<>();
    for (Fields.Item item : items) {
      String url = item.text();
      if (url.isBlank() || hasControl(url) || url.startsWith("-") || !url.strip().equals(url)) {
        throw new InvalidInputException(
            item.position(),
            "not a URL: "
                + (url.isBlank() ? "it is empty" : SafeText.url(ByteString.utf8(url).display())),
            "such as \"https://example.org/name.git\" or the path of a repository");
      }
      urls.add(url);
    }
    return urls;
  }

  private Oid commit(String key) throws InvalidInputException {
    String hex = fields.string(key);
    if (Oid.isHex(hex)) {
      return Oid.fromHex(hex);
    }
    String fault = "is not an id in hex digits: " + ByteString.utf8(hex).display();
    if (HEX.matcher(hex).matches()) {
      fault = "has " + hex.length() + " hex digits, and a full id has 40, or 64 of SHA-256";
    }
    throw new InvalidInputException(
        fields.at(key),
        "the commit " + fault,
        "snapshot pin URL REF finds the full id; a tag, branch or short id goes under ref");
  }

  private String ref(String key) throws InvalidInputException {
    String ref = fields.string(key);
    // Git allows none of these in a ref, and a prefix is made of it.
    if (ref.isEmpty()
        || ref.startsWith("-")
        || ref.contains("..")
        || ref.startsWith("/")
        || ref.endsWith("/")
        || ref.indexOf(' ') >= 0
        || hasControl(ref)) {
      throw new InvalidInputException(
          fields.at(key),
          "not a reference: \"" + ByteString.utf8(ref).display() + "\"",
          "such as \"v1.2\", \"refs/tags/v1.2\" or \"b28236b\"");
    }
    return ref;
  }

  private Preset like(String key) throws InvalidInputException {
    String label = fields.string(key);
    return Preset.ofLabel(label)
        .orElseThrow(() -> unknown(fields.at(key), label, "preset", Preset.labels()));
  }

  private List<Format> formats(String key) throws InvalidInputException {
    List<Format> formats = new ArrayList<>();
    for (Fields.Item item : fields.strings(key, "a list, such as [\"tar.gz\"]")) {
      Format format = format(item.text(), item.position());
      if (formats.contains(format)) {
        throw new InvalidInputException(
            item.position(), "the format \"" + format.suffix() + "\" is there twice", null);
      }
      formats.add(format);
    }
    return formats;
  }

  private ByteString prefix(String key) throws InvalidInputException {
    String prefix = fields.string(key);
    String fault = PinPrefix.fault(prefix);
    if (fault != null) {
      throw new InvalidInputException(fields.at(key), "the prefix " + fault, PinPrefix.HINT);
    }
    return ByteString.utf8(prefix);
  }

  private Profile profile(String key) throws InvalidInputException {
    String label = fields.string(key);
    List<String> labels = Arrays.stream(Profile.values()).map(Profile::label).toList();
    return Profile.ofLabel(label)
        .orElseThrow(() -> unknown(fields.at(key), label, "profile", labels));
  }

  private Umask umask(String key) throws InvalidInputException {
    String text = fields.string(key);
    return Umask.parse(text)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    fields.at(key),
                    "umask is \"" + ByteString.utf8(text).display() + "\"",
                    Umask.HINT));
  }

  private void compressor(String key) throws InvalidInputException {
    if (fields.isString(key)) {
      Compressor compressor = compressor(fields.string(key), fields.at(key));
      draft.onlyCompressor = new PinDraft.Placed(compressor, fields.at(key));
      return;
    }
    Fields table = fields.table(key, "a text such as \"gnu-gzip -6\", or a table by format");
    for (String suffix : table.keys()) {
      Format format = format(table, suffix);
      Compressor compressor = compressor(table.string(suffix), table.at(suffix));
      if (format != compressor.format()) {
        throw PinDefaults.wrongFormat(table.at(suffix), compressor, format);
      }
      draft.compressors.put(format, new PinDraft.Placed(compressor, table.at(suffix)));
    }
  }

  private static Compressor compressor(String text, Position position)
      throws InvalidInputException {
    try {
      return Compressor.parse(text);
    } catch (InvalidInputException fault) {
      throw new InvalidInputException(position, fault.getMessage(), fault.hint().orElse(null));
    }
  }

  private Abbreviation abbrev(String key) throws InvalidInputException {
    if (!fields.isString(key)) {
      long length = fields.integer(key);
      if (length < Abbreviation.MIN_LENGTH || length > Abbreviation.MAX_LENGTH) {
        throw new InvalidInputException(
            fields.at(key), "abbrev is " + length, "it is a number of hex digits from 4 to 64");
      }
      return Abbreviation.of((int) length);
    }
    String text = fields.string(key);
    Optional<Abbreviation> ids = Abbreviation.parse(text);
    if (ids.isEmpty()) {
      throw new InvalidInputException(
          fields.at(key),
          "abbrev is \"" + ByteString.utf8(text).display() + "\"",
          "it is a number of hex digits from 4 to 64, in a text followed by the beginnings of ids"
              + " that have more: \"7,0f3a9c8d\"");
    }
    return ids.get();
  }

  private String line(String key) throws InvalidInputException {
    String text = fields.string(key);
    if (!SubstInputs.isLine(text)) {
      throw new InvalidInputException(
          fields.at(key), key + " has a NUL or a line end in it", "git prints it on one line");
    }
    return text;
  }

  private static String text(Fields table, String key) throws InvalidInputException {
    String text = table.string(key);
    if (!SubstInputs.isText(text)) {
      throw new InvalidInputException(table.at(key), key + " has a NUL in it", null);
    }
    return text;
  }

  private void given(String key) throws InvalidInputException {
    Fields table =
        fields.table(key, "a table by placeholder: given = { \"%cr\" = \"2 days ago\" }");
    for (String placeholder : table.keys()) {
      if (!SubstInputs.GIVEN.contains(placeholder)) {
        throw new InvalidInputException(
            table.keyAt(placeholder),
            "\"" + ByteString.utf8(placeholder).display() + "\" cannot be given",
            "those that can are " + String.join(", ", new TreeSet<>(SubstInputs.GIVEN)));
      }
      draft.given.put(placeholder, text(table, placeholder));
    }
  }

  private void digests(String key, DigestAlgorithm algorithm) throws InvalidInputException {
    Fields table = fields.table(key, "a table by format: [pin." + key + "] and \"tar.gz\" = \"…\"");
    for (String suffix : table.keys()) {
      Format format = format(table, suffix);
      String hex = table.string(suffix);
      if (hex.length() != algorithm.hexDigits() || !HEX.matcher(hex).matches()) {
        throw new InvalidInputException(
            table.at(suffix),
            HEX.matcher(hex).matches()
                ? "a " + key + " has " + algorithm.hexDigits() + " hex digits, not " + hex.length()
                : "not a " + key + " in hex digits: " + ByteString.utf8(hex).display(),
            otherAlgorithm(hex, algorithm));
      }
      draft
          .expected
          .computeIfAbsent(format, f -> new EnumMap<>(DigestAlgorithm.class))
          .put(algorithm, new Digest(algorithm, hex));
      draft.expectedPositions.put(format, table.keyAt(suffix));
    }
  }

  private static @Nullable String otherAlgorithm(String hex, DigestAlgorithm algorithm) {
    for (DigestAlgorithm other : DigestAlgorithm.values()) {
      if (other != algorithm && hex.length() == other.hexDigits()) {
        return "a digest of this length goes under [pin." + other.label() + "]";
      }
    }
    return null;
  }

  private static Format format(Fields table, String suffix) throws InvalidInputException {
    if (suffix.equals(Format.TAR.suffix()) && table.isTable(suffix)) {
      throw new InvalidInputException(
          table.keyAt(suffix),
          "without quotes TOML takes the dot in a format for a table in a table",
          "put quotes around it: \"tar.gz\" = …");
    }
    return format(suffix, table.keyAt(suffix));
  }

  private static Format format(String suffix, Position position) throws InvalidInputException {
    List<String> names = Arrays.stream(Format.values()).map(Format::suffix).toList();
    Optional<Format> format = Format.ofSuffix(suffix);
    // Who wrote tar.zst is not helped by tar.
    boolean foreign =
        NearestName.nearest(suffix, names)
            .filter(near -> suffix.startsWith(near + "."))
            .isPresent();
    if (format.isEmpty() && foreign) {
      throw new InvalidInputException(
          position,
          "no format is called \"" + ByteString.utf8(suffix).display() + "\"",
          "the formats are " + String.join(", ", names));
    }
    return format.orElseThrow(() -> unknown(position, suffix, "format", names));
  }

  private static InvalidInputException unknown(
      Position position, String typed, String kind, List<String> all) {
    return new InvalidInputException(
        position,
        "no " + kind + " is called \"" + ByteString.utf8(typed).display() + "\"",
        NearestName.hint(typed, all, kind + "s"));
  }

  private static boolean hasControl(String text) {
    return text.codePoints().anyMatch(c -> c < 0x20 || (c >= 0x7f && c <= 0x9f));
  }
}
