package org.gitsnapshot.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.forge.Preset;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.pin.PinWriter;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Recipe;
import org.gitsnapshot.recipe.Removal;

/** The pin that makes an audited file again. */
final class AuditPin {
  /** Far below the limit of a pin's name, and no published name is as long. */
  private static final int NAME_LENGTH = 150;

  private record Written(Optional<String> ref, Optional<Preset> like) {}

  private AuditPin() {}

  /**
   * Returns the pin's text.
   *
   * @param refs the short names of the refs that lead to the commit, the most fitting first
   * @param recipe the recipe that was proven; without a compressor it is that of the raw tar
   * @param removals what the recipe deletes, where more than its patterns is known
   * @throws UnsupportedException if a pin file cannot hold the prefix
   */
  static String toml(
      Evidence evidence,
      List<String> urls,
      Oid commit,
      List<String> refs,
      Recipe recipe,
      Optional<List<Removal>> removals)
      throws UnsupportedException {
    Written written = written(urls.get(0), commit, refs, recipe);
    Map<Format, Optional<Compressor>> outputs = new LinkedHashMap<>();
    outputs.put(recipe.format(), recipe.compressor());
    Map<Format, Map<DigestAlgorithm, Digest>> expected = new EnumMap<>(Format.class);
    expected.put(Format.TAR, sha256(evidence.rawDigest().sha256()));
    if (recipe.compressor().isPresent()) {
      expected.put(recipe.format(), sha256(evidence.fileDigest().sha256()));
    }
    Pin pin =
        new Pin(
            name(evidence),
            urls,
            commit,
            written.ref(),
            written.like().map(Preset::label),
            recipe.tar(),
            outputs,
            expected,
            removals.orElseGet(() -> Removal.ofPatterns(recipe.tar().removes())),
            new Position("", 1, 1));
    return PinWriter.toToml(pin);
  }

  /** Returns the refs with the one first that the pin has, so that a report speaks of that one. */
  static List<String> fitting(List<String> urls, Oid commit, List<String> refs, Recipe recipe) {
    Optional<String> written = written(urls.get(0), commit, refs, recipe).ref();
    List<String> fitting = new ArrayList<>(refs);
    // The sort is stable: the others stay in their order.
    fitting.sort(Comparator.comparing(ref -> !written.equals(Optional.of(ref))));
    return fitting;
  }

  /** Returns the ref and the preset that explain the prefix, if any do. */
  private static Written written(String url, Oid commit, List<String> refs, Recipe recipe) {
    for (String ref : refs) {
      for (Preset preset : Preset.values()) {
        if (explains(preset, url, Optional.of(ref), commit, recipe)) {
          return new Written(Optional.of(ref), Optional.of(preset));
        }
      }
    }
    for (Preset preset : Preset.values()) {
      if (explains(preset, url, Optional.empty(), commit, recipe)) {
        return new Written(Optional.empty(), Optional.of(preset));
      }
    }
    return new Written(refs.stream().findFirst(), Optional.empty());
  }

  private static boolean explains(
      Preset preset, String url, Optional<String> ref, Oid commit, Recipe recipe) {
    try {
      boolean compressor =
          recipe.compressor().isEmpty()
              || recipe.compressor().get().equals(preset.compressor(recipe.format()));
      return compressor && preset.prefix(url, ref, commit).equals(recipe.tar().prefix());
    } catch (InvalidInputException presetNeedsMore) {
      return false;
    }
  }

  private static Map<DigestAlgorithm, Digest> sha256(Digest digest) {
    return Map.of(DigestAlgorithm.SHA256, digest);
  }

  private static String name(Evidence evidence) {
    String stem = NameHints.stem(evidence.file()).replaceAll("[^A-Za-z0-9._+-]", "-");
    String name = stem.replaceFirst("^[.-]+", "").replaceFirst("[.]+$", "");
    String cut = name.substring(0, Math.min(NAME_LENGTH, name.length())).replaceFirst("[.]+$", "");
    return cut.isEmpty() ? "archive" : cut;
  }
}
