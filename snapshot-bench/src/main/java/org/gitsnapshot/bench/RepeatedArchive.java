package org.gitsnapshot.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
 * Makes the raw tar of a repository's HEAD again and again, with its SHA-256.
 *
 * <p>Begins with some times that do not count, at least three and as many as fit into five seconds,
 * and an empty line. Then each line read from standard input is answered with the seconds of one
 * more time, so that another program can take its turn in between.
 */
public final class RepeatedArchive {
  private static final int WARM_UP_ROUNDS = 3;
  private static final double WARM_UP_SECONDS = 5;

  private RepeatedArchive() {}

  /** Takes the path of a repository. */
  public static void main(String[] args) throws IOException {
    try (Snapshots snapshots = Snapshots.open(SnapshotOptions.of(Path.of("unused-cache")))) {
      double spent = 0;
      for (int round = 0; round < WARM_UP_ROUNDS || spent < WARM_UP_SECONDS; round++) {
        spent += archive(snapshots, args[0]);
      }
      System.out.println();
      BufferedReader asked =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
      while (asked.readLine() != null) {
        System.out.println(archive(snapshots, args[0]));
      }
    }
  }

  /** Returns the seconds it took. */
  private static double archive(Snapshots snapshots, String repository) throws IOException {
    long start = System.nanoTime();
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
    return (System.nanoTime() - start) / 1e9;
  }
}
