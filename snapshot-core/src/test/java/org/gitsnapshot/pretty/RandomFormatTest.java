package org.gitsnapshot.pretty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.gitsnapshot.hash.Oid;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random formats for random commits against {@code git archive}; a difference is made as small as
 * it gets before it is shown.
 *
 * <p>{@code -Dsnapshot.long=true} tries {@value #LONG_COMMITS} commits in place of {@value
 * #COMMITS}, from the seed {@code -Dsnapshot.seed} on.
 */
@Tag("one-jvm")
class RandomFormatTest {
  private static final int COMMITS = 60;
  private static final int LONG_COMMITS = 3_000;
  private static final int FILES = 40;
  private static final int BATCH = 60;

  private static final String MAILMAP =
      "Proper Name <mapped@x>\n<new@example.com> <author@example.com>\nOne <1@x> A <A@B>\n";

  @TempDir Path directory;

  @Test
  void everyFormatExpandsAsGitDoesIt() throws IOException {
    long first = Long.getLong("snapshot.seed", 0);
    long end = first + (Boolean.getBoolean("snapshot.long") ? LONG_COMMITS : COMMITS);
    for (long seed = first; seed < end; seed += BATCH) {
      compare(seed, Math.min(seed + BATCH, end));
    }
  }

  private void compare(long from, long to) throws IOException {
    FormatRepository repository = repository("seeds-" + from);
    boolean latest = repository.isFollowed();
    Map<Oid, String> commits = new HashMap<>();
    List<List<String>> files = new ArrayList<>();
    for (long seed = from; seed < to; seed++) {
      RandomFormat random = new RandomFormat(seed, latest);
      String commit = random.commit();
      List<String> contents = new ArrayList<>();
      for (int i = 0; i < FILES; i++) {
        List<String> pieces = random.file();
        files.add(pieces);
        contents.add(String.join("", pieces));
      }
      commits.put(repository.add(commit, contents), commit);
    }
    repository.flush();
    repository.name(new TreeSet<>(commits.keySet()));
    List<FormatRepository.Outcome> outcomes = repository.outcomes();
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < outcomes.size() && differences.size() < 5; i++) {
      FormatRepository.Outcome outcome = outcomes.get(i);
      String commit = commits.get(outcome.commit());
      if (!outcome.isSame() && commit != null) {
        differences.add(
            "seed "
                + (from + i / FILES)
                + ": "
                + shrunk(repository, commit, files.get(i), outcome)
                + "\n  of "
                + FormatRepository.show(commit));
      }
    }
    assertThat(differences).isEmpty();
  }

  /** Leaves out pieces, and letters of the commit, as long as there is a difference. */
  private static FormatRepository.Outcome shrunk(
      FormatRepository repository,
      String commit,
      List<String> pieces,
      FormatRepository.Outcome outcome)
      throws IOException {
    FormatRepository.Outcome best = outcome;
    List<String> rest = pieces;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      List<List<String>> candidates = new ArrayList<>();
      List<String> contents = new ArrayList<>();
      for (int i = 0; i < rest.size(); i++) {
        List<String> candidate = new ArrayList<>(rest);
        candidate.remove(i);
        candidates.add(candidate);
        contents.add(String.join("", candidate));
      }
      if (contents.isEmpty()) {
        break;
      }
      repository.add(commit, contents);
      List<FormatRepository.Outcome> outcomes = repository.outcomes();
      for (int i = 0; i < outcomes.size() && !smaller; i++) {
        if (!outcomes.get(i).isSame()) {
          best = outcomes.get(i);
          rest = candidates.get(i);
          smaller = true;
        }
      }
    }
    return best;
  }

  private FormatRepository repository(String name) throws IOException {
    FormatRepository repository =
        new FormatRepository(Files.createDirectory(directory.resolve(name)));
    repository.mailmap(MAILMAP);
    return repository;
  }
}
