package org.gitsnapshot.torrent;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.gitsnapshot.error.InvalidInputException;

/** Trackers in tiers, BEP 12. */
final class Trackers {
  private static final Set<String> SCHEMES = Set.of("http", "https", "udp", "ws", "wss");

  private Trackers() {}

  /** Checks that every tier has trackers and every tracker is one's URL. */
  static void check(List<List<String>> tiers) throws InvalidInputException {
    for (List<String> tier : tiers) {
      if (tier.isEmpty()) {
        throw new InvalidInputException("a tier without a tracker", null);
      }
      for (String tracker : tier) {
        if (!isTracker(tracker)) {
          throw new InvalidInputException(
              "not a tracker's URL: " + TorrentName.display(tracker),
              "such as udp://tracker.example.org:6969/announce");
        }
      }
    }
  }

  private static boolean isTracker(String text) {
    try {
      URI url = new URI(text);
      return url.getScheme() != null
          && SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))
          && url.getHost() != null;
    } catch (URISyntaxException malformed) {
      return false;
    }
  }
}
