package org.gitsnapshot.derive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.manifest.ManifestKind;
import org.gitsnapshot.request.CleanRequest;
import org.gitsnapshot.request.ReadFiles;

/**
 * Where a cleaned tarball goes: never over what is read, nor over the manifest of something else.
 */
final class Outputs {
  /** A schema is told at the beginning. */
  private static final int HEAD = 1 << 16;

  private static final String ELSEWHERE = "write another file: the proof needs the original";

  private Outputs() {}

  /**
   * Checks the places before anything is read.
   *
   * @throws InvalidInputException if one is the tarball, two are one file, or the manifest's is
   *     that of a manifest of another kind
   */
  static void check(CleanRequest request) throws IOException {
    ReadFiles read = ReadFiles.of(request.file());
    Set<Path> places = new HashSet<>();
    for (Path file : request.files().values()) {
      read.keep(file, ELSEWHERE);
      places.add(file.toAbsolutePath().normalize());
    }
    if (request.manifest().isEmpty()) {
      return;
    }
    Path manifest = request.manifest().get();
    read.keep(manifest, ELSEWHERE);
    if (places.contains(manifest.toAbsolutePath().normalize())) {
      throw new InvalidInputException(
          manifest + " cannot be both the manifest and the cleaned tarball",
          "name another file with --manifest");
    }
    keepOther(manifest);
  }

  /**
   * That of the snapshot which is cleaned has the same name if the cleaned one stands beside it.
   */
  private static void keepOther(Path manifest) throws IOException {
    if (!Files.isRegularFile(manifest)) {
      return;
    }
    Optional<ManifestKind> kind;
    try (InputStream in = Files.newInputStream(manifest)) {
      kind = ManifestKind.find(in.readNBytes(HEAD));
    }
    if (kind.isPresent() && kind.get() != ManifestKind.CLEAN) {
      throw new InvalidInputException(
          manifest + " is " + kind.get().words() + ", and would be replaced",
          "name another file with --manifest, or another output");
    }
  }
}
