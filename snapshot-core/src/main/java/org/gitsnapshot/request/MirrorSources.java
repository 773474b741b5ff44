package org.gitsnapshot.request;

import java.util.List;
import java.util.Optional;

/**
 * Which files of live-bootstrap a mirror shall have.
 *
 * @param patterns its files of sources, such as {@code steps/*}{@code /sources}; each is a path
 *     that may have the shell's wildcards, or a directory of steps; may be none where there are
 *     pins
 * @param set which of their steps; without it all files that match
 * @param shard which part of the work is done; without it all
 */
public record MirrorSources(List<String> patterns, Optional<StepSet> set, Optional<Shard> shard) {
  /** Copies the list. */
  public MirrorSources {
    patterns = List.copyOf(patterns);
  }

  /** Returns all files that match one pattern. */
  public static MirrorSources of(String pattern) {
    return new MirrorSources(List.of(pattern), Optional.empty(), Optional.empty());
  }

  /** Returns these for one part of the work. */
  public MirrorSources withShard(Shard part) {
    return new MirrorSources(patterns, set, Optional.of(part));
  }
}
