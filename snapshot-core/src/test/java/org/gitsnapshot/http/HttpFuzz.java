package org.gitsnapshot.http;

import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.fuzz.Tried;

/** URLs, redirects and answers of servers. */
public final class HttpFuzz {
  private static final HttpUrl BASE = base();

  private HttpFuzz() {}

  private static HttpUrl base() {
    try {
      return HttpUrl.parse("https://example.org/a/b");
    } catch (InvalidInputException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = Tried.utf8(input);
    ContentRange.parse(text)
        .ifPresent(
            range -> {
              Tried.check(range.from() >= 0 && range.from() < range.to(), "empty: " + range);
              Tried.check(range.to() <= range.size().orElse(Long.MAX_VALUE), "too long: " + range);
              Tried.check(
                  range.answers(new ByteRange(range.from(), range.to())), "not itself: " + range);
            });
    Optional<HttpUrl> url = Tried.read(() -> HttpUrl.parse(text), InvalidInputException.class);
    url.ifPresent(HttpFuzz::check);
    try {
      check(BASE.redirect(text));
    } catch (IllegalArgumentException refused) {
      // Is what the method says of a bad redirect.
    }
    if (!text.isEmpty()) {
      check(BASE.resolve(text));
    }
  }

  private static void check(HttpUrl url) {
    String shown = url.toString();
    Tried.check(shown.indexOf('?') < 0 && shown.indexOf('#') < 0, "with a query: " + shown);
    Tried.check(shown.chars().noneMatch(Character::isISOControl), "controls: " + shown);
    Tried.check(!url.hostAndPort().contains("@"), "with a user: " + url.hostAndPort());
  }
}
