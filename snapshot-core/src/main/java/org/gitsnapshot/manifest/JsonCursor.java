package org.gitsnapshot.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.google.common.collect.Sets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.NearestName;
import org.gitsnapshot.error.Position;
import org.jspecify.annotations.Nullable;

/** Reads JSON value by value; what is not the value that is asked for is an error at its place. */
final class JsonCursor implements AutoCloseable {
  /** Reads the value of one member. */
  interface MemberReader {
    void read(String member) throws InvalidInputException;
  }

  /** Reads one element of an array. */
  interface ElementReader {
    void read() throws InvalidInputException;
  }

  /** Where it read from, which it does not tell, and the names of its settings. */
  private static final Pattern OF_THE_PARSER =
      Pattern.compile("\\[Source: [^;]*; ([^\\]]*)\\]|, from `[^`]*`");

  private final String source;
  private final JsonParser parser;

  /** Whether the token that is current is yet to be read. */
  private boolean pushedBack;

  JsonCursor(JsonFactory json, String source, byte[] bytes) throws InvalidInputException {
    this.source = source;
    try {
      // Through a strict decoder: the parser's own guesses UTF-16 and UTF-32 as well.
      this.parser =
          json.createParser(
              new InputStreamReader(
                  new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder()));
    } catch (IOException failed) {
      throw new InvalidInputException(source + ": not JSON: " + failed.getMessage(), null);
    }
  }

  /** Reads an object with exactly these members, in any order; each is read by the callback. */
  void object(Set<String> members, Set<String> optional, MemberReader reader)
      throws InvalidInputException {
    expect(JsonToken.START_OBJECT, "an object");
    Position start = position();
    Set<String> seen = new HashSet<>();
    while (next() == JsonToken.FIELD_NAME) {
      String member = text();
      if (!members.contains(member) && !optional.contains(member)) {
        throw fault(
            "unknown member \"" + member + "\"",
            NearestName.hint(member, Sets.union(members, optional), "members"));
      }
      if (!seen.add(member)) {
        throw fault("\"" + member + "\" is there twice", null);
      }
      reader.read(member);
    }
    for (String member : members) {
      if (!seen.contains(member)) {
        throw new InvalidInputException(start, "\"" + member + "\" is missing", null);
      }
    }
  }

  /**
   * Reads an object up to a member that is a string, and returns that; nothing if it has none. The
   * values before it are passed over.
   */
  Optional<String> memberOf(String member) throws InvalidInputException {
    expect(JsonToken.START_OBJECT, "an object");
    while (next() == JsonToken.FIELD_NAME) {
      if (text().equals(member)) {
        return Optional.of(string());
      }
      next();
      int depth = parser.currentToken().isStructStart() ? 1 : 0;
      while (depth > 0) {
        JsonToken token = next();
        if (token == null) {
          throw fault("it ends in the middle", null);
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      }
    }
    return Optional.empty();
  }

  /** Reads an array; each element is read by the callback. */
  void array(ElementReader reader) throws InvalidInputException {
    expect(JsonToken.START_ARRAY, "an array");
    while (next() != JsonToken.END_ARRAY) {
      pushedBack = true;
      reader.read();
    }
  }

  List<String> strings() throws InvalidInputException {
    List<String> strings = new ArrayList<>();
    array(() -> strings.add(string()));
    return strings;
  }

  String string() throws InvalidInputException {
    expect(JsonToken.VALUE_STRING, "a string");
    String text = text();
    if (hasHalfCharacter(text)) {
      throw fault("half a character in a string", null);
    }
    return text;
  }

  /** An escape can write one half of a surrogate pair, which UTF-8 cannot. */
  private static boolean hasHalfCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
      }
    }
    return false;
  }

  boolean bool() throws InvalidInputException {
    JsonToken token = next();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw fault("expected true or false", null);
    }
    return token == JsonToken.VALUE_TRUE;
  }

  long integer() throws InvalidInputException {
    expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
    try {
      return parser.getLongValue();
    } catch (IOException tooLong) {
      throw fault("the number has more than 63 bits", null);
    }
  }

  /** Checks that nothing follows. */
  void end() throws InvalidInputException {
    if (next() != null) {
      throw fault("there is more after the end", null);
    }
  }

  /** Returns a fault at the value that was read last. */
  InvalidInputException fault(String message, @Nullable String hint) {
    return new InvalidInputException(position(), message, hint);
  }

  private @Nullable JsonToken next() throws InvalidInputException {
    if (pushedBack) {
      pushedBack = false;
      return parser.currentToken();
    }
    try {
      return parser.nextToken();
    } catch (JsonProcessingException fault) {
      throw notJson(fault);
    } catch (IOException notUtf8) {
      throw new InvalidInputException(source + ": not UTF-8", null);
    }
  }

  private void expect(JsonToken token, String what) throws InvalidInputException {
    if (next() != token) {
      throw fault("expected " + what, null);
    }
  }

  private String text() throws InvalidInputException {
    try {
      return parser.getText();
    } catch (JsonProcessingException fault) {
      throw notJson(fault);
    } catch (IOException notUtf8) {
      throw new InvalidInputException(source + ": not UTF-8", null);
    }
  }

  private Position position() {
    return position(parser.currentTokenLocation());
  }

  private Position position(@Nullable JsonLocation location) {
    return location == null
        ? new Position(source, 1, 1)
        : new Position(
            source, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  /** The parser's words, without what they say of the parser itself. */
  private InvalidInputException notJson(JsonProcessingException fault) {
    String words = OF_THE_PARSER.matcher(firstLine(fault.getOriginalMessage())).replaceAll("$1");
    if (words.startsWith("Unexpected end-of-input")) {
      words = "it ends in the middle";
    }
    return new InvalidInputException(position(fault.getLocation()), "not JSON: " + words, null);
  }

  private static String firstLine(@Nullable String message) {
    return String.valueOf(message).lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory", impossible);
    }
  }
}
