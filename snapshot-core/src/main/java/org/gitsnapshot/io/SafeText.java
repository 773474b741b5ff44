package org.gitsnapshot.io;

/**
 * Texts for messages, logs and manifests: without secrets, and harmless on a terminal. What a
 * server says may be long, so each takes time in proportion to the text.
 */
public final class SafeText {
  private static final String SEPARATOR = "://";

  private SafeText() {}

  /**
   * Returns a URL without what may be secret: a user and a password, a query, a fragment. Of ssh
   * the user stays, who is no secret and without whom the URL is another. What has no scheme is a
   * path, or of ssh, and stays as it is.
   */
  public static String url(String url) {
    int scheme = schemeEnd(url, 0);
    if (scheme > 0 && url.startsWith(SEPARATOR, scheme)) {
      return shown(url.substring(0, scheme), url.substring(scheme + SEPARATOR.length()));
    }
    int login = url.contains(SEPARATOR) ? scheme : loginBegin(url, scheme);
    if (login > scheme) {
      return url.substring(0, login) + url.substring(Math.max(login, url.lastIndexOf('@') + 1));
    }
    return withoutSecrets(url);
  }

  /**
   * Returns where a user may begin in what lacks a slash, or names one of git's helpers; the
   * scheme's end if it is neither.
   */
  private static int loginBegin(String url, int scheme) {
    if (scheme > 0 && url.startsWith("::", scheme)) {
      return scheme + 2;
    }
    int at = scheme;
    String name = url.substring(0, scheme);
    if (name.equalsIgnoreCase("http") || name.equalsIgnoreCase("https")) {
      while (at < url.length() && ":/".indexOf(url.charAt(at)) >= 0) {
        at++;
      }
    }
    return at;
  }

  private static String shown(String scheme, String rest) {
    if (scheme.equals("file") && hasNoHost(rest)) {
      return scheme + SEPARATOR + rest; // A path may have any character.
    }
    String plain = rest.substring(0, first(rest, '?', '#'));
    int slash = plain.indexOf('/');
    String authority = slash < 0 ? plain : plain.substring(0, slash);
    // A slash in a password that nobody encoded is no end: behind a colon there is a port or none.
    boolean cut = hasPassword(authority);
    int at =
        authority.indexOf('@') < 0 && cut ? plain.lastIndexOf('@') : authority.lastIndexOf('@');
    if (at < 0 && cut) {
      // What follows the user, and says where the password ends, is not in the text.
      return scheme + SEPARATOR + plain.substring(0, plain.indexOf(':')) + ":…";
    }
    String user = at < 0 ? "" : plain.substring(0, at);
    String host = plain.substring(at + 1);
    boolean ssh = scheme.contains("ssh");
    String kept = ssh && !user.isEmpty() ? user.substring(0, first(user, ':', ':')) + "@" : "";
    return scheme + SEPARATOR + kept + host;
  }

  /** Returns whether there is a path alone, before which nobody can write a user. */
  private static boolean hasNoHost(String rest) {
    return rest.startsWith("/") || rest.startsWith("localhost/");
  }

  /** Returns whether there is more than a port behind a colon; an address of IPv6 has its own. */
  private static boolean hasPassword(String authority) {
    int colon = authority.startsWith("[") ? -1 : authority.indexOf(':');
    return colon >= 0
        && !authority.substring(colon + 1).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Returns where one of two characters is first, or the length. */
  private static int first(String text, char one, char other) {
    int i = 0;
    while (i < text.length() && text.charAt(i) != one && text.charAt(i) != other) {
      i++;
    }
    return i;
  }

  /** Returns a text with every URL in it as {@link #url(String)} gives it. */
  public static String withoutSecrets(String text) {
    int separator = text.indexOf(SEPARATOR);
    if (separator < 0) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length());
    int done = 0;
    while (separator >= 0) {
      int rest = separator + SEPARATOR.length();
      int scheme = schemeBegin(text, done, separator);
      if (scheme == separator) {
        shown.append(text, done, rest);
        done = rest;
      } else {
        int end = rest;
        while (end < text.length() && isOfUrl(text.charAt(end))) {
          end++;
        }
        shown.append(text, done, scheme);
        shown.append(shown(text.substring(scheme, separator), text.substring(rest, end)));
        done = end;
      }
      separator = text.indexOf(SEPARATOR, done);
    }
    return shown.append(text, done, text.length()).toString();
  }

  /** Returns where the scheme begins whose end is given, or that end if there is none. */
  private static int schemeBegin(String text, int from, int end) {
    int begin = end;
    while (begin > from && isOfScheme(text.charAt(begin - 1))) {
      begin--;
    }
    while (begin < end && !isLetter(text.charAt(begin))) {
      begin++;
    }
    return begin;
  }

  /** Returns where a scheme ends, or its begin if there is none. */
  private static int schemeEnd(String text, int begin) {
    int end = begin;
    while (end < text.length() && isOfScheme(text.charAt(end))) {
      end++;
    }
    return end > begin && isLetter(text.charAt(begin)) ? end : begin;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isOfScheme(char c) {
    return isLetter(c) || (c >= '0' && c <= '9') || c == '+' || c == '.' || c == '-';
  }

  private static boolean isOfUrl(char c) {
    return " \t\n\u000b\f\r'\"<>".indexOf(c) < 0;
  }

  /**
   * Returns the same, cut where it is longer than so many characters: a server may send megabytes.
   *
   * @param most how many, from 1
   */
  public static String line(String text, int most) {
    return cut(line(cut(text.strip(), 2 * most)), most);
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean half = Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, half ? most - 1 : most) + "…";
  }

  /**
   * Returns a text in one line without control characters, which could draw anything on a terminal,
   * and without those that turn the direction of writing.
   */
  public static String line(String text) {
    String stripped = text.strip();
    StringBuilder line = new StringBuilder(stripped.length());
    int i = 0;
    while (i < stripped.length()) {
      int blank = i;
      boolean ends = false;
      while (i < stripped.length() && isBlank(stripped.charAt(i))) {
        ends |= stripped.charAt(i) == '\n' || stripped.charAt(i) == '\r';
        i++;
      }
      if (ends) {
        line.append("; ");
      } else {
        appendSafe(line, stripped, blank, i);
      }
      int word = i;
      while (i < stripped.length() && !isBlank(stripped.charAt(i))) {
        i++;
      }
      appendSafe(line, stripped, word, i);
    }
    return line.toString();
  }

  /** Returns a line as {@link #line} does, but with its blanks and tabs as they are. */
  public static String harmless(String line) {
    if (line.codePoints().noneMatch(SafeText::isUnsafe)) {
      return line;
    }
    StringBuilder safe = new StringBuilder(line.length());
    line.codePoints()
        .map(c -> c != '\t' && isUnsafe(c) ? '\uFFFD' : c)
        .forEach(safe::appendCodePoint);
    return safe.toString();
  }

  private static boolean isBlank(char c) {
    return " \t\n\u000b\f\r".indexOf(c) >= 0;
  }

  private static void appendSafe(StringBuilder line, String text, int from, int to) {
    text.substring(from, to)
        .codePoints()
        .map(c -> isUnsafe(c) ? '\uFFFD' : c)
        .forEach(line::appendCodePoint);
  }

  /** Returns whether a character controls a terminal, or turns what stands around it. */
  public static boolean isUnsafe(int c) {
    return Character.isISOControl(c)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
