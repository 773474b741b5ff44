package org.gitsnapshot.pin;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.NearestName;
import org.gitsnapshot.error.Position;

/**
 * A list of mirrors that can live in a repository: TOML 1.0 with one {@code [[mirror]]} table for
 * each.
 *
 * <pre>
 * [[mirror]]
 * url  = "https://mirror.example.org/sources/"
 * note = "Tokyo; asks for no more than four connections"
 * </pre>
 *
 * <p>Stateless and thread-safe.
 */
public final class MirrorList {
  private static final int MAX_BYTES = 1 << 20;
  private static final Set<String> KEYS = Set.of("url", "note");
  private static final String EXAMPLE =
      "a mirror is a line [[mirror]] and a line url = \"https://…\"";

  private MirrorList() {}

  /**
   * Reads a list.
   *
   * @param file named in errors as it is given here
   * @return the mirrors' URLs in the file's order, at least one
   * @throws InvalidInputException if it cannot be read, or is not a list of mirrors
   * @throws LimitExceededException if it is longer than a megabyte
   */
  public static List<URI> read(Path file) throws InvalidInputException, LimitExceededException {
    String source = file.toString();
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException failed) {
      throw new InvalidInputException(
          source + ": cannot be read: " + Explanation.reason(failed), "give a list of mirrors");
    }
    if (bytes.length > MAX_BYTES) {
      throw new LimitExceededException(
          source + ": longer than the limit for lists of mirrors, " + MAX_BYTES + " bytes", null);
    }
    try {
      ByteBuffer text = ByteBuffer.wrap(bytes);
      return parse(source, StandardCharsets.UTF_8.newDecoder().decode(text).toString());
    } catch (CharacterCodingException notText) {
      throw new InvalidInputException(source + ": not UTF-8", "save the file as UTF-8");
    }
  }

  /**
   * Parses the text of a list.
   *
   * @param source what errors call the text
   * @throws InvalidInputException if it is not the text of a list of mirrors
   */
  public static List<URI> parse(String source, String text)
      throws InvalidInputException, LimitExceededException {
    Table file = TomlText.parse(source, new PinSections.Section(text, 0));
    List<URI> mirrors = new ArrayList<>();
    for (String key : file.keys()) {
      Position at = file.keyAt(key);
      if (!key.equals("mirror")) {
        throw new InvalidInputException(at, "unknown key \"" + key + "\"", EXAMPLE);
      }
      if (!(file.content(key) instanceof Table.Items tables)) {
        throw new InvalidInputException(at, "mirror is not a list of tables", EXAMPLE);
      }
      for (Table.Value item : tables.values()) {
        if (!(item.content() instanceof Table table)) {
          throw new InvalidInputException(item.position(), "a mirror is a table", EXAMPLE);
        }
        mirrors.add(mirror(new Fields(table, ""), item.position()));
      }
    }
    if (mirrors.isEmpty()) {
      throw new InvalidInputException(
          new Position(source, 1, 1), "there are no mirrors in the file", EXAMPLE);
    }
    return mirrors;
  }

  private static URI mirror(Fields fields, Position position) throws InvalidInputException {
    URI url = null;
    for (String key : fields.keys()) {
      if (!KEYS.contains(key)) {
        throw new InvalidInputException(
            fields.keyAt(key),
            "unknown key \"" + key + "\" of a mirror",
            NearestName.hint(key, KEYS.stream().sorted().toList(), "keys"));
      }
      String text = fields.string(key);
      if (key.equals("url")) {
        url = url(text, fields.at(key));
      }
    }
    if (url == null) {
      throw new InvalidInputException(position, "a mirror without a url", EXAMPLE);
    }
    return url;
  }

  private static URI url(String text, Position position) throws InvalidInputException {
    try {
      URI url = new URI(text);
      boolean web =
          "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
      if (web && url.getHost() != null && url.getUserInfo() == null) {
        return url;
      }
    } catch (URISyntaxException told) {
      // As any other text that is no such URL.
    }
    throw new InvalidInputException(position, "not a URL of http or https without a user", EXAMPLE);
  }
}
