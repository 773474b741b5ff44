package org.gitsnapshot.agree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.http.HttpAnswer;
import org.gitsnapshot.http.HttpFailure;
import org.gitsnapshot.http.HttpFetcher;
import org.gitsnapshot.http.HttpUrl;
import org.gitsnapshot.http.RetryPolicy;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.MirrorManifestJson;

/** Reads mirrors' manifests from files, directories and URLs. */
public final class ReadManifests {
  private final HttpFetcher http;
  private final RetryPolicy retry;

  /** Creates one. */
  public ReadManifests(HttpFetcher http, RetryPolicy retry) {
    this.http = http;
    this.retry = retry;
  }

  /**
   * Reads them all.
   *
   * @param places files; directories of mirrors; URLs of manifests or, with a slash at the end, of
   *     mirrors
   * @return the manifests by place, in their order
   * @throws org.gitsnapshot.error.SnapshotException if one cannot be had or read, or a place is
   *     given twice
   */
  public Map<String, MirrorManifest> read(List<String> places) throws IOException {
    Map<String, MirrorManifest> manifests = new LinkedHashMap<>();
    for (String place : places) {
      boolean url = place.startsWith("http://") || place.startsWith("https://");
      String name = url ? HttpUrl.parse(place).toString() : place;
      MirrorManifest manifest =
          url
              ? MirrorManifestJson.parse(name, fetched(HttpUrl.parse(place)))
              : file(Path.of(place));
      if (manifests.put(name, manifest) != null) {
        throw new InvalidInputException(
            name + " is there twice", "a mirror does not confirm itself");
      }
    }
    return manifests;
  }

  private static MirrorManifest file(Path place)
      throws InvalidInputException, LimitExceededException {
    return MirrorManifestJson.read(
        Files.isDirectory(place) ? place.resolve(MirrorManifest.FILE_NAME) : place);
  }

  private byte[] fetched(HttpUrl place) throws IOException {
    HttpUrl url =
        String.valueOf(place.uri().getPath()).endsWith("/")
            ? place.resolve(MirrorManifest.FILE_NAME)
            : place;
    try {
      return retry.run(
          number -> {
            try (HttpAnswer answer = http.get(url)) {
              return answer.body().readNBytes(MirrorManifestJson.MAX_BYTES + 1);
            }
          });
    } catch (HttpFailure failure) {
      throw new UnavailableException(failure.getMessage(), null, failure);
    }
  }
}
