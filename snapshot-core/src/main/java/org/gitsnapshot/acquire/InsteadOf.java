package org.gitsnapshot.acquire;

import java.util.List;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.io.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * A rule that sends a URL elsewhere, as {@code url.<base>.insteadOf} of git-config(1) does.
 *
 * @param base what the URL begins with afterwards
 * @param prefix what a URL begins with for the rule to apply
 */
public record InsteadOf(String base, String prefix) {
  /**
   * Reads {@code BASE=URL}; the first equals sign divides.
   *
   * @throws InvalidInputException if there is none, or nothing before it
   */
  public static InsteadOf parse(String text) throws InvalidInputException {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw new InvalidInputException(
          // One that is a URL as a whole may have blanks in its password.
          "not a rule for URLs: " + SafeText.withoutSecrets(SafeText.url(text)),
          "write BASE=URL, as in https://mirror.example/=https://");
    }
    return new InsteadOf(text.substring(0, equals), text.substring(equals + 1));
  }

  /** Rewrites a URL by the rule with the longest prefix, the first of equals; once. */
  static String rewrite(List<InsteadOf> rules, String url) {
    @Nullable InsteadOf longest = null;
    for (InsteadOf rule : rules) {
      if (url.startsWith(rule.prefix)
          && (longest == null || rule.prefix.length() > longest.prefix.length())) {
        longest = rule;
      }
    }
    return longest == null ? url : longest.base + url.substring(longest.prefix.length());
  }
}
