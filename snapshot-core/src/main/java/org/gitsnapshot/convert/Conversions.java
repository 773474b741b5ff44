package org.gitsnapshot.convert;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.attributes.AttributeValue;
import org.gitsnapshot.io.ByteString;

/**
 * What a file's attributes ask to be done to its bytes, as gitattributes(5) has it for a machine
 * with nothing configured.
 *
 * <p>Line ends there are LF, so {@code text} alone changes nothing; a {@code filter} is not
 * configured there, and passes the blob on as it is.
 *
 * @param ident whether {@code $Id$} takes the blob's id
 * @param lineEnds what happens to LF
 * @param encoding the encoding's name as it is written, where it is another than UTF-8; empty if
 *     there is an encoding without a name, which git refuses
 * @param substitute whether {@code $Format:…$} is expanded after everything else
 * @param filter the name of the filter, if there is one
 */
public record Conversions(
    boolean ident,
    LineEndRule lineEnds,
    Optional<String> encoding,
    boolean substitute,
    Optional<String> filter) {
  /** What happens to LF. */
  public enum LineEndRule {
    /** It stays. */
    KEEP,
    /** It becomes CRLF, unless a CR is there already. */
    CRLF,
    /** It becomes CRLF in what looks like text with LF alone. */
    CRLF_IN_TEXT
  }

  private static final Conversions NONE =
      new Conversions(false, LineEndRule.KEEP, Optional.empty(), false, Optional.empty());

  /** Returns what a file's attributes ask for; those nobody mentions are absent from the map. */
  public static Conversions of(Map<String, AttributeValue> attributes) {
    if (attributes.isEmpty()) {
      return NONE;
    }
    AttributeValue filter = value(attributes, "filter");
    return new Conversions(
        value(attributes, "ident").isSet(),
        lineEnds(attributes),
        encoding(attributes),
        value(attributes, "export-subst").isSet(),
        filter.text().isEmpty() ? Optional.empty() : Optional.of(display(filter.text())));
  }

  /** Returns whether the file is archived as it is stored. */
  public boolean keepBytes() {
    return !mayChange() && !substitute;
  }

  /** Returns whether the bytes may change before {@code export-subst} is looked at. */
  boolean mayChange() {
    return ident || lineEnds != LineEndRule.KEEP || encoding.isPresent();
  }

  private static Optional<String> encoding(Map<String, AttributeValue> attributes) {
    AttributeValue encoding = value(attributes, "working-tree-encoding");
    if (encoding.isSet()) {
      return Optional.of("");
    }
    String name = encoding.text().toLowerCase(Locale.ROOT);
    if (name.isEmpty() || name.equals("utf-8") || name.equals("utf8")) {
      return Optional.empty();
    }
    return Optional.of(display(encoding.text()));
  }

  /**
   * {@code eol=crlf} makes a file text unless {@code -text} says it is not; the old name {@code
   * crlf} counts only where {@code text} says nothing, and either one's value {@code input} means
   * LF unless {@code eol} says otherwise.
   */
  private static LineEndRule lineEnds(Map<String, AttributeValue> attributes) {
    AttributeValue text = value(attributes, "text");
    if (!saysLineEnds(text)) {
      text = value(attributes, "crlf");
    }
    if (text.isUnset() || !value(attributes, "eol").is("crlf")) {
      return LineEndRule.KEEP;
    }
    return text.is("auto") ? LineEndRule.CRLF_IN_TEXT : LineEndRule.CRLF;
  }

  private static boolean saysLineEnds(AttributeValue text) {
    return text.isSet() || text.isUnset() || text.is("auto") || text.is("input");
  }

  private static AttributeValue value(Map<String, AttributeValue> attributes, String name) {
    return attributes.getOrDefault(name, AttributeValue.UNSPECIFIED);
  }

  /** Values are one char a byte; names are for messages and notes. */
  private static String display(String value) {
    return ByteString.of(value.getBytes(StandardCharsets.ISO_8859_1)).display();
  }
}
