package org.gitsnapshot.attributes;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.io.ByteString;

/**
 * The lines of one {@code .gitattributes}, as gitattributes(5) has them. Immutable.
 *
 * @param rules lines that give attributes to paths, in file order
 * @param macros lines that name a group of attributes, by name; a later line replaces an earlier
 */
record AttributeFile(List<Rule> rules, Map<String, List<Assignment>> macros) {
  /** One attribute and what a line makes of it. */
  record Assignment(String name, AttributeValue value) {}

  /** A line's pattern and its assignments in line order. */
  record Rule(PathPattern pattern, List<Assignment> assignments) {}

  /** Lines of this length or more are ignored (git 2.30.7 and later). */
  private static final int MAX_LINE_BYTES = 2048;

  private static final String MACRO_MARK = "[attr]";
  private static final CharMatcher BLANK = CharMatcher.anyOf(" \t\r\n");
  private static final Splitter WORDS = Splitter.on(BLANK).omitEmptyStrings();
  private static final CharMatcher NAME_CHARS =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.inRange('0', '9'))
          .or(CharMatcher.anyOf("-._"));

  /**
   * Reads a file.
   *
   * @param macrosAllowed whether it may define macros, which only the root's may
   */
  static AttributeFile parse(byte[] content, boolean macrosAllowed) {
    // One char a byte: patterns and values are bytes, everything else is ASCII. A byte order mark
    // is part of the first pattern: git skips it in files on disk, not in those of a tree.
    String text = new String(content, StandardCharsets.ISO_8859_1);
    int nul = text.indexOf('\0'); // To git the file ends here.
    Collector collector = new Collector(macrosAllowed);
    for (String line : Splitter.on('\n').split(nul < 0 ? text : text.substring(0, nul))) {
      collector.line(line);
    }
    return new AttributeFile(List.copyOf(collector.rules), Map.copyOf(collector.macros));
  }

  private static final class Collector {
    final List<Rule> rules = new ArrayList<>();
    final Map<String, List<Assignment>> macros = new HashMap<>();
    private final boolean macrosAllowed;

    /** Most lines say one of a few things. */
    private final Map<String, Optional<List<Assignment>>> known = new HashMap<>();

    Collector(boolean macrosAllowed) {
      this.macrosAllowed = macrosAllowed;
    }

    void line(String whole) {
      String line = BLANK.trimLeadingFrom(whole);
      if (line.isEmpty() || line.startsWith("#") || whole.length() >= MAX_LINE_BYTES) {
        return;
      }
      Optional<QuotedPath> quoted =
          line.startsWith("\"") ? QuotedPath.parse(line) : Optional.empty();
      int blank = BLANK.indexIn(line);
      int end = quoted.isPresent() ? quoted.get().end() : blank < 0 ? line.length() : blank;
      String pattern = quoted.isPresent() ? quoted.get().text() : line.substring(0, end);
      Optional<List<Assignment>> assignments =
          known.computeIfAbsent(line.substring(end), Collector::assignments);
      if (assignments.isEmpty()) {
        return; // One name that cannot be an attribute's spoils the line.
      }
      if (pattern.length() > MACRO_MARK.length() && pattern.startsWith(MACRO_MARK)) {
        String name = pattern.substring(MACRO_MARK.length());
        if (macrosAllowed && isName(name)) {
          macros.put(name, assignments.get());
        }
      } else if (!pattern.startsWith("!") && !assignments.get().isEmpty()) {
        // Negative patterns mean nothing in attributes; nor does a line that assigns nothing.
        byte[] bytes = pattern.getBytes(StandardCharsets.ISO_8859_1);
        rules.add(new Rule(PathPattern.compile(ByteString.of(bytes)), assignments.get()));
      }
    }

    private static Optional<List<Assignment>> assignments(String words) {
      List<Assignment> assignments = new ArrayList<>();
      for (String word : WORDS.split(words)) {
        boolean marked = word.startsWith("-") || word.startsWith("!");
        int equals = word.indexOf('=');
        String name = word.substring(marked ? 1 : 0, equals < 0 ? word.length() : equals);
        if (!isName(name)) {
          return Optional.empty();
        }
        AttributeValue value;
        if (marked) {
          value = word.startsWith("-") ? AttributeValue.UNSET : AttributeValue.UNSPECIFIED;
        } else {
          value = equals < 0 ? AttributeValue.SET : AttributeValue.of(word.substring(equals + 1));
        }
        assignments.add(new Assignment(name, value));
      }
      return Optional.of(List.copyOf(assignments));
    }

    private static boolean isName(String name) {
      return !name.isEmpty() && !name.startsWith("-") && NAME_CHARS.matchesAllOf(name);
    }
  }
}
