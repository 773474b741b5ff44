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
    String first = String.valueOf(text).strip().lines().findFirst().orElse("");
    return SafeText.line(SafeText.withoutSecrets(first), LONGEST);
  }
}
