package org.gitsnapshot.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.attributes.AttributeValue;

/**
 * Something that a file's attributes ask to be done to the blob's bytes, as {@code git archive}
 * does it on a machine with nothing configured.
 *
 * <p>Line ends there are LF, so {@code text} alone changes nothing; a {@code filter} that is not
 * configured passes the blob on as it is.
 *
 * @param attribute what asks, as written in {@code .gitattributes}
 * @param kind what is asked for
 */
record Conversion(String attribute, Kind kind) {
  enum Kind {
    /** Another encoding than UTF-8. */
    ENCODING,
    /** An encoding without a name, which git refuses. */
    UNNAMED_ENCODING,
    /** LF to CRLF. */
    LINE_ENDS,
    /** LF to CRLF in what looks like text with LF alone. */
    LINE_ENDS_OF_TEXT,
    /** The blob's id in {@code $Id$}. */
    IDENT,
    /** Facts about the commit in {@code $Format:…$}. */
    SUBSTITUTION
  }

  /** Returns the conversions that the attributes ask for, in the order they would be made. */
  static List<Conversion> of(Map<String, AttributeValue> attributes) {
    List<Conversion> conversions = new ArrayList<>();
    encoding(attributes).ifPresent(conversions::add);
    lineEnds(attributes).ifPresent(conversions::add);
    if (value(attributes, "ident").isSet()) {
      conversions.add(new Conversion("ident", Kind.IDENT));
    }
    if (value(attributes, "export-subst").isSet()) {
      conversions.add(new Conversion("export-subst", Kind.SUBSTITUTION));
    }
    return conversions;
  }

  private static Optional<Conversion> encoding(Map<String, AttributeValue> attributes) {
    AttributeValue encoding = value(attributes, "working-tree-encoding");
    if (encoding.isSet()) {
      return Optional.of(new Conversion("working-tree-encoding", Kind.UNNAMED_ENCODING));
    }
    String name = encoding.text().toLowerCase(Locale.ROOT);
    if (name.isEmpty() || name.equals("utf-8") || name.equals("utf8")) {
      return Optional.empty();
    }
    return Optional.of(new Conversion("working-tree-encoding=" + encoding.text(), Kind.ENCODING));
  }

  /**
   * Follows gitattributes(5): {@code eol=crlf} makes a file text unless {@code -text} says it is
   * not; the old name {@code crlf} counts only where {@code text} says nothing, and either one's
   * value {@code input} means LF unless {@code eol} says otherwise.
   */
  private static Optional<Conversion> lineEnds(Map<String, AttributeValue> attributes) {
    AttributeValue text = value(attributes, "text");
    if (!saysLineEnds(text)) {
      text = value(attributes, "crlf");
    }
    if (text.isUnset() || !value(attributes, "eol").is("crlf")) {
      return Optional.empty();
    }
    Kind kind = text.is("auto") ? Kind.LINE_ENDS_OF_TEXT : Kind.LINE_ENDS;
    return Optional.of(new Conversion("eol=crlf", kind));
  }

  private static boolean saysLineEnds(AttributeValue text) {
    return text.isSet() || text.isUnset() || text.is("auto") || text.is("input");
  }

  private static AttributeValue value(Map<String, AttributeValue> attributes, String name) {
    return attributes.getOrDefault(name, AttributeValue.UNSPECIFIED);
  }
}
