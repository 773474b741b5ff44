package org.gitsnapshot.request;

import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.forge.Preset;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.recipe.TarRecipe;
import org.gitsnapshot.recipe.Umask;

/**
 * A recipe that is not complete yet: what is not given comes from the preset, or else is what
 * {@code git archive} does by itself.
 *
 * @param like whose archive it shall equal
 * @param prefix put before every path; without it and a preset, nothing is
 * @param profile whose tar; today's git's without it
 * @param umask which permissions the entries lack; git's own, 002, without it
 * @param subst the inputs of export-subst that are not to be taken from the repository
 * @param outputs the forms to make; a compressor that is absent is the preset's or the default
 */
public record RecipeRequest(
    Optional<Preset> like,
    Optional<ByteString> prefix,
    Optional<Profile> profile,
    Optional<Umask> umask,
    SubstInputs subst,
    Map<Format, Optional<Compressor>> outputs) {
  /**
   * Copies the map, keeping its order.
   *
   * @throws IllegalArgumentException if a compressor writes another form than the one it is for
   */
  public RecipeRequest {
    outputs = ImmutableMap.copyOf(outputs);
    FormChecks.compressors(outputs);
  }

  /**
   * Creates one without a umask.
   *
   * @throws IllegalArgumentException as the other constructor
   */
  public RecipeRequest(
      Optional<Preset> like,
      Optional<ByteString> prefix,
      Optional<Profile> profile,
      SubstInputs subst,
      Map<Format, Optional<Compressor>> outputs) {
    this(like, prefix, profile, Optional.empty(), subst, outputs);
  }

  /** Returns this request with another prefix, or with none given. */
  public RecipeRequest withPrefix(Optional<ByteString> other) {
    return new RecipeRequest(like, other, profile, umask, subst, outputs);
  }

  /**
   * Completes the recipe of the raw tar.
   *
   * @param url the repository's first URL, from which a preset takes names
   * @param ref the reference as it was written
   * @param commit what it is
   * @throws InvalidInputException if the preset cannot name a prefix from these, or ids are to be
   *     abbreviated to more digits than the commit's has
   */
  public TarRecipe tar(String url, Optional<String> ref, Oid commit) throws InvalidInputException {
    if (subst.abbrev().isPresent()) {
      subst.abbrev().get().checkFits(commit);
    }
    ByteString before;
    if (prefix.isPresent()) {
      before = prefix.get();
    } else if (like.isPresent()) {
      before = like.get().prefix(url, ref, commit);
    } else {
      before = ByteString.EMPTY;
    }
    Profile whose = profile.orElseGet(() -> like.map(Preset::profile).orElse(Profile.GIT));
    return new TarRecipe(whose, before, umask.orElse(Umask.GIT), subst, List.of());
  }

  /** Returns the forms, each compressed one with its compressor. */
  public Map<Format, Optional<Compressor>> completeOutputs() {
    Map<Format, Optional<Compressor>> complete = new LinkedHashMap<>();
    outputs.forEach(
        (format, compressor) -> {
          if (!format.compressed() || compressor.isPresent()) {
            complete.put(format, compressor);
          } else if (like.isPresent()) {
            complete.put(format, Optional.of(like.get().compressor(format)));
          } else {
            complete.put(format, Optional.of(Compressor.defaultFor(format)));
          }
        });
    return complete;
  }
}
