package org.gitsnapshot.io;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts for messages, logs and manifests: without secrets, and harmless on a terminal. */
public final class SafeText {
  private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^\\s'\"<>]*)");

  private SafeText() {}

  /**
   * Returns a URL without what may be secret: a user and a password, a query, a fragment. Of ssh
   * the user stays, who is no secret and without whom the URL is another. What has no scheme is a
   * path, or of ssh, and stays as it is.
   */
  public static String url(String url) {
    Matcher matcher = URL.matcher(url);
    return matcher.lookingAt() ? url(matcher.group(1), url.substring(matcher.start(2))) : url;
  }

  private static String url(String scheme, String rest) {
    if (scheme.equals("file")) {
      return scheme + "://" + rest; // A path may have any character.
    }
    String plain = rest.replaceFirst("(?s)[?#].*", "");
    int slash = plain.indexOf('/');
    String authority = slash < 0 ? plain : plain.substring(0, slash);
    // A slash in a password that nobody encoded is no end: behind a colon there is a port or none.
    boolean cut = authority.matches(".*:.*[^0-9].*");
    int at =
        authority.indexOf('@') < 0 && cut ? plain.lastIndexOf('@') : authority.lastIndexOf('@');
    String user = at < 0 ? "" : plain.substring(0, at);
    String host = plain.substring(at + 1);
    boolean ssh = scheme.contains("ssh");
    String kept = ssh && !user.isEmpty() ? user.replaceFirst(":.*", "") + "@" : "";
    return scheme + "://" + kept + host;
  }

  /** Returns a text with every URL in it as {@link #url(String)} gives it. */
  public static String withoutSecrets(String text) {
    if (!text.contains("://")) {
      return text;
    }
    return URL.matcher(text).replaceAll(match -> Matcher.quoteReplacement(url(match.group())));
  }

  /**
   * Returns a text in one line without control characters, which could draw anything on a terminal,
   * and without those that turn the direction of writing.
   */
  public static String line(String text) {
    String line = text.strip().replaceAll("\\s*[\\r\\n]+\\s*", "; ");
    if (line.codePoints().noneMatch(SafeText::isUnsafe)) {
      return line;
    }
    StringBuilder safe = new StringBuilder();
    line.codePoints().map(c -> isUnsafe(c) ? '\uFFFD' : c).forEach(safe::appendCodePoint);
    return safe.toString();
  }

  private static boolean isUnsafe(int c) {
    return Character.isISOControl(c)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
