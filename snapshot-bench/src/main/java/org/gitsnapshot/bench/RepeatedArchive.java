package org.gitsnapshot.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.SnapshotOptions;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.report.ArchiveReport;
import org.gitsnapshot.request.ArchiveRequest;
import org.gitsnapshot.request.RecipeRequest;

/**
 * Makes the raw tar of a repository's HEAD again and again, with its SHA-256, and prints the
 * seconds of each time but the first three.
 */
public final class RepeatedArchive {
  private static final int WARM_UP = 3;

  private RepeatedArchive() {}

  /** Takes the path of a repository and the number of rounds. */
  public static void main(String[] args) throws IOException {
    int rounds = Integer.parseInt(args[1]);
    try (Snapshots snapshots = Snapshots.open(SnapshotOptions.of(Path.of("unused-cache")))) {
      for (int round = -WARM_UP; round < rounds; round++) {
        long start = System.nanoTime();
        archive(snapshots, args[0]);
        if (round >= 0) {
          System.out.println((System.nanoTime() - start) / 1e9);
        }
      }
    }
  }

  private static void archive(Snapshots snapshots, String repository) throws IOException {
    RecipeRequest recipe =
        new RecipeRequest(
            Optional.empty(),
            Optional.of(ByteString.utf8("p/")),
            Optional.empty(),
            SubstInputs.NONE,
            Map.of(Format.TAR, Optional.empty()));
    Map<Format, OutputStream> nowhere = Map.of(Format.TAR, OutputStream.nullOutputStream());
    ArchiveReport unused =
        snapshots.archive(
            new ArchiveRequest(List.of(repository), "HEAD", recipe, Map.of(), nowhere));
  }
}
