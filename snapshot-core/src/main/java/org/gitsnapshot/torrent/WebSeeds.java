package org.gitsnapshot.torrent;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.http.HttpUrl;
import org.gitsnapshot.io.ByteString;

/**
 * Mirrors as web seeds, BEP 19. Clients put the torrent's name behind a URL, and then the file's
 * path, so of {@code https://host/distfiles/} and the name {@code distfiles} it is {@code
 * https://host/}, and other URLs stay as they are: there a server has to answer for {@code
 * URL/NAME/FILE}.
 */
final class WebSeeds {
  private static final String UNRESERVED = "-._~";

  private WebSeeds() {}

  /**
   * Returns the web seeds of mirrors, in their order and each once.
   *
   * @param directory whether the torrent has a directory; otherwise a URL without a slash at the
   *     end is that of the file
   * @throws InvalidInputException if one is no URL of http or https, or has a query
   */
  static List<String> of(List<String> mirrors, String name, boolean directory)
      throws InvalidInputException {
    Set<String> seeds = new LinkedHashSet<>();
    for (String mirror : mirrors) {
      URI url = HttpUrl.parse(mirror).uri();
      if (directory && (url.getRawQuery() != null || url.getRawFragment() != null)) {
        throw new InvalidInputException(
            "a web seed with a query or a fragment: " + HttpUrl.parse(mirror),
            "clients put names behind the URL; give one of a directory");
      }
      seeds.add(directory ? seed(url.toString(), name) : url.toString());
    }
    return List.copyOf(seeds);
  }

  /** Returns what clients ask a web seed for. */
  static String request(String seed, String name, List<String> path, boolean directory) {
    if (!directory) {
      return seed.endsWith("/") ? seed + encode(name) : seed;
    }
    List<String> parts = new ArrayList<>(List.of(encode(name)));
    path.forEach(part -> parts.add(encode(part)));
    return seed + String.join("/", parts);
  }

  private static String seed(String url, String name) {
    String slashed = url.endsWith("/") ? url : url + "/";
    String withoutSlash = slashed.substring(0, slashed.length() - 1);
    int slash = withoutSlash.lastIndexOf('/');
    boolean host = withoutSlash.lastIndexOf("//") == slash - 1;
    return !host && decode(withoutSlash.substring(slash + 1)).equals(ByteString.utf8(name))
        ? withoutSlash.substring(0, slash + 1)
        : slashed;
  }

  /** Encodes all but RFC 3986's unreserved characters, as clients do in a path. */
  static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          b > 0 && (Character.isLetterOrDigit((char) b) || UNRESERVED.indexOf((char) b) >= 0);
      encoded.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xff));
    }
    return encoded.toString();
  }

  private static ByteString decode(String text) {
    ByteString bytes = ByteString.EMPTY;
    for (int i = 0; i < text.length(); i++) {
      int high = text.charAt(i) == '%' && i + 2 < text.length() ? digit(text, i + 1) : -1;
      int low = high < 0 ? -1 : digit(text, i + 2);
      if (low >= 0) {
        bytes = bytes.concat((char) (16 * high + low));
        i += 2;
      } else {
        bytes = bytes.concat(ByteString.utf8(text.substring(i, i + 1)));
      }
    }
    return bytes;
  }

  private static int digit(String text, int at) {
    return Character.digit(text.charAt(at), 16);
  }
}
