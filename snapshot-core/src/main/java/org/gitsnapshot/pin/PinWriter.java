package org.gitsnapshot.pin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.forge.Preset;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.io.SafeText;
import org.gitsnapshot.recipe.Abbreviation;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Removal;
import org.gitsnapshot.recipe.SubstInputs;
import org.jspecify.annotations.Nullable;

/**
 * Writes a pin as the TOML that {@link PinFile} reads back equal, apart from its position.
 *
 * <p>The keys come in one order, and what the preset or the defaults fill in is left out. Stateless
 * and thread-safe.
 */
public final class PinWriter {
  /** As wide as the longest key that most pins have, so that their values line up. */
  private static final int KEY_WIDTH = "formats".length();

  private PinWriter() {}

  /**
   * Returns the text of one pin, from {@code [[pin]]} on, each line with its end.
   *
   * @throws UnsupportedException if the prefix or what is deleted is not UTF-8, which is all that
   *     TOML can hold, or the prefix is one that {@link PinFile} refuses
   * @throws IllegalArgumentException if {@code like} is not a preset's name
   */
  public static String toToml(Pin pin) throws UnsupportedException {
    StringBuilder toml = new StringBuilder("[[pin]]\n");
    Preset like = pin.like().map(PinWriter::preset).orElse(null);
    put(toml, "name", quote(pin.name()));
    put(toml, "url", pin.urls().size() == 1 ? quote(pin.urls().get(0)) : list(pin.urls()));
    put(toml, "commit", quote(pin.commit().hex()));
    pin.ref().ifPresent(ref -> put(toml, "ref", quote(ref)));
    pin.like().ifPresent(label -> put(toml, "like", quote(label)));
    List<Format> formats = List.copyOf(pin.outputs().keySet());
    if (!formats.equals(PinDraft.DEFAULT_FORMATS)) {
      put(toml, "formats", list(formats.stream().map(Format::suffix).toList()));
    }
    if (!pin.recipe().prefix().equals(filledPrefix(pin, like))) {
      put(toml, "prefix", quote(prefix(pin.recipe().prefix())));
    }
    if (pin.recipe().profile() != PinDefaults.profile(like)) {
      put(toml, "profile", quote(pin.recipe().profile().label()));
    }
    if (!pin.recipe().umask().isGits()) {
      put(toml, "umask", quote(pin.recipe().umask().toString()));
    }
    compressors(toml, pin, like);
    SubstInputs subst = pin.recipe().subst();
    subst.abbrev().ifPresent(ids -> put(toml, "abbrev", abbrev(ids)));
    subst.decorate().ifPresent(refs -> put(toml, "decorate", quote(refs)));
    subst.describe().ifPresent(name -> put(toml, "describe", quote(name)));
    subst.mailmap().ifPresent(lines -> put(toml, "mailmap", quote(lines)));
    if (!subst.given().isEmpty()) {
      put(toml, "given", table(subst.given()));
    }
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      digests(toml, pin, algorithm);
    }
    clean(toml, pin);
    return toml.toString();
  }

  private static String abbrev(Abbreviation ids) {
    return ids.longer().isEmpty() ? ids.toString() : quote(ids.toString());
  }

  private static String table(Map<String, String> entries) {
    return entries.entrySet().stream()
        .map(e -> quote(e.getKey()) + " = " + quote(e.getValue()))
        .collect(Collectors.joining(", ", "{ ", " }"));
  }

  private static void compressors(StringBuilder toml, Pin pin, @Nullable Preset like) {
    Map<Format, Compressor> given = new LinkedHashMap<>();
    pin.outputs()
        .forEach(
            (format, compressor) -> {
              if (!compressor.equals(PinDefaults.compressor(format, like))) {
                compressor.ifPresent(c -> given.put(format, c));
              }
            });
    if (given.isEmpty()) {
      return;
    }
    long compressed = pin.outputs().keySet().stream().filter(Format::compressed).count();
    put(
        toml,
        "compressor",
        compressed == 1
            ? quote(given.values().iterator().next().toString())
            : given.entrySet().stream()
                .map(e -> formatKey(e.getKey()) + " = " + quote(e.getValue().toString()))
                .collect(Collectors.joining(", ", "{ ", " }")));
  }

  private static void digests(StringBuilder toml, Pin pin, DigestAlgorithm algorithm) {
    Map<String, Digest> digests = new LinkedHashMap<>();
    for (Format format : Format.values()) {
      Digest digest = pin.expected().getOrDefault(format, Map.of()).get(algorithm);
      if (digest != null) {
        digests.put(formatKey(format), digest);
      }
    }
    if (digests.isEmpty()) {
      return;
    }
    toml.append("\n[pin.").append(algorithm.label()).append("]\n");
    int width = digests.keySet().stream().mapToInt(String::length).max().orElse(0);
    digests.forEach((key, digest) -> put(toml, width, key, quote(digest.hex())));
  }

  private static void clean(StringBuilder toml, Pin pin) throws UnsupportedException {
    List<String> patterns = new ArrayList<>();
    for (Removal removal : pin.removals()) {
      if (removal.file().isEmpty()) {
        patterns.add(utf8("a pattern", removal.pattern()));
      }
    }
    if (!patterns.isEmpty()) {
      toml.append("\n[pin.clean]\n");
      put(toml, 0, "remove", list(patterns));
    }
    for (Removal removal : pin.removals()) {
      if (removal.file().isPresent()) {
        Removal.Listed file = removal.file().get();
        toml.append("\n[[pin.clean.file]]\n");
        put(toml, 6, "path", quote(utf8("a path", file.path())));
        put(toml, 6, "sha256", quote(file.sha256().hex()));
      }
    }
  }

  private static @Nullable ByteString filledPrefix(Pin pin, @Nullable Preset like) {
    try {
      return PinDefaults.prefix(pin.name(), pin.urls(), pin.ref(), pin.commit(), like);
    } catch (InvalidInputException presetHasNone) {
      return null;
    }
  }

  private static Preset preset(String label) {
    return Preset.ofLabel(label)
        .orElseThrow(() -> new IllegalArgumentException("no preset is called " + label));
  }

  private static String prefix(ByteString bytes) throws UnsupportedException {
    String prefix = utf8("a prefix", bytes);
    String fault = PinPrefix.fault(prefix);
    if (fault != null) {
      throw new UnsupportedException(
          "a pin file cannot hold a prefix that " + fault + ": \"" + bytes.display() + "\"", null);
    }
    return prefix;
  }

  private static String utf8(String what, ByteString bytes) throws UnsupportedException {
    return Optional.ofNullable(bytes.asUtf8())
        .orElseThrow(
            () ->
                new UnsupportedException(
                    "a pin file cannot hold " + what + " that is not UTF-8: " + bytes.display(),
                    null));
  }

  private static void put(StringBuilder toml, String key, String value) {
    put(toml, KEY_WIDTH, key, value);
  }

  private static void put(StringBuilder toml, int width, String key, String value) {
    toml.append(key).append(" ".repeat(Math.max(0, width - key.length())));
    toml.append(" = ").append(value).append('\n');
  }

  /** A dot must be quoted, or TOML takes it for a table in a table. */
  private static String formatKey(Format format) {
    return format.compressed() ? quote(format.suffix()) : format.suffix();
  }

  private static String list(List<String> items) {
    return items.stream().map(PinWriter::quote).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
              } else if (SafeText.isUnsafe(c)) {
                quoted.append(String.format("\\u%04x", c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }
}
