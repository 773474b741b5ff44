package org.gitsnapshot.pin;

import java.util.ArrayList;
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
import org.tomlj.TomlArray;
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

  private TomlText(String source, int linesBefore) {
    this.source = source;
    this.linesBefore = linesBefore;
  }

  /** Returns the outermost table of a section; its first syntax error is thrown. */
  static Table parse(String source, PinSections.Section section)
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
    Table plain = PlainToml.read(source, section);
    return plain == null ? parseByLibrary(source, section) : plain;
  }

  /** As {@link #parse} for a section that can have anything in it. */
  static Table parseByLibrary(String source, PinSections.Section section)
      throws InvalidInputException {
    TomlText text = new TomlText(source, section.linesBefore());
    TomlParseResult result;
    try {
      result = Toml.parse(section.text(), OPTIONS);
    } catch (RuntimeException parserFault) {
      throw new InvalidInputException(
          text.position(null), "not TOML that the parser can read", null);
    }
    if (!result.errors().isEmpty()) {
      throw text.syntaxError(result.errors(), section.text());
    }
    return text.tableOf(result);
  }

  private Table tableOf(TomlTable from) {
    Table table = new Table();
    for (String key : from.keySet()) {
      List<String> path = List.of(key);
      TomlPosition valueAt = Objects.requireNonNull(from.entry(path)).value().position();
      Object content = Objects.requireNonNull(from.get(path));
      table.put(key, position(from.inputPositionOf(path)), value(content, valueAt));
    }
    return table;
  }

  private Table.Items itemsOf(TomlArray from) {
    List<Table.Value> values = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      values.add(value(from.get(i), from.inputPositionOf(i)));
    }
    return new Table.Items(values);
  }

  private Table.Value value(Object content, @Nullable TomlPosition at) {
    Object ours =
        content instanceof TomlTable table
            ? tableOf(table)
            : content instanceof TomlArray array ? itemsOf(array) : content;
    return new Table.Value(ours, position(at));
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

  /** Returns a position of the parser as one of the file. */
  private Position position(@Nullable TomlPosition position) {
    return position == null
        ? new Position(source, linesBefore + 1, 1)
        : new Position(source, linesBefore + position.line(), position.column());
  }
}
