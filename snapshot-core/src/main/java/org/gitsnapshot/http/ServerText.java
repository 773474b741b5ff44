package org.gitsnapshot.http;

import org.gitsnapshot.io.SafeText;
import org.jspecify.annotations.Nullable;

/** What servers say, for messages: one short line that does nothing to a terminal. */
public final class ServerText {
  /** In characters. Who reads a message does not want a page of what a server sent. */
  private static final int LONGEST = 300;

  private ServerText() {}

  /**
   * Returns the first line of a text without control characters and what may be secret in URLs, cut
   * where it is long.
   */
  public static String line(@Nullable String text) {
    // Cut first: a server may send megabytes.
    String some = cut(String.valueOf(text).strip(), 2 * LONGEST);
    String line = some.lines().findFirst().orElse("");
    return cut(SafeText.line(SafeText.withoutSecrets(line)), LONGEST);
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean half = Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, half ? most - 1 : most) + "…";
  }
}
