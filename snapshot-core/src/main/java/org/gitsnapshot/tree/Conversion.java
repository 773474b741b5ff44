package org.gitsnapshot.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a file's attributes ask for other bytes than the blob's, as {@code git archive} gives
 * them on a machine with nothing configured.
 *
 * <p>Line ends there are LF, so {@code text} alone changes nothing; a {@code filter} that is not
 * configured passes the blob on as it is.
 *
 * @param attribute what asks, as written in {@code .gitattributes}
 * @param marker bytes that must be in the blob for the conversion to change anything, or empty if
 *     it always may
 */
record Conversion(String attribute, String marker) {
  /** Returns the conversions that the attributes ask for, in the order they would be made. */
  static List<Conversion> of(Map<String, AttributeValue> attributes) {
    List<Conversion> conversions = new ArrayList<>();
    encoding(attributes).ifPresent(conversions::add);
    if (writesCrlf(attributes)) {
      conversions.add(new Conversion("eol=crlf", "\n"));
    }
    if (value(attributes, "ident").isSet()) {
      conversions.add(new Conversion("ident", "$Id"));
    }
    if (value(attributes, "export-subst").isSet()) {
      conversions.add(new Conversion("export-subst", "$Format:"));
    }
    return conversions;
  }

  private static Optional<Conversion> encoding(Map<String, AttributeValue> attributes) {
    AttributeValue encoding = value(attributes, "working-tree-encoding");
    String name = encoding.text().toLowerCase(Locale.ROOT);
    if (name.isEmpty() || name.equals("utf-8") || name.equals("utf8")) {
      return Optional.empty();
    }
    return Optional.of(new Conversion("working-tree-encoding=" + encoding.text(), ""));
  }

  /**
   * Follows gitattributes(5): {@code eol=crlf} makes a file text unless {@code -text} says it is
   * not; the old name {@code crlf} counts only where {@code text} says nothing, and either one's
   * value {@code input} means LF unless {@code eol} says otherwise.
   */
  private static boolean writesCrlf(Map<String, AttributeValue> attributes) {
    AttributeValue text = value(attributes, "text");
    if (!saysLineEnds(text)) {
      text = value(attributes, "crlf");
    }
    return !text.isUnset() && value(attributes, "eol").is("crlf");
  }

  private static boolean saysLineEnds(AttributeValue text) {
    return text.isSet() || text.isUnset() || text.is("auto") || text.is("input");
  }

  private static AttributeValue value(Map<String, AttributeValue> attributes, String name) {
    return attributes.getOrDefault(name, AttributeValue.UNSPECIFIED);
  }
}
