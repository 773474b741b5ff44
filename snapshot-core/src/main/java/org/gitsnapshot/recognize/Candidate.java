package org.gitsnapshot.recognize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.gitsnapshot.codec.Engine;
import org.gitsnapshot.codec.catalog.Engines;

/** An engine at a level that may have made a file. */
record Candidate(Engine engine, int level) {
  /** The dictionaries of the presets of LZMA2, in KiB, from level 0. */
  private static final int[] DICTIONARIES = {
    256, 1024, 2048, 4096, 4096, 8192, 8192, 16384, 32768, 65536
  };

  /** Returns those that the header allows, the likeliest first. */
  static List<Candidate> of(FileHead head) {
    List<Candidate> candidates = new ArrayList<>();
    for (Engine engine : Engines.all()) {
      if (!engine.suffix().equals(head.suffix())) {
        continue;
      }
      for (int level = engine.minLevel(); level <= engine.maxLevel(); level++) {
        Candidate candidate = new Candidate(engine, level);
        if (candidate.fits(head)) {
          candidates.add(candidate);
        }
      }
    }
    candidates.sort(Comparator.comparingInt(candidate -> candidate.oddity(head)));
    return candidates;
  }

  private boolean fits(FileHead head) {
    return switch (head.format()) {
      case BZIP2 -> head.level().equals(OptionalInt.of(level));
      case XZ -> head.dictionary().equals(OptionalInt.of(DICTIONARIES[level] << 10));
      case GZIP, NONE -> true;
    };
  }

  /** What a level's bytes are hardly ever is told last, and the default level first. */
  private int oddity(FileHead head) {
    int oddity = Math.abs(level - engine.defaultLevel());
    if (head.level().isPresent() && head.level().getAsInt() == level) {
      oddity -= 20;
    }
    return oddity;
  }

  long memory() {
    return engine.memory(level, 1);
  }
}
