package org.gitsnapshot.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.build.Built;
import org.gitsnapshot.build.Pipeline;
import org.gitsnapshot.build.Subject;
import org.gitsnapshot.build.Target;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.recipe.TarRecipe;
import org.gitsnapshot.recipe.Umask;
import org.jspecify.annotations.Nullable;

/**
 * Finds the recipe of a raw tar by building it: with the umask of its modes and each prefix and
 * profile that may be, each build given up at its first byte that is not the file's.
 */
final class RecipeSearch {
  /** The newest that makes the file is its recipe: it is the one most people can use. */
  private static final List<Profile> ORDER =
      List.of(Profile.GIT, Profile.GIT_2_46, Profile.GIT_2_14, Profile.GIT_2_9, Profile.GIT_1_8_0);

  /**
   * What came of it.
   *
   * @param proven what was built, the same as the file
   * @param nearest the recipe that came furthest, or the proven one; nothing if no prefix fits
   * @param tried the recipes that did not make the file, in the order in which they were tried
   * @param notes what stood in the way
   */
  record Result(
      Optional<Built> proven,
      Optional<TarRecipe> nearest,
      List<TarRecipe> tried,
      List<String> notes) {}

  private final Pipeline pipeline;
  private final Limits limits;
  private final Evidence evidence;
  private final LongConsumer position;
  private final List<ByteString> removes;
  private final Umask umask;
  private final Set<String> notes = new LinkedHashSet<>();
  private @Nullable TarRecipe nearest;
  private long furthest = -1;

  RecipeSearch(Pipeline pipeline, Limits limits, Evidence evidence, LongConsumer position) {
    this.pipeline = pipeline;
    this.limits = limits;
    this.evidence = evidence;
    this.position = position;
    this.removes = BesideManifest.removes(evidence.file());
    this.umask = evidence.umask().orElse(Umask.GIT);
  }

  /**
   * Searches.
   *
   * @throws IOException if the commit cannot be read
   */
  Result find(Subject subject) throws IOException {
    InputReader reader = new InputReader(subject.store(), limits, evidence);
    Set<TarRecipe> tried = new LinkedHashSet<>();
    List<ByteString> unread = List.of();
    for (Profile profile : ORDER) {
      InputReader.Reading reading = reader.read(subject.commit(), profile);
      if (profile == Profile.GIT) {
        unread = reading.unread();
      }
      SubstInputs last = reading.inputs().get(reading.inputs().size() - 1);
      for (ByteString prefix : reading.prefixes()) {
        for (SubstInputs inputs : reading.inputs()) {
          TarRecipe recipe = new TarRecipe(profile, prefix, umask, inputs, List.of());
          try {
            Optional<Built> built = tried.add(recipe) ? attempt(subject, recipe) : Optional.empty();
            if (built.isPresent()) {
              return new Result(built, Optional.of(recipe), List.of(), List.copyOf(notes));
            }
          } catch (UnavailableException noHistory) {
            // What was read may do without it.
            tried.remove(recipe);
            if (inputs.equals(last)) {
              throw noHistory;
            }
          }
        }
      }
    }
    for (ByteString path : unread) {
      notes.add(
          "the expanded formats in "
              + path.display()
              + " are not those of this commit, or say what cannot be read back");
    }
    return new Result(
        Optional.empty(), Optional.ofNullable(nearest), List.copyOf(tried), new ArrayList<>(notes));
  }

  private Optional<Built> attempt(Subject subject, TarRecipe recipe) throws IOException {
    Optional<Built> built = build(subject, recipe);
    return built.isPresent() || removes.isEmpty()
        ? built
        : build(subject, recipe.removing(removes));
  }

  /** Returns what a recipe makes, if that is the file. */
  Optional<Built> build(Subject subject, TarRecipe recipe) throws IOException {
    try (ExpectedTar expected = new ExpectedTar(evidence.raw())) {
      try {
        Target target = new Target(Format.TAR, Optional.empty(), expected);
        Built built = pipeline.run(subject, recipe, List.of(target), position);
        // A pattern that matches nothing has no place in a pin.
        boolean fits = built.cleaned().map(done -> done.unmatched().isEmpty()).orElse(true);
        if (fits && expected.isComplete()) {
          return Optional.of(built);
        }
      } catch (UnsupportedException | InvalidInputException cannot) {
        notes.add("the profile " + recipe.profile().label() + ": " + cannot.getMessage());
      } catch (IOException e) {
        if (!expected.differs()) {
          throw e;
        }
      }
      if (expected.position() > furthest) {
        furthest = expected.position();
        nearest = recipe.removing(List.of());
      }
      return Optional.empty();
    }
  }
}
