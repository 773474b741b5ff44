package org.gitsnapshot.torrent;

import java.util.List;
import org.gitsnapshot.report.TorrentReport.Identity;

/** Magnet links: BEP 9, and BEP 52 for the infohash of v2, a multihash of SHA-256. */
final class Magnet {
  private Magnet() {}

  static String of(Identity identity, List<String> trackers, List<String> webSeeds) {
    StringBuilder link = new StringBuilder("magnet:?");
    identity.v1().ifPresent(hash -> link.append("xt=urn:btih:").append(hash).append('&'));
    identity.v2().ifPresent(hash -> link.append("xt=urn:btmh:1220").append(hash).append('&'));
    link.append("dn=").append(WebSeeds.encode(identity.name()));
    trackers.forEach(url -> link.append("&tr=").append(WebSeeds.encode(url)));
    webSeeds.forEach(url -> link.append("&ws=").append(WebSeeds.encode(url)));
    return link.toString();
  }
}
