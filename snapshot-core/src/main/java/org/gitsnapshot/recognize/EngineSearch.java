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
    List<Candidate> all = new ArrayList<>(Candidate.usual(head));
    all.addAll(Candidate.unusual(head));
    List<Candidate> large = all.stream().filter(one -> one.memory() > budget.alone()).toList();
    all.removeAll(large);
    boolean cut = false;
    for (List<Candidate> pass : passes(all)) {
      Outcome outcome = run(pass, compressed, head, content);
      cut |= outcome.cut();
      if (outcome.found().isPresent()) {
        Candidate found = outcome.found().get();
        Compressor compressor = found.compressor(head.gzip());
        return new Recognized(
            head.name(),
            Optional.of(compressor),
            outcome.ownHeader(),
            Optional.empty(),
            head.facts());
      }
    }
    Optional<String> untried = cut ? Optional.of(tooLong()) : tooLarge(large);
    return new Recognized(head.name(), Optional.empty(), false, untried, head.facts());
  }

  private String tooLong() {
    return "not every engine was tried to the end: the content is longer than "
        + budget.rawBytes()
        + " bytes";
  }

  private static Optional<String> tooLarge(List<Candidate> large) {
    if (large.isEmpty()) {
      return Optional.empty();
    }
    long memory = large.stream().mapToLong(Candidate::memory).max().orElseThrow();
    List<String> names =
        large.stream().map(one -> one.engine().name() + " -" + one.level()).distinct().toList();
    return Optional.of(
        String.join(", ", names)
            + (names.size() == 1
                ? " was not tried: it takes "
                : " were not tried: they take up to ")
            + (memory >> 20)
            + " MiB, and Java's heap has "
            + (Runtime.getRuntime().maxMemory() >> 20)
            + " (give it a larger one, as SNAPSHOT_JAVA_OPTS=-Xmx2g does)");
  }

  /** Returns what the header of a file says, without a search. */
  public static Recognized header(Path compressed) throws IOException {
    FileHead head = FileHead.read(compressed);
    return new Recognized(head.name(), Optional.empty(), false, Optional.empty(), head.facts());
  }

  /** What came of a pass; one that is cut did not go to the end of the content. */
  private record Outcome(Optional<Candidate> found, boolean ownHeader, boolean cut) {}

  /** Returns the candidates in their order, as many together as fit into memory side by side. */
  private List<List<Candidate>> passes(List<Candidate> candidates) {
    List<List<Candidate>> passes = new ArrayList<>();
    List<Candidate> together = new ArrayList<>();
    long memory = 0;
    for (Candidate candidate : candidates) {
      if (!together.isEmpty() && memory + candidate.memory() > budget.together()) {
        passes.add(List.copyOf(together));
        together.clear();
        memory = 0;
      }
      together.add(candidate);
      memory += candidate.memory();
    }
    if (!together.isEmpty()) {
      passes.add(together);
    }
    return passes;
  }

  private Outcome run(List<Candidate> candidates, Path file, FileHead head, Content content)
      throws IOException {
    List<Attempt> running = new ArrayList<>();
    try (InputStream in = content.open()) {
      for (Candidate candidate : FirstBlock.sieve(candidates, file, head, content)) {
        Attempt.start(candidate, file, head.length()).ifPresent(running::add);
      }
      byte[] buffer = new byte[BUFFER];
      long total = 0;
      int count = in.readNBytes(buffer, 0, buffer.length);
      while (count > 0 && !running.isEmpty()) {
        total += count;
        if (total > budget.rawBytes()) {
          return new Outcome(Optional.empty(), false, true);
        }
        int length = count;
        keep(running, attempt -> attempt.take(buffer, length));
        count = in.readNBytes(buffer, 0, buffer.length);
      }
      keep(running, Attempt::finish);
      if (running.isEmpty()) {
        return new Outcome(Optional.empty(), false, false);
      }
      Attempt first = running.get(0);
      return new Outcome(Optional.of(first.candidate()), first.ownHeader(), false);
    } finally {
      for (Attempt attempt : running) {
        attempt.close();
      }
    }
  }

  /** What a candidate that goes on has to pass. */
  interface Test {
    boolean holds(Attempt attempt) throws IOException;
  }

  /** Ends and leaves out those that do not pass. */
  static void keep(List<Attempt> attempts, Test test) throws IOException {
    for (Iterator<Attempt> each = attempts.iterator(); each.hasNext(); ) {
      Attempt attempt = each.next();
      if (!test.holds(attempt)) {
        each.remove();
        attempt.close();
      }
    }
  }
}
