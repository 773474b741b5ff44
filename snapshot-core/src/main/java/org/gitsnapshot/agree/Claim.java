package org.gitsnapshot.agree;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.hash.FileDigests;
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
 * @param bytes of a layer of bytes, all it says of them; the SHA-256 is what it {@code says}
 * @param removed the entries that were deleted, where the manifest lists them
 */
record Claim(
    String name,
    Format form,
    Map<Layer, String> says,
    Map<Layer, FileDigests> bytes,
    List<RemovedEntry> removed) {
  /** What is said of a file of which it is known that nothing was deleted from it. */
  static final String NOTHING = "nothing";

  /** Copies the collections. */
  Claim {
    Map<Layer, String> all = new EnumMap<>(Layer.class);
    all.putAll(says);
    bytes.forEach((layer, digests) -> all.put(layer, digests.sha256().hex()));
    says = all;
    bytes = Map.copyOf(bytes);
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
    Map<Layer, FileDigests> restOfBytes = new HashMap<>(bytes);
    restOfBytes.remove(Layer.COMPRESSED);
    return new Claim(name, form, rest, restOfBytes, removed);
  }

  /** Returns what a mirror says of its files. */
  static List<Claim> of(MirrorManifest manifest) {
    List<Claim> claims = new ArrayList<>();
    for (MirrorFile file : manifest.files()) {
      Map<Layer, String> says = new EnumMap<>(Layer.class);
      Map<Layer, FileDigests> bytes = new EnumMap<>(Layer.class);
      bytes.put(Layer.COMPRESSED, new FileDigests(file.size(), file.sha256(), file.sha512()));
      file.tar().ifPresent(tar -> bytes.put(Layer.RAW_TAR, digests(tar)));
      file.recipe().ifPresent(recipe -> compressor(says, recipe.compressor()));
      if (file.origin() instanceof Origin.Git git) {
        file.tar().ifPresent(tar -> removed(says, bytes, digests(tar), file.clean()));
        content(says, git.tree().hex(), file.clean());
      }
      if (file.origin() instanceof Origin.Recompressed other) {
        bytes.put(Layer.RAW_TAR, digests(other.raw()));
        says.put(Layer.UPSTREAM, other.sha256().hex() + " " + other.name());
        compressor(says, other.compressor());
      }
      Format form = file.recipe().map(Recipe::format).orElse(Format.TAR);
      claims.add(new Claim(file.name(), form, says, bytes, List.of()));
    }
    return claims;
  }

  /** Returns what the manifest of a snapshot says of its files. */
  static List<Claim> of(Manifest manifest) {
    Optional<MirrorFile.Cleaned> clean = manifest.clean().map(Derivation::summary);
    List<Claim> claims = new ArrayList<>();
    for (Manifest.MadeFile file : manifest.files()) {
      Map<Layer, String> says = new EnumMap<>(Layer.class);
      Map<Layer, FileDigests> bytes = new EnumMap<>(Layer.class);
      bytes.put(Layer.COMPRESSED, file.digests());
      bytes.put(Layer.RAW_TAR, manifest.tar().digests());
      compressor(says, file.recipe().compressor());
      removed(says, bytes, manifest.tar().digests(), clean);
      content(says, manifest.tree().hex(), clean);
      claims.add(
          new Claim(
              file.name(),
              file.format(),
              says,
              bytes,
              manifest.clean().map(Derivation::removed).orElse(List.of())));
    }
    return claims;
  }

  /** Returns what the record of a cleaned tarball says of its files. */
  static List<Claim> of(CleanManifest manifest) {
    List<Claim> claims = new ArrayList<>();
    for (CleanManifest.MadeFile file : manifest.files()) {
      Map<Layer, String> says = new EnumMap<>(Layer.class);
      Map<Layer, FileDigests> bytes = new EnumMap<>(Layer.class);
      inside(manifest, says, bytes);
      bytes.put(Layer.COMPRESSED, file.digests());
      compressor(says, file.compressor());
      claims.add(new Claim(file.name(), file.format(), says, bytes, manifest.clean().removed()));
    }
    return claims.isEmpty() ? List.of(ofStream(manifest)) : claims;
  }

  /** What went to a stream has no name, and is the raw tar of a known original all the same. */
  private static Claim ofStream(CleanManifest manifest) {
    Map<Layer, String> says = new EnumMap<>(Layer.class);
    Map<Layer, FileDigests> bytes = new EnumMap<>(Layer.class);
    inside(manifest, says, bytes);
    return new Claim(manifest.original(), Format.TAR, says, bytes, manifest.clean().removed());
  }

  private static void inside(
      CleanManifest manifest, Map<Layer, String> says, Map<Layer, FileDigests> bytes) {
    bytes.put(Layer.RAW_TAR, manifest.tar());
    removed(says, bytes, manifest.tar(), Optional.of(manifest.clean().summary()));
    says.put(Layer.UPSTREAM, manifest.originalFile().sha256().hex() + " " + manifest.original());
  }

  /** Returns what the record of a file that was compressed again says of it. */
  static List<Claim> of(Recompression record) {
    Map<Layer, String> says = new EnumMap<>(Layer.class);
    Map<Layer, FileDigests> bytes =
        Map.of(Layer.COMPRESSED, record.to().digests(), Layer.RAW_TAR, record.raw());
    compressor(says, record.to().compressor());
    says.put(Layer.UPSTREAM, record.from().digests().sha256().hex() + " " + record.from().name());
    Format form = record.to().compressor().map(Compressor::format).orElse(Format.TAR);
    return List.of(new Claim(record.to().name(), form, says, bytes, List.of()));
  }

  private static void compressor(Map<Layer, String> says, Optional<Compressor> compressor) {
    compressor.ifPresent(known -> says.put(Layer.COMPRESSOR, known.toString()));
  }

  private static FileDigests digests(MirrorFile.RawTar tar) {
    return new FileDigests(tar.size(), tar.sha256(), Optional.empty());
  }

  private static void removed(
      Map<Layer, String> says,
      Map<Layer, FileDigests> bytes,
      FileDigests rawTar,
      Optional<MirrorFile.Cleaned> clean) {
    bytes.put(Layer.ORIGINAL, clean.map(known -> digests(known.from())).orElse(rawTar));
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
