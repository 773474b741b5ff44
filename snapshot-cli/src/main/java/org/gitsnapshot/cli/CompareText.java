package org.gitsnapshot.cli;

import java.util.List;
import org.gitsnapshot.report.CompareReport;
import org.gitsnapshot.report.ComparedSide;
import org.gitsnapshot.report.FileDifference;
import org.gitsnapshot.report.TarDifference;
import org.gitsnapshot.report.TextDifference;

/** Prints a comparison as text, the verdict first. */
final class CompareText {
  private final SafePrint out;

  CompareText(SafePrint out) {
    this.out = out;
  }

  void print(CompareReport report) {
    out.println(report.verdict());
    side("A", report.a());
    side("B", report.b());
    for (CompareWords.Layer layer : CompareWords.layers(report)) {
      out.println("  " + layer.name() + ": " + layer.result());
    }
    if (!report.tar().isEmpty()) {
      out.println();
      out.println("the tar:");
      report.tar().forEach(this::group);
    }
    if (!report.fileCounts().isEmpty()) {
      out.println();
      out.println("the files:");
      report.fileCounts().forEach((change, count) -> files(report, change, count));
    }
    if (!report.notes().isEmpty()) {
      out.println();
      report.notes().forEach(note -> out.println("note: " + note));
    }
  }

  private void side(String letter, ComparedSide side) {
    out.println("  " + letter + " " + side.name() + ", " + side.kind().label());
    CompareWords.facts(side).forEach(fact -> out.println("    " + fact));
  }

  void group(TarDifference difference) {
    String count = CompareWords.count(difference);
    out.println("  " + CompareWords.change(difference) + (count.isEmpty() ? "" : ", " + count));
    if (!difference.places().isEmpty()) {
      String place = CompareWords.place(difference.places().get(0));
      if (!place.isEmpty()) {
        out.println("    " + (count.isEmpty() ? "" : "first ") + place);
      }
    }
  }

  private void files(CompareReport report, FileDifference.Change change, long count) {
    List<FileDifference> listed = report.listed(change);
    listed.forEach(this::file);
    if (listed.size() < count) {
      String more = (count - listed.size()) + " more (--most)";
      out.println("  " + CompareWords.what(change) + ": \u2026 " + more);
    }
  }

  void file(FileDifference file) {
    out.println("  " + CompareWords.title(file) + ", " + CompareWords.details(file));
    if (file.change() != FileDifference.Change.CONTENT
        && file.change() != FileDifference.Change.TWICE) {
      return;
    }
    if (file.diff().map(TextDifference::hunks).orElse(List.of()).isEmpty()) {
      CompareWords.digests(file).forEach(line -> out.println("    " + line));
    }
    if (file.diff().isEmpty()) {
      return;
    }
    TextDifference diff = file.diff().get();
    for (TextDifference.Hunk hunk : diff.hunks()) {
      out.println("    " + hunk.head());
      lines(hunk.lines());
    }
    if (diff.leftOut() > 0) {
      out.println("    \u2026 " + diff.leftOut() + " more lines (--diff-lines)");
    }
  }

  private void lines(List<TextDifference.Line> lines) {
    for (TextDifference.Line line : lines) {
      out.println("    " + line.mark() + (line.mark() == '\\' ? " " : "") + line.text());
    }
  }
}
