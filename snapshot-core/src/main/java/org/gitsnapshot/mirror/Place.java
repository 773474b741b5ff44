package org.gitsnapshot.mirror;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.http.HttpUrl;
import org.gitsnapshot.request.DownloadOptions;

/**
 * Where a file may be downloaded from.
 *
 * @param url the file's URL there
 * @param mirror the base URL, if the place is a mirror
 */
record Place(HttpUrl url, Optional<HttpUrl> mirror) {
  /**
   * Returns the places of a file in the order in which they are asked: mirrors and then upstream,
   * or upstream first. Mirrors take turns in being the first, by the file's name, so that none has
   * all the load and every run does the same; hosts that do not answer come last.
   *
   * @param faults takes what is wrong with URLs that cannot be asked, and where they stand
   */
  static List<Place> of(
      Wanted.Downloaded wanted,
      List<HttpUrl> mirrors,
      DownloadOptions options,
      Hosts hosts,
      List<String> faults) {
    String name = wanted.name();
    List<Place> ofMirrors = new ArrayList<>();
    for (int i = 0; i < mirrors.size(); i++) {
      HttpUrl base = mirrors.get(Math.floorMod(name.hashCode() + i, mirrors.size()));
      ofMirrors.add(new Place(base.resolve(name), Optional.of(base)));
    }
    List<Place> ofUpstream = new ArrayList<>();
    for (String text : wanted.origin().urls()) {
      try {
        ofUpstream.add(new Place(HttpUrl.parse(text), Optional.empty()));
      } catch (InvalidInputException malformed) {
        faults.add(
            wanted.position()
                + ": "
                + malformed.getMessage()
                + malformed.hint().map("; "::concat).orElse(""));
      }
    }
    List<Place> places = new ArrayList<>(options.upstreamFirst() ? ofUpstream : ofMirrors);
    places.addAll(options.upstreamFirst() ? ofMirrors : ofUpstream);
    // A stable sort: what answers stays in order.
    places.sort(Comparator.comparing(place -> hosts.dead(place.url())));
    return places;
  }
}
