package org.gitsnapshot.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gitsnapshot.build.Cleaned;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Recipe;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.recipe.Umask;
import org.gitsnapshot.report.CompareReport;
import org.gitsnapshot.report.CompressedBy;
import org.gitsnapshot.report.FileDifference.Change;
import org.gitsnapshot.report.FileGroup;
import org.gitsnapshot.report.RemovedEntry;
import org.gitsnapshot.report.Sameness;
import org.gitsnapshot.report.TarDifference.Part;

/** The one line that each audit ends in. */
final class AuditWords {
  /** How many digits of an id are told. */
  static final int SHORT_ID = 12;

  private AuditWords() {}

  /** Tells a recipe that made the file; what it removes is told in {@code minus} alone. */
  static String reproduced(Oid commit, List<String> refs, Recipe recipe, Optional<String> minus) {
    Recipe whole = new Recipe(recipe.tar().removing(List.of()), recipe.compressor());
    return "reproduced: "
        + minus.map(words -> words + ", ").orElse("")
        + commit(commit, refs)
        + ", "
        + whole;
  }

  static String compressorUnknown(CompressedBy by, Optional<String> minus) {
    String raw = "raw tar reproduced" + minus.map(words -> " (" + words + ")").orElse("");
    if (by.engine().isPresent()) {
      return raw + ", compressor known but for its header: " + by.engine().get() + header(by);
    }
    return raw + ", compressor unknown: " + by.format() + header(by);
  }

  /** Returns such as {@code gnulib-b28236b minus 12 files}. */
  static String minus(Evidence evidence, Cleaned cleaned) {
    ByteString top = evidence.topDirectory();
    String name =
        top.isEmpty()
            ? NameHints.stem(evidence.file())
            : top.substring(0, top.length() - 1).display();
    return name + " minus " + RemovedEntry.count(cleaned.removed());
  }

  /** Returns what was removed, for the report's list. */
  static FileGroup removed(Cleaned cleaned) {
    List<ByteString> paths = cleaned.removed().stream().map(RemovedEntry::path).toList();
    return new FileGroup("removed, and everything else as the recipe makes it", paths);
  }

  /**
   * Returns whether the file may be a part of the commit's archive: it has fewer entries, none of
   * them is another's or has other headers, and they end alike.
   */
  static boolean maybeMinus(CompareReport comparison) {
    return comparison.a().entries() < comparison.b().entries()
        && comparison.fileCounts().entrySet().stream()
            .allMatch(count -> count.getValue() == 0 || count.getKey() == Change.ONLY_IN_B)
        && comparison.tar().stream()
            .allMatch(
                difference ->
                    difference.part() == Part.ENTRIES && !difference.what().equals("order"));
  }

  /** Tells that the modes alone make no difference, where they are not git's own. */
  static Optional<String> umask(Umask umask) {
    return umask.isGits()
        ? Optional.empty()
        : Optional.of("the modes are of umask " + umask + ", and so it was compared");
  }

  static String tarDiffers(CompareReport comparison) {
    if (comparison.sameness() == Sameness.CONTENT_DIFFERS) {
      return "content equals the commit's tree, which its archive does not, tar differs ("
          + files(comparison.filesTotal())
          + " that git archive changes or leaves out)";
    }
    return comparison.verdict().replaceFirst("^same content,", "content equals the tree,");
  }

  static String contentDiffers(CompareReport comparison, Oid commit, List<String> refs) {
    long added = 0;
    long missing = 0;
    long changed = 0;
    long twice = 0;
    long disputed = 0;
    for (Map.Entry<Change, Long> count : comparison.fileCounts().entrySet()) {
      switch (count.getKey()) {
        case ONLY_IN_A -> added += count.getValue();
        case ONLY_IN_B -> missing += count.getValue();
        case TWICE -> twice += count.getValue();
        case DISPUTED -> disputed += count.getValue();
        default -> changed += count.getValue();
      }
    }
    List<String> parts = new ArrayList<>();
    part(parts, added, "added");
    part(parts, changed, "changed");
    part(parts, twice, "there twice");
    part(parts, disputed, "read differently by programs");
    part(parts, missing, "removed");
    return "content differs from " + commit(commit, refs) + ": " + String.join(", ", parts);
  }

  /** Returns inputs in which what could not be read of those that nobody can compute is empty. */
  static SubstInputs withAllGiven(SubstInputs inputs) {
    Map<String, String> given = new TreeMap<>();
    SubstInputs.GIVEN.forEach(placeholder -> given.put(placeholder, ""));
    given.putAll(inputs.given());
    return new SubstInputs(
        inputs.abbrev(), inputs.decorate(), inputs.describe(), inputs.mailmap(), given);
  }

  private static void part(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(files(count) + " " + what);
    }
  }

  private static String files(long count) {
    return count + (count == 1 ? " file" : " files");
  }

  /** Returns such as {@code commit cff1a813e6e3 (v1.0)}. */
  static String commit(Oid commit, List<String> refs) {
    String name = refs.isEmpty() ? "" : " (" + refs.get(0) + ")";
    return "commit " + commit.hex().substring(0, SHORT_ID) + name;
  }

  private static String header(CompressedBy by) {
    return by.header().isEmpty() ? "" : " (header: " + String.join(", ", by.header()) + ")";
  }
}
