package org.gitsnapshot.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.forge.Preset;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.Umask;
import org.gitsnapshot.request.ReadFiles;
import org.gitsnapshot.request.RecipeRequest;
import picocli.CommandLine.Model.CommandSpec;

/** The options that decide a commit's raw tar where there is no pin. */
final class TarOptions {
  private final Argument<String> like =
      Argument.text("--like")
          .label("FORGE")
          .says(
              "Fill in prefix, profile and compressor as this forge does: github, github-api,"
                  + " gitlab, cgit, gitweb, gitea, forgejo, codeberg, sourcehut, bitbucket or"
                  + " live-bootstrap.");

  private final Argument<String> prefix =
      Argument.text("--prefix")
          .label("PREFIX")
          .orEmpty()
          .says(
              "Put this before every path, as it is; one that ends in a slash gets an entry of its"
                  + " own.");

  private final Argument<String> profile =
      Argument.text("--profile")
          .label("PROFILE")
          .says("Whose tar: git (2.24 and later), git-2.46, git-2.14, git-2.9 or git-1.8.0.");

  private final Argument<String> umask =
      Argument.text("--umask")
          .label("UMASK")
          .says(
              "Leave these permissions out, as git's tar.umask does: 0022 gives the modes 0755 and"
                  + " 0644. Git's own is 0002.");

  private final SubstOptions subst = new SubstOptions();

  /** Adds these options to a command. */
  void addTo(CommandSpec command) {
    Argument.addTo(command, like, prefix, profile, umask);
    subst.addTo(command);
  }

  /** Returns the recipe of the raw tar, with these forms to make of it. */
  RecipeRequest toRequest(Map<Format, Optional<Compressor>> outputs) throws IOException {
    return new RecipeRequest(
        preset(), prefixBytes(), whose(), permissions(), subst.toInputs(), outputs);
  }

  /** Returns the files that the recipe comes from. */
  ReadFiles files() {
    return subst.files();
  }

  /** Returns the preset that was named. */
  Optional<Preset> preset() throws InvalidInputException {
    if (!like.isGiven()) {
      return Optional.empty();
    }
    Optional<Preset> preset = Preset.ofLabel(like.get());
    if (preset.isEmpty()) {
      throw new InvalidInputException(
          "no forge is called " + like.get(), "there are " + String.join(", ", Preset.labels()));
    }
    return preset;
  }

  private Optional<ByteString> prefixBytes() {
    return prefix.value().map(ByteString::utf8);
  }

  private Optional<Profile> whose() throws InvalidInputException {
    if (!profile.isGiven()) {
      return Optional.empty();
    }
    Optional<Profile> found = Profile.ofLabel(profile.get());
    if (found.isEmpty()) {
      throw new InvalidInputException(
          "no profile is called " + profile.get(),
          "there are git, git-2.46, git-2.14, git-2.9 and git-1.8.0");
    }
    return found;
  }

  private Optional<Umask> permissions() throws InvalidInputException {
    if (!umask.isGiven()) {
      return Optional.empty();
    }
    Optional<Umask> found = Umask.parse(umask.get());
    if (found.isEmpty()) {
      throw new InvalidInputException("the umask is " + umask.get(), Umask.HINT);
    }
    return found;
  }
}
