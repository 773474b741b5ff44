package org.gitsnapshot.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * An expanded file in which marks stand for what the repository was asked: literal texts, and a
 * mark between each two. Bytes are held as ISO 8859-1 characters.
 *
 * @param literals one more than there are marks
 * @param marks in the order they stand in
 */
record MarkedText(List<String> literals, List<Mark> marks) {
  /** Git abbreviates to no fewer. */
  private static final int LEAST_DIGITS = 4;

  /** One mark. */
  record Mark(Markers.Kind kind, int index) {}

  /** How well a published file could be read. */
  enum Outcome {
    /** It is not this text, whatever the marks stand for. */
    NONE,
    /** It is, but where one mark ends and another begins might be elsewhere too. */
    GUESSED,
    /** It is, and there is no other way to read it. */
    SURE
  }

  /** Takes what a mark stands for in the published file. */
  interface Found {
    /** Takes it, and returns whether it can be. */
    boolean take(Mark mark, String text);
  }

  static MarkedText parse(byte[] bytes, Markers markers) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<String> literals = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    int from = 0;
    Matcher mark = Markers.MARK.matcher(text);
    while (mark.find()) {
      Markers.Kind kind = Markers.Kind.of(mark.group(1).charAt(0));
      int index = Integer.parseInt(mark.group(2));
      if (kind != null && markers.has(kind, index)) {
        literals.add(text.substring(from, mark.start()));
        marks.add(new Mark(kind, index));
        from = mark.end();
      }
    }
    literals.add(text.substring(from));
    return new MarkedText(literals, marks);
  }

  /**
   * Reads a published file along this text: each mark ends where the literal text behind it begins,
   * with the first digits of the id that may follow. One pass without going back, so that no file
   * can make it slow.
   */
  Outcome read(byte[] published, Markers markers, Found found) {
    String text = new String(published, StandardCharsets.ISO_8859_1);
    if (!text.startsWith(literals.get(0))) {
      return Outcome.NONE;
    }
    boolean sure = true;
    int at = literals.get(0).length();
    for (int i = 0; i < marks.size(); i++) {
      Mark mark = marks.get(i);
      String behind = literals.get(i + 1);
      boolean last = i == marks.size() - 1;
      int end;
      if (mark.kind() == Markers.Kind.ID) {
        end = at + commonDigits(text, at, markers.id(mark.index()).hex());
        sure &= last || text.indexOf(behind, at + LEAST_DIGITS) >= end;
      } else if (last) {
        end = text.length() - behind.length();
      } else {
        String next = behind + firstDigits(marks.get(i + 1), markers);
        end = text.indexOf(next, at);
        sure &= !next.isEmpty() && text.indexOf(next, end + 1) < 0;
      }
      boolean fits = end >= at && text.startsWith(behind, end);
      String value = fits ? text.substring(at, end) : null;
      if (value == null || !isPossible(mark.kind(), value) || !found.take(mark, value)) {
        return Outcome.NONE;
      }
      at = end + behind.length();
    }
    if (at != text.length()) {
      return Outcome.NONE;
    }
    return sure ? Outcome.SURE : Outcome.GUESSED;
  }

  /** Returns the digits of an id that every abbreviation has; nothing for another mark. */
  private static String firstDigits(Mark mark, Markers markers) {
    return mark.kind() == Markers.Kind.ID
        ? markers.id(mark.index()).hex().substring(0, LEAST_DIGITS)
        : "";
  }

  private static int commonDigits(String text, int at, String hex) {
    int count = 0;
    while (count < hex.length()
        && at + count < text.length()
        && text.charAt(at + count) == hex.charAt(count)) {
      count++;
    }
    return count;
  }

  private static boolean isPossible(Markers.Kind kind, @Nullable String value) {
    boolean oneLine = value != null && value.indexOf('\n') < 0 && value.indexOf('\r') < 0;
    return switch (kind) {
      case GIVEN -> true;
      case ID -> value != null && value.length() >= LEAST_DIGITS;
      default -> oneLine;
    };
  }
}
