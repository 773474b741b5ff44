package org.gitsnapshot.bootstrap;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.acquire.ResolvedRef;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.forge.Preset;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.recipe.TarRecipe;

/**
 * Makes pins of the lines that are built from a repository, as live-bootstrap's mirror script packs
 * them. Thread-safe.
 */
public final class GitPins {
  private static final Preset LIKE = Preset.LIVE_BOOTSTRAP;

  /** What the mirror script can make. */
  private static final List<Format> FORMATS = List.of(Format.TAR_GZ, Format.TAR_XZ, Format.TAR);

  private final Acquirer acquirer;

  /** Creates a maker that asks repositories through this. */
  public GitPins(Acquirer acquirer) {
    this.acquirer = acquirer;
  }

  /**
   * Returns the pin of a line: the reference resolved to one commit, the prefix with the reference
   * as it is written, the compressor by the file's suffix.
   *
   * @throws InvalidInputException if the reference is ambiguous, or the name cannot be a pin's
   * @throws UnsupportedException if the suffix is not one that snapshots have
   * @throws IOException if no commit was found
   */
  public Pin pin(Source source, Source.Git git) throws IOException {
    Format format = format(source);
    ResolvedRef resolved = acquirer.resolve(List.of(git.repository()), git.reference());
    Optional<String> ref = Optional.of(git.reference());
    TarRecipe recipe =
        new TarRecipe(
            LIKE.profile(),
            LIKE.prefix(git.repository(), ref, resolved.commit()),
            SubstInputs.NONE);
    Optional<Compressor> compressor =
        format.compressed() ? Optional.of(LIKE.compressor(format)) : Optional.empty();
    try {
      return new Pin(
          pinName(source),
          List.of(git.repository()),
          resolved.commit(),
          ref,
          Optional.of(LIKE.label()),
          recipe,
          Map.of(format, compressor),
          Map.of(format, Map.of(DigestAlgorithm.SHA256, source.sha256())),
          source.position());
    } catch (IllegalArgumentException notAName) {
      throw new InvalidInputException(
          source.position(), String.valueOf(notAName.getMessage()), null);
    }
  }

  /** Returns the name of the pin of a line: the file's, without the suffix of its format. */
  public static String pinName(Source source) {
    String name = source.name();
    return FORMATS.stream()
        .map(format -> "." + format.suffix())
        .filter(name::endsWith)
        .findFirst()
        .map(suffix -> name.substring(0, name.length() - suffix.length()))
        .orElse(name);
  }

  private static Format format(Source source) throws UnsupportedException {
    for (Format format : FORMATS) {
      if (source.name().endsWith("." + format.suffix())) {
        return format;
      }
    }
    throw new UnsupportedException(
        source.position() + ": a snapshot cannot be made under the name " + source.name(),
        "its name ends in .tar.gz, .tar.xz or .tar");
  }
}
