package org.gitsnapshot.acquire;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Locale;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.io.SafeText;
import org.jspecify.annotations.Nullable;

/** Where the requests to one server are led, one after the other. For one thread. */
final class Redirects {
  /** In characters, of a URL in a message. */
  private static final int LONGEST = 500;

  static final String HINT = "check the URL, or give the one where it leads";

  /** What such a URL has that is secret, and where, is known of no scheme but two. */
  private static final String NOWHERE = "redirects to a URL that is not http or https";

  private final ServerWatch watch;
  private final Limits limits;
  private long count;

  Redirects(ServerWatch watch, Limits limits) {
    this.watch = watch;
    this.limits = limits;
  }

  /**
   * Hears of an answer.
   *
   * @param location where it leads, if it has such a header
   * @throws SnapshotException if it leads where nobody is to go, or has led on too often
   */
  void answered(URL asked, int status, @Nullable String location) throws SnapshotException {
    // RFC 9110, 15.4.
    boolean redirect = (status >= 301 && status <= 303) || status == 307 || status == 308;
    if (!redirect || location == null) {
      count = 0;
      return;
    }
    URL target;
    try {
      target = new URL(asked, location);
    } catch (MalformedURLException otherScheme) {
      throw refused(NOWHERE);
    }
    String scheme = target.getProtocol().toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https");
    if (!secure && !scheme.equals("http")) {
      throw refused(NOWHERE);
    }
    if (!hasHost(target)) {
      throw refused("redirects to what is no URL");
    }
    String shown = SafeText.line(SafeText.url(target.toExternalForm()), LONGEST);
    if (!secure && asked.getProtocol().equalsIgnoreCase("https")) {
      throw refused("redirects from https to http, to " + shown);
    }
    count++;
    long most = limits.of(Limit.REDIRECTS);
    if (count > most) {
      String hint = Limit.REDIRECTS.exceeded("", most).hint().orElse("");
      throw watch.stopped(
          new UnavailableException(
              watch.where() + ": more than " + most + " redirects, the last to " + shown, hint));
    }
  }

  private SnapshotException refused(String why) {
    return watch.stopped(new UnavailableException(watch.where() + ": " + why, HINT));
  }

  /** Returns whether it can be gone to; what says why not has all of it in its message. */
  private static boolean hasHost(URL url) {
    try {
      URI unused = url.toURI();
      return !url.getHost().isEmpty();
    } catch (URISyntaxException malformed) {
      return false;
    }
  }
}
