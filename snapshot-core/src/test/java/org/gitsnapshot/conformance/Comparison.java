package org.gitsnapshot.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.recipe.TarRecipe;
import org.gitsnapshot.recipe.Umask;
import org.gitsnapshot.testing.GitArchive;
import org.gitsnapshot.testing.OurArchive;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.TarBytes;

/** The tars of a git beside those of a profile of ours. */
final class Comparison {
  private final Path directory;
  private final String git;
  private final Profile profile;
  private final Umask umask;
  private final boolean mayRefuse;
  private long bytes;
  private int refused;

  /**
   * Creates one.
   *
   * @param directory where repositories are made, and removed again
   * @param git the program that is the oracle; today's on the PATH makes the objects in any case
   * @param profile which of ours it is to be like
   * @param mayRefuse whether it is no difference if that git refuses what we do not, as old gits
   *     refuse an empty tree
   */
  Comparison(Path directory, String git, Profile profile, boolean mayRefuse) {
    this(directory, git, profile, Umask.GIT, mayRefuse);
  }

  /** Creates one in whose repositories {@code tar.umask} is set. */
  Comparison(Path directory, String git, Profile profile, Umask umask, boolean mayRefuse) {
    this.directory = directory;
    this.git = git;
    this.profile = profile;
    this.umask = umask;
    this.mayRefuse = mayRefuse;
  }

  /** Returns how many bytes of tar were compared so far. */
  long bytes() {
    return bytes;
  }

  /** Returns how many commits git refused so far. */
  int refused() {
    return refused;
  }

  /** Returns for each commit what is different, if anything is. */
  List<Optional<String>> differences(List<SampleCommit> commits) throws IOException {
    Path folder = Files.createTempDirectory(directory, "compared-");
    RawRepository repository = RawRepository.init(folder);
    repository.tool().git("config", "tar.umask", umask.toString());
    List<GitArchive.Job> jobs = new ArrayList<>();
    for (SampleCommit commit : commits) {
      jobs.add(commit.addTo(repository));
    }
    repository.flush();
    List<Optional<byte[]>> expected = GitArchive.attempt(git, repository, jobs);
    List<Optional<String>> differences = new ArrayList<>();
    try (OurArchive ours = new OurArchive(repository)) {
      for (int i = 0; i < jobs.size(); i++) {
        differences.add(difference(ours, jobs.get(i), expected.get(i)));
      }
    }
    remove(folder);
    return differences;
  }

  private Optional<String> difference(
      OurArchive ours, GitArchive.Job job, Optional<byte[]> expected) {
    String what = "commit " + job.commit() + ", prefix " + job.prefix();
    if (expected.isEmpty()) {
      refused++;
    }
    try {
      TarRecipe recipe = new TarRecipe(profile, job.prefix(), umask, SubstInputs.NONE, List.of());
      byte[] tar = ours.of(job.commit(), recipe);
      if (expected.isEmpty()) {
        return mayRefuse ? Optional.empty() : Optional.of(what + ": git refuses it");
      }
      TarBytes.assertSame(what, tar, expected.get());
      bytes += tar.length;
      return Optional.empty();
    } catch (SnapshotException refusal) {
      return expected.isEmpty() ? Optional.empty() : Optional.of(what + ": " + refusal);
    } catch (IOException | RuntimeException | AssertionError e) {
      return Optional.of(what + ": " + e);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
