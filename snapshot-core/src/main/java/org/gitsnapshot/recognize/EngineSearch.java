package org.gitsnapshot.recognize;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.recipe.Compressor;

/**
 * Finds the engine and level that made a compressed file, by compressing its content again.
 *
 * <p>All engines of the format run side by side over the content, and each is given up at the first
 * byte that is not the file's, which for a wrong one is soon. A gzip header that no engine writes,
 * as with a name or a time, is no hindrance: it becomes a part of the compressor. Immutable and
 * thread-safe.
 */
public final class EngineSearch {
  private static final int BUFFER = 1 << 16;

  private final Budget budget;

  /** Creates a search within a budget. */
  public EngineSearch(Budget budget) {
    this.budget = budget;
  }

  /** What is in the file; opened once for each pass, and closed by the search. */
  public interface Content {
    /** Opens it at its beginning. */
    InputStream open() throws IOException;
  }

  /**
   * Looks for the engine of a file.
   *
   * @param compressed the file
   * @param content what comes out of it
   * @throws IOException if one of them cannot be read
   */
  public Recognized find(Path compressed, Content content) throws IOException {
    FileHead head = FileHead.read(compressed);
    boolean complete = true;
    List<Pass> passes = passes(Candidate.usual(head));
    passes.addAll(passes(Candidate.unusual(head)));
    for (Pass pass : passes) {
      if (!pass.fits) {
        complete = false;
        continue;
      }
      Outcome outcome = run(pass.candidates, compressed, head, content);
      complete &= outcome.complete();
      if (outcome.found().isPresent()) {
        Candidate found = outcome.found().get();
        Compressor compressor = found.compressor(head.gzip());
        return new Recognized(
            head.name(), Optional.of(compressor), outcome.ownHeader(), true, head.facts());
      }
    }
    return new Recognized(head.name(), Optional.empty(), false, complete, head.facts());
  }

  /** Returns what the header of a file says, without a search. */
  public static Recognized header(Path compressed) throws IOException {
    FileHead head = FileHead.read(compressed);
    return new Recognized(head.name(), Optional.empty(), false, false, head.facts());
  }

  private record Outcome(Optional<Candidate> found, boolean ownHeader, boolean complete) {}

  /** Candidates that fit into memory side by side. */
  private record Pass(List<Candidate> candidates, boolean fits) {}

  private List<Pass> passes(List<Candidate> candidates) {
    List<Pass> passes = new ArrayList<>();
    List<Candidate> together = new ArrayList<>();
    long memory = 0;
    for (Candidate candidate : candidates) {
      if (candidate.memory() > budget.memory()) {
        passes.add(new Pass(List.of(candidate), false));
        continue;
      }
      if (memory + candidate.memory() > budget.memory()) {
        passes.add(new Pass(List.copyOf(together), true));
        together.clear();
        memory = 0;
      }
      together.add(candidate);
      memory += candidate.memory();
    }
    if (!together.isEmpty()) {
      passes.add(new Pass(together, true));
    }
    return passes;
  }

  private Outcome run(List<Candidate> candidates, Path file, FileHead head, Content content)
      throws IOException {
    List<Attempt> running = new ArrayList<>();
    try (InputStream in = content.open()) {
      for (Candidate candidate : candidates) {
        Attempt.start(candidate, file, head.length()).ifPresent(running::add);
      }
      byte[] buffer = new byte[BUFFER];
      long total = 0;
      int count = in.readNBytes(buffer, 0, buffer.length);
      while (count > 0 && !running.isEmpty()) {
        total += count;
        if (total > budget.rawBytes()) {
          return new Outcome(Optional.empty(), false, false);
        }
        int length = count;
        keep(running, attempt -> attempt.take(buffer, length));
        count = in.readNBytes(buffer, 0, buffer.length);
      }
      keep(running, Attempt::finish);
      if (running.isEmpty()) {
        return new Outcome(Optional.empty(), false, true);
      }
      Attempt first = running.get(0);
      return new Outcome(Optional.of(first.candidate()), first.ownHeader(), true);
    } finally {
      for (Attempt attempt : running) {
        attempt.close();
      }
    }
  }

  private interface Test {
    boolean holds(Attempt attempt) throws IOException;
  }

  private static void keep(List<Attempt> attempts, Test test) throws IOException {
    for (Iterator<Attempt> each = attempts.iterator(); each.hasNext(); ) {
      Attempt attempt = each.next();
      if (!test.holds(attempt)) {
        each.remove();
        attempt.close();
      }
    }
  }
}
