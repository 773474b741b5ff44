package org.gitsnapshot.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.pretty.DescribeOptions;
import org.gitsnapshot.state.CommitQueue.Node;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tag that is nearest to a commit, as git-describe(1) does with its defaults.
 *
 * <p>The commits behind the one that is asked about are visited from the newest to the oldest by
 * their committer's time. Each tag on the way becomes a candidate, whose depth is the number of
 * commits visited that it does not contain. That is the number of commits between the two only as
 * far as times are in order, so the order in which git visits them is part of what it answers.
 */
final class Describe {
  /** Where git stops to look for more. */
  private static final int MAX_CANDIDATES = 10;

  private final History history;
  private final Abbreviations abbreviations;
  private final DescribeOptions options;

  Describe(History history, Abbreviations abbreviations, DescribeOptions options) {
    this.history = history;
    this.abbreviations = abbreviations;
    this.options = options;
  }

  /** A tag that was met. */
  private static final class Candidate {
    final TagName name;
    final int bit;
    int depth;

    Candidate(TagName name, int bit, int depth) {
      this.name = name;
      this.bit = bit;
      this.depth = depth;
    }
  }

  /** Returns the description; empty if no tag is behind the commit. */
  ByteString describe(Oid commit) throws IOException {
    try (ObjectReader reader = history.commits()) {
      TagNames names = new TagNames(history.provedRefs(), options, reader);
      TagName own = names.of(commit);
      if (own != null && counts(own)) {
        ByteString shown = own.shown(reader);
        // Git is not content with a name that the repository has not.
        return own.isMisnamed(reader) ? withSuffix(shown, 0, own.tagged(reader)) : shown;
      }
      // Where all commits are there, no tags are found without looking for them.
      boolean none = names.isEmpty() && !history.isShallow();
      Candidate best = none ? null : new Walk(names, reader).best(commit);
      if (best == null) {
        return ByteString.EMPTY;
      }
      ByteString shown = best.name.shown(reader);
      boolean bare = options.abbrev().equals(OptionalInt.of(0));
      return bare && !best.name.isMisnamed(reader) ? shown : withSuffix(shown, best.depth, commit);
    }
  }

  private boolean counts(TagName name) {
    return options.tags() || name.isAnnotated();
  }

  private ByteString withSuffix(ByteString name, int depth, Oid id) throws IOException {
    // 0 digits come here for a misnamed tag alone, which git shows with all of them.
    String digits = abbreviations.abbreviate(id, options.abbrev());
    return name.concat(ByteString.utf8("-" + depth + "-g" + digits));
  }

  /** One walk through the history. */
  private final class Walk {
    private final TagNames names;
    private final CommitQueue queue;
    private final List<Candidate> candidates = new ArrayList<>();
    private boolean annotated;
    private int visited;

    Walk(TagNames names, ObjectReader reader) {
      this.names = names;
      this.queue = new CommitQueue(reader);
    }

    @Nullable Candidate best(Oid commit) throws IOException {
      queue.addFirst(commit);
      collect();
      if (candidates.isEmpty()) {
        return null;
      }
      // Of equally deep ones the first that was met: the sort is stable.
      candidates.sort(Comparator.comparingInt(candidate -> candidate.depth));
      Candidate best = candidates.get(0);
      completeDepth(best);
      return best;
    }

    /** Visits commits until there are candidates enough, or none better can come. */
    private void collect() throws IOException {
      for (Node node = queue.poll(); node != null; node = queue.poll()) {
        TagName name = names.of(node.id);
        if (name != null && counts(name)) {
          if (candidates.size() == MAX_CANDIDATES) {
            queue.add(node);
            return;
          }
          addCandidate(name, node);
        }
        visited++;
        deepen(node);
        if (annotated && queue.isEmpty() && isWithinBest(node)) {
          return;
        }
        queue.addParents(node);
      }
    }

    private void addCandidate(TagName name, Node node) {
      Candidate candidate = new Candidate(name, 1 << candidates.size(), visited);
      candidates.add(candidate);
      node.within |= candidate.bit;
      annotated |= name.isAnnotated();
    }

    /** Counts a visited commit for each candidate that does not contain it. */
    private void deepen(Node node) {
      for (Candidate candidate : candidates) {
        if ((node.within & candidate.bit) == 0) {
          candidate.depth++;
        }
      }
    }

    /** Returns whether all candidates of the least depth contain a commit. */
    private boolean isWithinBest(Node node) {
      int least = candidates.stream().mapToInt(candidate -> candidate.depth).min().orElse(0);
      int bits = 0;
      for (Candidate candidate : candidates) {
        bits |= candidate.depth == least ? candidate.bit : 0;
      }
      return (node.within & bits) == bits;
    }

    /** Goes on for the chosen one alone, until it contains all that is left. */
    private void completeDepth(Candidate best) throws IOException {
      for (Node node = queue.poll(); node != null; node = queue.poll()) {
        if ((node.within & best.bit) == 0) {
          best.depth++;
        } else if (queue.allWithin(best.bit)) {
          return;
        }
        queue.addParents(node);
      }
    }
  }
}
