package org.gitsnapshot.pin;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.Position;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import org.tomlj.TomlVersion;

/** The seam to the TOML parser: its errors and positions, which count in a section, become ours. */
final class TomlText {
  /** The longest section that is parsed, in characters; a pin has some hundred. */
  static final int MAX_SECTION = 1 << 20;

  /** Version 1.0, so that every other reader of TOML reads pin files too. */
  private static final TomlParseOptions OPTIONS =
      TomlParseOptions.sourceless().withVersion(TomlVersion.V1_0_0);

  private static final Pattern LINE = Pattern.compile("\\bline ([0-9]{1,9})\\b");
  private static final Pattern DOTTED_FORMAT =
      Pattern.compile("(?m)^[ \\t]*tar[ \\t]*\\.[ \\t]*(gz|xz|bz2)[ \\t]*=");
  private static final Pattern TAR_CLASH =
      Pattern.compile("^\"?tar\\b.*(not a table|previously).*");

  private final String source;
  private final int linesBefore;
  private final TomlTable table;

  private TomlText(String source, int linesBefore, TomlTable table) {
    this.source = source;
    this.linesBefore = linesBefore;
    this.table = table;
  }

  /** Parses a section; its first syntax error is thrown. */
  static TomlText parse(String source, PinSections.Section section)
      throws InvalidInputException, LimitExceededException {
    int linesBefore = section.linesBefore();
    if (section.text().length() > MAX_SECTION) {
      throw new LimitExceededException(
          new Position(source, linesBefore + 1, 1)
              + ": longer than the limit for one pin, "
              + MAX_SECTION
              + " characters",
          "is a string of several lines not closed?");
    }
    TomlParseResult result;
    try {
      result = Toml.parse(section.text(), OPTIONS);
    } catch (RuntimeException parserFault) {
      throw new InvalidInputException(
          new Position(source, linesBefore + 1, 1), "not TOML that the parser can read", null);
    }
    TomlText text = new TomlText(source, linesBefore, result);
    if (!result.errors().isEmpty()) {
      throw text.syntaxError(result.errors(), section.text());
    }
    return text;
  }

  private InvalidInputException syntaxError(List<TomlParseError> errors, String text) {
    TomlParseError first =
        errors.stream()
            .min(
                Comparator.comparingInt((TomlParseError e) -> e.position().line())
                    .thenComparingInt(e -> e.position().column()))
            .orElseThrow();
    String message = String.valueOf(first.getMessage());
    boolean dotted = TAR_CLASH.matcher(message).matches() && DOTTED_FORMAT.matcher(text).find();
    return new InvalidInputException(
        position(first.position()),
        "not TOML: " + LINE.matcher(message).replaceAll(this::lineOfFile),
        dotted ? "put quotes around a format with a dot: \"tar.gz\" = …" : null);
  }

  private String lineOfFile(MatchResult line) {
    return "line " + (Integer.parseInt(line.group(1)) + linesBefore);
  }

  /** Returns the section's outermost table. */
  TomlTable table() {
    return table;
  }

  /** Returns where a key stands; for a table's own key, its header. */
  Position keyPosition(TomlTable inner, String key) {
    return position(inner.inputPositionOf(List.of(key)));
  }

  /** Returns where the value of a key stands. */
  Position valuePosition(TomlTable inner, String key) {
    return position(Objects.requireNonNull(inner.entry(List.of(key))).value().position());
  }

  /** Returns a position of the parser as one of the file. */
  Position position(@Nullable TomlPosition position) {
    return position == null
        ? new Position(source, linesBefore + 1, 1)
        : new Position(source, linesBefore + position.line(), position.column());
  }
}
