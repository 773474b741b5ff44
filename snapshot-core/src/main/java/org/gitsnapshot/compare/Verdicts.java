package org.gitsnapshot.compare;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gitsnapshot.report.ComparedSide;
import org.gitsnapshot.report.CompressedBy;
import org.gitsnapshot.report.TarDifference;

/** The one line that says it all. */
final class Verdicts {
  private static final int NAMED = 6;

  private Verdicts() {}

  static String identical(ComparedSide a, ComparedSide b) {
    boolean files = a.file().isPresent() && b.file().isPresent();
    if (files) {
      return "identical";
    }
    if (a.raw().isPresent() && b.raw().isPresent()) {
      ComparedSide archive = a.file().isPresent() ? a : b;
      String by =
          archive.compression().map(c -> ", which " + c.inWords() + " compressed").orElse("");
      return "identical: the raw tar is the commit's" + by;
    }
    return "identical: the content is the same, and a directory has no tar";
  }

  static String sameRaw(ComparedSide a, ComparedSide b) {
    String what = a.kind() == ComparedSide.Kind.FILE ? "same bytes" : "same raw tar";
    return what
        + ", compressed differently ("
        + a.compression().map(CompressedBy::inWords).orElse("not compressed")
        + " against "
        + b.compression().map(CompressedBy::inWords).orElse("not compressed")
        + ")";
  }

  static String sameContent(List<TarDifference> differences) {
    return "same content, tar differs (" + names(differences) + ")";
  }

  static String contentDiffers(long files) {
    return "content differs (" + files + (files == 1 ? " file)" : " files)");
  }

  static String bytesDiffer(ComparedSide a, ComparedSide b) {
    ComparedSide none = a.kind() == ComparedSide.Kind.FILE ? a : b;
    return "bytes differ (" + none.name() + " is not an archive)";
  }

  private static String names(List<TarDifference> differences) {
    Set<String> names = new LinkedHashSet<>();
    // What a value is comes before how its digits are written.
    for (boolean written : new boolean[] {false, true}) {
      for (TarDifference each : differences) {
        if (each.what().endsWith(FieldComparison.AS_WRITTEN) == written) {
          names.add(each.what());
        }
      }
    }
    String first = String.join(", ", names.stream().limit(NAMED).toList());
    return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " more";
  }
}
