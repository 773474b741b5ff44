package org.gitsnapshot.agree;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.manifest.CleanManifest;
import org.gitsnapshot.manifest.Derivation;
import org.gitsnapshot.manifest.Manifest;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.manifest.Recompression;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Recipe;
import org.gitsnapshot.report.AgreementReport.Layer;
import org.gitsnapshot.report.RemovedEntry;

/**
 * What a manifest says of one file, whatever kind of manifest it is.
 *
 * @param name the file's name
 * @param form its format; of a file that holds no tar, that of a tar compressed so
 * @param says what it says, layer by layer
 * @param removed the entries that were deleted, where the manifest lists them
 */
record Claim(String name, Format form, Map<Layer, String> says, List<RemovedEntry> removed) {
  /** What is said of a file of which it is known that nothing was deleted from it. */
  static final String NOTHING = "nothing";

  /** Copies the list. */
  Claim {
    removed = List.copyOf(removed);
  }

  /** Returns whether something was deleted to make the file. */
  boolean cleaned() {
    return !says.getOrDefault(Layer.REMOVED, NOTHING).equals(NOTHING);
  }

  /** Returns the same without what is said of the compressed form. */
  Claim ofRawTar() {
    Map<Layer, String> rest = new EnumMap<>(says);
    rest.keySet().removeAll(List.of(Layer.COMPRESSED, Layer.COMPRESSOR));
    return new Claim(name, form, rest, removed);
  }

  /** Returns what a mirror says of its files. */
  static List<Claim> of(MirrorManifest manifest) {
    List<Claim> claims = new ArrayList<>();
    for (MirrorFile file : manifest.files()) {
      Map<Layer, String> says = new EnumMap<>(Layer.class);
      says.put(Layer.COMPRESSED, file.sha256().hex());
      file.tar().ifPresent(tar -> says.put(Layer.RAW_TAR, tar.sha256().hex()));
      file.recipe().ifPresent(recipe -> compressor(says, recipe.compressor()));
      if (file.origin() instanceof Origin.Git git) {
        file.tar().ifPresent(tar -> removed(says, tar.sha256().hex(), file.clean()));
        content(says, git.tree().hex(), file.clean());
      }
      if (file.origin() instanceof Origin.Recompressed other) {
        says.put(Layer.RAW_TAR, other.raw().sha256().hex());
        says.put(Layer.UPSTREAM, other.sha256().hex() + " " + other.name());
        compressor(says, other.compressor());
      }
      Format form = file.recipe().map(Recipe::format).orElse(Format.TAR);
      claims.add(new Claim(file.name(), form, says, List.of()));
    }
    return claims;
  }

  /** Returns what the manifest of a snapshot says of its files. */
  static List<Claim> of(Manifest manifest) {
    Optional<MirrorFile.Cleaned> clean = manifest.clean().map(Derivation::summary);
    List<Claim> claims = new ArrayList<>();
    for (Manifest.MadeFile file : manifest.files()) {
      Map<Layer, String> says = new EnumMap<>(Layer.class);
      says.put(Layer.COMPRESSED, file.digests().sha256().hex());
      says.put(Layer.RAW_TAR, manifest.tar().digests().sha256().hex());
      compressor(says, file.recipe().compressor());
      removed(says, manifest.tar().digests().sha256().hex(), clean);
      content(says, manifest.tree().hex(), clean);
      claims.add(
          new Claim(
              file.name(),
              file.format(),
              says,
              manifest.clean().map(Derivation::removed).orElse(List.of())));
    }
    return claims;
  }

  /** Returns what the record of a cleaned tarball says of its files. */
  static List<Claim> of(CleanManifest manifest) {
    List<Claim> claims = new ArrayList<>();
    for (CleanManifest.MadeFile file : manifest.files()) {
      Map<Layer, String> says = inside(manifest);
      says.put(Layer.COMPRESSED, file.digests().sha256().hex());
      compressor(says, file.compressor());
      claims.add(new Claim(file.name(), file.format(), says, manifest.clean().removed()));
    }
    return claims.isEmpty() ? List.of(ofStream(manifest)) : claims;
  }

  /** What went to a stream has no name, and is the raw tar of a known original all the same. */
  private static Claim ofStream(CleanManifest manifest) {
    return new Claim(manifest.original(), Format.TAR, inside(manifest), manifest.clean().removed());
  }

  private static Map<Layer, String> inside(CleanManifest manifest) {
    Map<Layer, String> says = new EnumMap<>(Layer.class);
    String rawTar = manifest.tar().sha256().hex();
    says.put(Layer.RAW_TAR, rawTar);
    removed(says, rawTar, Optional.of(manifest.clean().summary()));
    says.put(Layer.UPSTREAM, manifest.originalFile().sha256().hex() + " " + manifest.original());
    return says;
  }

  /** Returns what the record of a file that was compressed again says of it. */
  static List<Claim> of(Recompression record) {
    Map<Layer, String> says = new EnumMap<>(Layer.class);
    says.put(Layer.COMPRESSED, record.to().digests().sha256().hex());
    says.put(Layer.RAW_TAR, record.raw().sha256().hex());
    compressor(says, record.to().compressor());
    says.put(Layer.UPSTREAM, record.from().digests().sha256().hex() + " " + record.from().name());
    Format form = record.to().compressor().map(Compressor::format).orElse(Format.TAR);
    return List.of(new Claim(record.to().name(), form, says, List.of()));
  }

  private static void compressor(Map<Layer, String> says, Optional<Compressor> compressor) {
    compressor.ifPresent(known -> says.put(Layer.COMPRESSOR, known.toString()));
  }

  private static void removed(
      Map<Layer, String> says, String rawTar, Optional<MirrorFile.Cleaned> clean) {
    says.put(Layer.ORIGINAL, clean.map(known -> known.from().sha256().hex()).orElse(rawTar));
    says.put(Layer.REMOVED, clean.map(Claim::list).orElse(NOTHING));
  }

  /** Two commits with one tree have the same content, if the same is deleted from it. */
  private static void content(
      Map<Layer, String> says, String tree, Optional<MirrorFile.Cleaned> clean) {
    says.put(Layer.CONTENT, clean.map(known -> tree + " minus " + list(known)).orElse(tree));
  }

  private static String list(MirrorFile.Cleaned clean) {
    return clean.entries() + " of list " + clean.list().hex();
  }
}
