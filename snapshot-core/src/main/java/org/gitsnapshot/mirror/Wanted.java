package org.gitsnapshot.mirror;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.bootstrap.GitPins;
import org.gitsnapshot.bootstrap.Source;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.recipe.Recipe;
import org.gitsnapshot.recipe.SubstInputs;

/** Something that a mirror shall have, and that is had in one go. */
sealed interface Wanted {
  /** Returns what it is called in progress and reports, and what decides its shard. */
  String name();

  /** Returns the names of its files, each with the digest it must have, where that is known. */
  Map<String, Optional<Digest>> files();

  /** Returns where it is written that it is wanted. */
  Position position();

  /** Returns the name of the manifest of its snapshot, if it is one. */
  Optional<String> manifestName();

  /** Returns whether what a mirror's manifest tells of one of its files is what is wanted. */
  boolean isToldBy(MirrorFile file);

  /** A file that is downloaded. */
  record Downloaded(Source source, Source.Download origin) implements Wanted {
    @Override
    public String name() {
      return source.name();
    }

    @Override
    public Map<String, Optional<Digest>> files() {
      return Map.of(source.name(), Optional.of(source.sha256()));
    }

    @Override
    public Position position() {
      return source.position();
    }

    @Override
    public Optional<String> manifestName() {
      return Optional.empty();
    }

    @Override
    public boolean isToldBy(MirrorFile file) {
      return file.origin() instanceof Origin.Download && file.sha256().equals(source.sha256());
    }
  }

  /** A snapshot of which the commit is yet to be found out. */
  record Referenced(Source source, Source.Git origin) implements Wanted {
    @Override
    public String name() {
      return source.name();
    }

    @Override
    public Map<String, Optional<Digest>> files() {
      return Map.of(source.name(), Optional.of(source.sha256()));
    }

    @Override
    public Position position() {
      return source.position();
    }

    @Override
    public Optional<String> manifestName() {
      return Optional.of(manifest(GitPins.pinName(source)));
    }

    @Override
    public boolean isToldBy(MirrorFile file) {
      return file.origin() instanceof Origin.Git git
          && git.url().equals(origin.repository())
          && git.ref().equals(origin.reference())
          && file.tar().isPresent()
          && file.sha256().equals(source.sha256());
    }
  }

  /** The snapshots of a pin. */
  record Pinned(Pin pin) implements Wanted {
    @Override
    public String name() {
      return pin.name();
    }

    @Override
    public Map<String, Optional<Digest>> files() {
      Map<String, Optional<Digest>> files = new LinkedHashMap<>();
      pin.outputs()
          .keySet()
          .forEach(
              format ->
                  files.put(
                      pin.fileName(format),
                      Optional.ofNullable(
                          pin.expectations(format).digests().get(DigestAlgorithm.SHA256))));
      return files;
    }

    @Override
    public Position position() {
      return pin.position();
    }

    @Override
    public Optional<String> manifestName() {
      return Optional.of(manifest(pin.name()));
    }

    @Override
    public boolean isToldBy(MirrorFile file) {
      return file.origin() instanceof Origin.Git git
          && git.commit().equals(pin.commit())
          && file.tar().isPresent()
          && file.recipe().isPresent()
          && pin.outputs().keySet().stream()
              .filter(format -> pin.fileName(format).equals(file.name()))
              .anyMatch(
                  format ->
                      same(file.recipe().get(), pin.recipe(format))
                          && pin.expectations(format).digests().values().stream()
                              .allMatch(digest -> has(file, digest)));
    }

    private static boolean has(MirrorFile file, Digest digest) {
      return digest.equals(file.sha256())
          || file.sha512().map(digest::equals).orElse(digest.algorithm() != DigestAlgorithm.SHA256);
    }

    /** The recipe of what was made has inputs that the pin left to the repository. */
    private static boolean same(Recipe made, Recipe asked) {
      return made.compressor().equals(asked.compressor())
          && made.tar().profile() == asked.tar().profile()
          && made.tar().prefix().equals(asked.tar().prefix())
          && made.tar().umask().equals(asked.tar().umask())
          && made.tar().removes().equals(asked.tar().removes())
          && (asked.tar().subst().equals(SubstInputs.NONE)
              || asked.tar().subst().equals(made.tar().subst()));
    }
  }

  private static String manifest(String pinName) {
    return pinName + ".manifest.json";
  }
}
