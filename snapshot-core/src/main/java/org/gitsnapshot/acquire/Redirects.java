package org.gitsnapshot.acquire;

import java.net.MalformedURLException;
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

  private static final String HINT = "check the URL, or give the one where it leads";

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
    String scheme;
    String shown;
    try {
      URL target = new URL(asked, location);
      scheme = target.getProtocol().toLowerCase(Locale.ROOT);
      shown = shown(target.toExternalForm());
    } catch (MalformedURLException otherScheme) {
      scheme = "";
      shown = shown(location);
    }
    boolean secure = scheme.equals("https");
    if (!secure && !scheme.equals("http")) {
      throw refused("redirects to " + shown + ", which is not http or https");
    }
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

  private static String shown(String url) {
    return SafeText.line(SafeText.url(url), LONGEST);
  }
}
