package org.gitsnapshot.textdiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.TextDifference;
import org.gitsnapshot.report.TextDifference.Hunk;
import org.gitsnapshot.report.TextDifference.Line;

/**
 * A unified diff of two texts in UTF-8. The time it takes grows with their length, not with its
 * square: where lines repeat too often, a whole stretch is told as replaced.
 */
public final class TextDiff {
  private static final int CONTEXT = 3;

  private final RawText a;
  private final RawText b;
  private final int limit;
  private final List<Hunk> hunks = new ArrayList<>();
  private List<Line> lines = new ArrayList<>();
  private int told;
  private int leftOut;

  private TextDiff(byte[] a, byte[] b, int limit) {
    this.a = new RawText(a);
    this.b = new RawText(b);
    this.limit = limit;
  }

  /**
   * Returns the diff of two contents, or nothing if one is not text: not UTF-8, or with a NUL.
   *
   * @param limit the most lines of diff
   */
  public static Optional<TextDifference> of(byte[] a, byte[] b, int limit) {
    if (!isText(a) || !isText(b)) {
      return Optional.empty();
    }
    return Optional.of(new TextDiff(a, b, limit).run());
  }

  private static boolean isText(byte[] bytes) {
    for (byte each : bytes) {
      if (each == 0) {
        return false;
      }
    }
    return ByteString.of(bytes).asUtf8() != null;
  }

  private TextDifference run() {
    HistogramDiff algorithm = new HistogramDiff();
    algorithm.setFallbackAlgorithm(null);
    EditList edits = algorithm.diff(RawTextComparator.DEFAULT, a, b);
    for (int first = 0; first < edits.size(); ) {
      int last = first;
      while (last + 1 < edits.size()
          && edits.get(last + 1).getBeginA() - edits.get(last).getEndA() <= 2 * CONTEXT) {
        last++;
      }
      hunk(edits.subList(first, last + 1));
      first = last + 1;
    }
    return new TextDifference(hunks, leftOut);
  }

  private void hunk(List<Edit> edits) {
    Edit first = edits.get(0);
    Edit last = edits.get(edits.size() - 1);
    int before = Math.min(CONTEXT, first.getBeginA());
    int after = Math.min(CONTEXT, a.size() - last.getEndA());
    int beginA = first.getBeginA() - before;
    int beginB = first.getBeginB() - before;
    int countA = last.getEndA() + after - beginA;
    int countB = last.getEndB() + after - beginB;
    lines = new ArrayList<>();
    int common = beginA;
    for (Edit edit : edits) {
      lines(' ', a, common, edit.getBeginA());
      lines('-', a, edit.getBeginA(), edit.getEndA());
      lines('+', b, edit.getBeginB(), edit.getEndB());
      common = edit.getEndA();
    }
    lines(' ', a, common, last.getEndA() + after);
    if (!lines.isEmpty()) {
      int fromA = countA == 0 ? beginA : beginA + 1;
      int fromB = countB == 0 ? beginB : beginB + 1;
      hunks.add(new Hunk(fromA, countA, fromB, countB, lines));
    }
  }

  private void lines(char mark, RawText text, int from, int to) {
    for (int line = from; line < to; line++) {
      if (told >= limit) {
        leftOut++;
        continue;
      }
      told++;
      lines.add(new Line(mark, shown(text.getString(line))));
      if (line == text.size() - 1 && text.isMissingNewlineAtEnd()) {
        lines.add(new Line('\\', "No newline at end of file"));
      }
    }
  }

  /** Escapes what a terminal would take as a command. */
  private static String shown(String line) {
    StringBuilder text = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if ((c < 0x20 && c != '\t') || (c >= 0x7f && c < 0xa0)) {
        text.append(String.format("\\x%02x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
