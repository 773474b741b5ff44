package org.gitsnapshot.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.io.SafeText;

/**
 * A URL of http or https with a host and without credentials. Its text, {@link #toString()}, is fit
 * for messages and manifests: without the query, which may hold a signature.
 *
 * @param uri the URL itself
 */
public record HttpUrl(URI uri) {
  private static final String HEX = "0123456789ABCDEF";

  private static final int MAX_PORT = 65_535;

  private static final String NO_HOST = "a URL with a wrong host or port";

  private static final String FORM = "write http://HOST/PATH or https://HOST/PATH";

  private static final String HOST_FORM =
      "a host has ASCII letters, digits, dots and dashes, or is written in its ASCII form, xn--…;"
          + " a port is a number";

  /** What a message can tell of a URL that is none, of which the next may be a user. */
  private static final Pattern SCHEME =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*+:/++|(?i:https?+:)|/++");

  private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");

  /** In characters: more of a URL helps nobody. */
  private static final int LONGEST = 500;

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
    String authority = uri.getRawAuthority();
    if (authority == null) {
      throw new IllegalArgumentException("a URL without a host");
    }
    if (authority.contains("@")) {
      throw new IllegalArgumentException("a URL with a user or a password");
    }
    if (uri.getHost() == null || uri.getPort() > MAX_PORT) {
      throw new IllegalArgumentException(NO_HOST);
    }
  }

  /**
   * Returns the URL of a text. Characters that a URL cannot have, such as a space, are encoded.
   *
   * @throws InvalidInputException if it is another kind of URL, or none
   */
  public static HttpUrl parse(String text) throws InvalidInputException {
    try {
      return new HttpUrl(new URI(encoded(text, StandardCharsets.UTF_8)));
    } catch (URISyntaxException malformed) {
      throw new InvalidInputException("not a URL: " + withoutSecrets(text), FORM);
    } catch (IllegalArgumentException other) {
      String why = String.valueOf(other.getMessage());
      throw new InvalidInputException(
          why + ": " + withoutSecrets(text), why.equals(NO_HOST) ? HOST_FORM : FORM);
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
   * Returns what is the same for every way of writing where a directory is: with a slash at the end
   * or without, or as the URL of its list. The host has no case, the usual port need not be said,
   * and characters need not be encoded (RFC 3986, 6.2). A query or a fragment has no say, and no
   * scheme: it is one server's with TLS and without.
   *
   * @param list the plain name of the list
   */
  public String identity(String list) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    boolean usual = uri.getPort() < 0 || uri.getPort() == (secure() ? 443 : 80);
    // Slashes that follow each other are one to servers; at the begin they would look like a host.
    String path = ("/" + decoded(String.valueOf(uri.getRawPath()))).replaceAll("/+", "/");
    return (host.endsWith(".") ? host.substring(0, host.length() - 1) : host)
        + (usual ? "" : ":" + uri.getPort())
        + URI.create(path)
            .normalize()
            .getRawPath()
            .replaceFirst("/(" + Pattern.quote(list) + "/?)?$", "");
  }

  /**
   * Returns the URL that a redirect from here leads to.
   *
   * @param location the header as the client gives it, each byte a character
   * @throws IllegalArgumentException if it is no URL, or not one of http or https
   */
  HttpUrl redirect(String location) {
    URI target = uri.resolve(URI.create(encoded(location, StandardCharsets.ISO_8859_1)));
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
    return shown(uri.toString());
  }

  /**
   * Returns what is no URL without all that may be a user or a password: up to the last {@code @}.
   */
  private static String withoutSecrets(String text) {
    String line = text.strip();
    int at = line.lastIndexOf('@');
    Matcher scheme = SCHEME.matcher(line);
    boolean told = at >= 0 && scheme.lookingAt() && scheme.end() <= at;
    return shown((told ? scheme.group() : "") + line.substring(at + 1));
  }

  private static String shown(String text) {
    int end = 0;
    while (end < Math.min(text.length(), LONGEST) && "?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return SafeText.line(text.substring(0, end));
  }

  /** Encodes bytes that no part of a URL may have; what is encoded already stays. */
  private static String encoded(String text, Charset charset) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.strip().getBytes(charset)) {
      boolean plain = b > ' ' && b < 0x7f && "\"<>\\^`{|}".indexOf(b) < 0;
      encoded.append(plain ? String.valueOf((char) b) : percent(b));
    }
    return encoded.toString();
  }

  /** Decodes characters that need not be encoded, RFC 3986, 2.3; the others have capital digits. */
  private static String decoded(String path) {
    return ENCODED
        .matcher(path)
        .replaceAll(
            code -> {
              char c = (char) Integer.parseInt(code.group(1), 16);
              boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
              return plain ? String.valueOf(c) : code.group().toUpperCase(Locale.ROOT);
            });
  }

  private static String percent(byte b) {
    return "%" + HEX.charAt((b & 0xff) >> 4) + HEX.charAt(b & 0xf);
  }
}
