package org.gitsnapshot.recognize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.gitsnapshot.codec.Engine;
import org.gitsnapshot.codec.catalog.Engines;
import org.gitsnapshot.codec.xz.XzEngine;
import org.gitsnapshot.codec.xz.XzMt;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.GzipHeader;
import org.gitsnapshot.recipe.XzCheck;
import org.gitsnapshot.recipe.XzOptions;

/**
 * An engine at a level that may have made a file.
 *
 * @param engine the engine, which does as the options say
 * @param options what xz did, if it is not what the level stands for
 */
record Candidate(Engine engine, int level, Optional<XzOptions> options) {
  /** Returns those that the header allows and that are levels as they are, the likeliest first. */
  static List<Candidate> usual(FileHead head) {
    List<Candidate> candidates = new ArrayList<>();
    for (Engine engine : Engines.all()) {
      if (!engine.suffix().equals(head.suffix())) {
        continue;
      }
      for (int level = engine.minLevel(); level <= engine.maxLevel(); level++) {
        Candidate candidate = new Candidate(engine, level, Optional.empty());
        if (candidate.fits(head)) {
          candidates.add(candidate);
        }
      }
    }
    return likeliestFirst(candidates, head);
  }

  /**
   * Returns levels of xz with what the file shows of other options, the likeliest first; none of
   * which makes the same as another or as a usual one.
   */
  static List<Candidate> unusual(FileHead head) {
    List<Candidate> candidates = new ArrayList<>();
    Optional<XzLayout> layout = head.xz().filter(XzLayout::isSupported);
    if (layout.isPresent()) {
      for (Engine engine : Engines.all()) {
        if (engine instanceof XzEngine xz && engine instanceof XzMt == layout.get().sizes()) {
          for (int level = engine.minLevel(); level <= engine.maxLevel(); level++) {
            XzOptions options = layout.get().options(xz.preset(level));
            if (!options.equals(xz.preset(level))) {
              candidates.add(new Candidate(xz.with(options), level, Optional.of(options)));
            }
          }
        }
      }
    }
    Set<Optional<XzOptions>> seen = new HashSet<>();
    for (Candidate candidate : usual(head)) {
      if (candidate.engine instanceof XzEngine xz) {
        seen.add(Optional.of(xz.preset(candidate.level)));
      }
    }
    return likeliestFirst(candidates, head).stream()
        .filter(candidate -> seen.add(candidate.options()))
        .toList();
  }

  private static List<Candidate> likeliestFirst(List<Candidate> candidates, FileHead head) {
    candidates.sort(Comparator.comparingInt(candidate -> candidate.oddity(head)));
    return candidates;
  }

  private boolean fits(FileHead head) {
    return switch (head.format()) {
      case BZIP2 -> head.level().equals(OptionalInt.of(level));
      case XZ -> head.xz().isPresent() && fits(head.xz().get());
      case GZIP, NONE -> true;
    };
  }

  private boolean fits(XzLayout layout) {
    if (!layout.isSupported()) {
      return false;
    }
    if (engine instanceof XzEngine xz) {
      XzOptions preset = xz.preset(level);
      return engine instanceof XzMt == layout.sizes() && layout.options(preset).equals(preset);
    }
    return layout.dictionary() == XzOptions.preset(level, false).dictionary()
        && layout.check() == XzCheck.CRC64
        && !layout.sizes();
  }

  /** What a level's bytes are hardly ever is told last, and the default level first. */
  private int oddity(FileHead head) {
    int oddity = Math.abs(level - engine.defaultLevel());
    if (head.level().isPresent() && head.level().getAsInt() == level) {
      oddity -= 20;
    }
    if (options.isPresent() && engine instanceof XzEngine xz) {
      oddity += options.get().dictionary() == xz.preset(level).dictionary() ? 0 : 20;
    }
    return oddity;
  }

  long memory() {
    return engine.memory(level, 1);
  }

  /** Returns it as a recipe has it, with the header of a gzip file. */
  Compressor compressor(Optional<GzipHeader> gzip) {
    return new Compressor(engine.name(), level, gzip, options);
  }
}
