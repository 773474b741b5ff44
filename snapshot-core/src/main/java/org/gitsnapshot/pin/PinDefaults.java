package org.gitsnapshot.pin;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.forge.Preset;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.Removal;
import org.gitsnapshot.recipe.ReservedEngine;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.recipe.TarRecipe;
import org.jspecify.annotations.Nullable;

/** What a pin means by the keys it leaves out, and whether those it has go together. */
final class PinDefaults {
  private PinDefaults() {}

  /** Returns the pin of a draft. */
  static Pin complete(PinDraft draft) throws InvalidInputException {
    String name = present(draft, draft.name, "name", "it names the pin's files");
    List<String> urls = present(draft, draft.urls, "url", "say where the repository is");
    Oid commit =
        present(draft, draft.commit, "commit", "snapshot pin URL REF prints a pin that has it");
    Optional<String> ref = Optional.ofNullable(draft.ref);
    if (draft.abbrevPosition != null && draft.abbrev != null) {
      try {
        draft.abbrev.checkFits(commit);
      } catch (InvalidInputException fault) {
        throw new InvalidInputException(draft.abbrevPosition, fault.getMessage(), null);
      }
    }
    ByteString prefix = draft.prefix;
    if (prefix == null) {
      try {
        prefix = prefix(name, urls, ref, commit, draft.like);
      } catch (InvalidInputException fault) {
        Position at = draft.likePosition == null ? draft.position : draft.likePosition;
        throw new InvalidInputException(at, fault.getMessage(), fault.hint().orElse(null));
      }
    }
    requireDigestsOfWhatIsMade(draft);
    Profile profile = draft.profile == null ? profile(draft.like) : draft.profile;
    SubstInputs subst =
        new SubstInputs(
            Optional.ofNullable(draft.abbrev),
            Optional.ofNullable(draft.decorate),
            Optional.ofNullable(draft.describe),
            Optional.ofNullable(draft.mailmap),
            draft.given);
    return new Pin(
        name,
        urls,
        commit,
        ref,
        Optional.ofNullable(draft.like).map(Preset::label),
        new TarRecipe(
            profile,
            prefix,
            draft.umask,
            subst,
            draft.removals.stream().map(Removal::pattern).toList()),
        outputs(draft),
        draft.expected,
        draft.removals,
        draft.position);
  }

  /** Returns the prefix of a pin that gives none. */
  static ByteString prefix(
      String name, List<String> urls, Optional<String> ref, Oid commit, @Nullable Preset like)
      throws InvalidInputException {
    return like == null ? ByteString.utf8(name + "/") : like.prefix(urls.get(0), ref, commit);
  }

  /** Returns the profile of a pin that gives none. */
  static Profile profile(@Nullable Preset like) {
    return like == null ? Profile.GIT : like.profile();
  }

  /** Returns the compressor of a pin that gives none, or nothing for a raw tar. */
  static Optional<Compressor> compressor(Format format, @Nullable Preset like) {
    if (!format.compressed()) {
      return Optional.empty();
    }
    return Optional.of(like == null ? Compressor.defaultFor(format) : like.compressor(format));
  }

  /** A raw tar is made on the way to every form; of what is not made no digest can be checked. */
  private static void requireDigestsOfWhatIsMade(PinDraft draft) throws InvalidInputException {
    for (Map.Entry<Format, Position> digest : draft.expectedPositions.entrySet()) {
      if (digest.getKey().compressed() && !draft.formats.contains(digest.getKey())) {
        throw notMade(digest.getValue(), "digest", digest.getKey());
      }
    }
  }

  private static InvalidInputException notMade(Position at, String what, Format format) {
    return new InvalidInputException(
        at,
        "there is a " + what + " for " + format.suffix() + ", which formats does not have",
        "add \"" + format.suffix() + "\" to formats, or take the " + what + " out");
  }

  private static Map<Format, Optional<Compressor>> outputs(PinDraft draft)
      throws InvalidInputException {
    List<Format> compressed = draft.formats.stream().filter(Format::compressed).toList();
    if (draft.onlyCompressor != null) {
      PinDraft.Placed only = draft.onlyCompressor;
      if (compressed.isEmpty()) {
        throw new InvalidInputException(
            only.position(),
            "there is a compressor, and no format that is compressed",
            "add \"" + only.compressor().format().suffix() + "\" to formats");
      }
      if (compressed.size() > 1) {
        throw new InvalidInputException(
            only.position(),
            "there is one compressor for " + compressed.size() + " compressed formats",
            "write a table: compressor = { \""
                + only.compressor().format().suffix()
                + "\" = \""
                + only.compressor()
                + "\" }");
      }
      if (only.compressor().format() != compressed.get(0)) {
        throw wrongFormat(only.position(), only.compressor(), compressed.get(0));
      }
      draft.compressors.put(compressed.get(0), only);
    }
    for (Map.Entry<Format, PinDraft.Placed> given : draft.compressors.entrySet()) {
      if (!draft.formats.contains(given.getKey())) {
        throw notMade(given.getValue().position(), "compressor", given.getKey());
      }
    }
    ImmutableMap.Builder<Format, Optional<Compressor>> outputs = ImmutableMap.builder();
    for (Format format : draft.formats) {
      PinDraft.Placed given = draft.compressors.get(format);
      outputs.put(
          format, given == null ? compressor(format, draft.like) : Optional.of(given.compressor()));
    }
    return outputs.buildOrThrow();
  }

  /** Returns the fault of an engine under a format that it does not write. */
  static InvalidInputException wrongFormat(Position at, Compressor compressor, Format format) {
    return new InvalidInputException(
        at,
        compressor.engine()
            + " writes "
            + compressor.format().suffix()
            + ", not "
            + format.suffix(),
        format.compressed()
            ? "the engines for "
                + format.suffix()
                + " are "
                + String.join(", ", ReservedEngine.labels(format))
            : "nothing compresses a raw tar");
  }

  private static <T> T present(PinDraft draft, @Nullable T value, String key, String hint)
      throws InvalidInputException {
    if (value == null) {
      String who = draft.name == null ? "the pin" : "the pin \"" + draft.name + "\"";
      throw new InvalidInputException(draft.position, who + " has no " + key, hint);
    }
    return value;
  }
}
