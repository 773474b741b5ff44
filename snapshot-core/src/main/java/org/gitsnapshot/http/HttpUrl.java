package org.gitsnapshot.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.gitsnapshot.error.InvalidInputException;

/**
 * A URL of http or https with a host and without credentials. Its text, {@link #toString()}, is fit
 * for messages and manifests: without the query, which may hold a signature.
 *
 * @param uri the URL itself
 */
public record HttpUrl(URI uri) {
  private static final String HEX = "0123456789ABCDEF";

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if it is another kind of URL
   */
  public HttpUrl {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("not a URL of http or https");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("a URL without a host");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("a URL with a user or a password");
    }
  }

  /**
   * Returns the URL of a text. Characters that a URL cannot have, such as a space, are encoded.
   *
   * @throws InvalidInputException if it is another kind of URL, or none
   */
  public static HttpUrl parse(String text) throws InvalidInputException {
    try {
      return new HttpUrl(new URI(encoded(text)));
    } catch (URISyntaxException malformed) {
      throw new InvalidInputException(
          "not a URL: " + withoutSecrets(text), "write http://HOST/PATH or https://HOST/PATH");
    } catch (IllegalArgumentException other) {
      throw new InvalidInputException(
          other.getMessage() + ": " + withoutSecrets(text),
          "write http://HOST/PATH or https://HOST/PATH");
    }
  }

  /**
   * Returns the URL of a file in this directory; a slash between them is added where it is missing.
   *
   * @param name the file's plain name, which is encoded
   */
  public HttpUrl resolve(String name) {
    StringBuilder text = new StringBuilder(uri.getScheme()).append("://");
    text.append(uri.getRawAuthority());
    String path = String.valueOf(uri.getRawPath());
    text.append(path).append(path.endsWith("/") ? "" : "/");
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      // RFC 3986: what a segment can have as it is, less what some servers take for something else.
      boolean plain =
          b > 0 && (Character.isLetterOrDigit((char) b) || "-._~!$'()*,=@+".indexOf(b) >= 0);
      text.append(plain ? String.valueOf((char) b) : percent(b));
    }
    return new HttpUrl(URI.create(text.toString()));
  }

  /**
   * Returns the URL that a redirect from here leads to.
   *
   * @throws IllegalArgumentException if it is no URL, or not one of http or https
   */
  HttpUrl redirect(String location) {
    URI target = uri.resolve(URI.create(encoded(location)));
    return new HttpUrl(target);
  }

  /** Returns whether the way there is protected. */
  boolean secure() {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  /** Returns the host and port that a limit for each host counts by. */
  public String hostAndPort() {
    return String.valueOf(uri.getRawAuthority()).toLowerCase(Locale.ROOT);
  }

  /** Returns the URL without its query and fragment. */
  @Override
  public String toString() {
    return withoutSecrets(uri.toString());
  }

  private static String withoutSecrets(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(500)
        .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
        .forEach(line::appendCodePoint);
    return line.toString()
        .replaceFirst("[?#].*", "")
        .replaceFirst("^([A-Za-z][A-Za-z0-9+.-]*://)[^/]*@", "$1");
  }

  /** Encodes bytes that no part of a URL may have; what is encoded already stays. */
  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.strip().getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b > ' ' && b < 0x7f && "\"<>\\^`{|}".indexOf(b) < 0;
      encoded.append(plain ? String.valueOf((char) b) : percent(b));
    }
    return encoded.toString();
  }

  private static String percent(byte b) {
    return "%" + HEX.charAt((b & 0xff) >> 4) + HEX.charAt(b & 0xf);
  }
}
