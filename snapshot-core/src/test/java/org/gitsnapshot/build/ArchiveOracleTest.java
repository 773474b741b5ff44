package org.gitsnapshot.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.testing.GitArchive;
import org.gitsnapshot.testing.OurArchive;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.TarBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole random repositories against {@code git archive}, byte for byte.
 *
 * <p>{@code -Dsnapshot.long=true} compares {@value #LONG_SEEDS} in place of {@value #SEEDS}, from
 * the seed {@code -Dsnapshot.seed} on.
 */
class ArchiveOracleTest {
  private static final int SEEDS = 150;
  private static final int LONG_SEEDS = 20_000;
  private static final int BATCH = 150;

  @TempDir Path directory;

  @Test
  void everyRepositoryGivesTheTarOfGit() throws IOException {
    long first = Long.getLong("snapshot.seed", 0);
    long end = first + (Boolean.getBoolean("snapshot.long") ? LONG_SEEDS : SEEDS);
    List<String> differences = new ArrayList<>();
    long bytes = 0;
    for (long seed = first; seed < end; seed += BATCH) {
      bytes += compare(seed, Math.min(seed + BATCH, end), differences);
      assertThat(differences).isEmpty();
    }
    // An archive of nothing is 10 KiB: there was something in most.
    assertThat(bytes).isGreaterThan((end - first) * 20_000);
  }

  private long compare(long from, long to, List<String> differences) throws IOException {
    Path folder = Files.createDirectory(directory.resolve("seeds-" + from));
    RawRepository repository = RawRepository.init(folder);
    List<GitArchive.Job> jobs = new ArrayList<>();
    for (long seed = from; seed < to; seed++) {
      jobs.add(RandomCommit.of(seed, repository));
    }
    repository.flush();
    List<byte[]> expected = GitArchive.of(repository, jobs);
    long bytes = 0;
    try (OurArchive ours = new OurArchive(repository)) {
      for (int i = 0; i < jobs.size(); i++) {
        GitArchive.Job job = jobs.get(i);
        bytes += expected.get(i).length;
        String what = "seed " + (from + i) + ", commit " + job.commit() + " in " + folder;
        try {
          TarBytes.assertSame(what, ours.of(job.commit(), job.prefix()), expected.get(i));
        } catch (IOException | AssertionError e) {
          differences.add(what + ", prefix " + job.prefix() + ": " + e);
        }
      }
    }
    return bytes;
  }
}
