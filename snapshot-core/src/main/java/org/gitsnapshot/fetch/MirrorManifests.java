package org.gitsnapshot.fetch;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.http.HttpAnswer;
import org.gitsnapshot.http.HttpFailure;
import org.gitsnapshot.http.HttpFetcher;
import org.gitsnapshot.http.HttpUrl;
import org.gitsnapshot.http.RetryPolicy;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.report.MirrorFault;
import org.jspecify.annotations.Nullable;

/**
 * The manifests of mirrors, as far as they can be had.
 *
 * @param byMirror those that came, in the order of the mirrors
 * @param faults why others did not
 */
record MirrorManifests(Map<Mirror, MirrorManifest> byMirror, List<MirrorFault> faults) {
  /** Asks all mirrors at once. A mirror that does not answer at all is dropped from the run. */
  static MirrorManifests ask(
      List<Mirror> mirrors, HttpFetcher http, RetryPolicy retry, ExecutorService threads)
      throws IOException {
    Map<Mirror, MirrorFault> faults = new ConcurrentHashMap<>();
    Map<Mirror, Future<@Nullable MirrorManifest>> asked = new LinkedHashMap<>();
    for (Mirror mirror : mirrors) {
      asked.put(mirror, threads.submit(() -> one(mirror, http, retry, faults)));
    }
    Map<Mirror, MirrorManifest> manifests = new LinkedHashMap<>();
    for (Map.Entry<Mirror, Future<@Nullable MirrorManifest>> each : asked.entrySet()) {
      MirrorManifest manifest = Waiting.on(each.getValue());
      if (manifest != null) {
        manifests.put(each.getKey(), manifest);
      }
    }
    return new MirrorManifests(
        manifests, mirrors.stream().filter(faults::containsKey).map(faults::get).toList());
  }

  private static @Nullable MirrorManifest one(
      Mirror mirror, HttpFetcher http, RetryPolicy retry, Map<Mirror, MirrorFault> faults)
      throws IOException {
    HttpUrl url = mirror.url(MirrorManifest.FILE_NAME);
    try {
      return MirrorManifestJson.parse(url.toString(), retry.run(number -> bytes(url, http)));
    } catch (HttpFailure failure) {
      boolean absent = failure.status() != 0 && !failure.retryable();
      MirrorFault fault =
          mirror.fault(
              absent ? MirrorFault.Kind.ABSENT : MirrorFault.Kind.UNAVAILABLE,
              absent ? "has no manifest: " + failure.getMessage() : failure.getMessage());
      faults.put(mirror, fault);
      if (!absent) {
        mirror.drop(fault);
      }
    } catch (SnapshotException unreadable) {
      faults.put(
          mirror,
          mirror.fault(
              MirrorFault.Kind.OTHER_FILE,
              "its manifest cannot be read: " + unreadable.getMessage()));
    }
    return null;
  }

  private static byte[] bytes(HttpUrl url, HttpFetcher http) throws IOException {
    try (HttpAnswer answer = http.get(url)) {
      byte[] bytes = answer.body().readNBytes(MirrorManifestJson.MAX_BYTES + 1);
      if (bytes.length > MirrorManifestJson.MAX_BYTES) {
        throw new LimitExceededException(url + ": longer than any manifest", null);
      }
      return bytes;
    }
  }
}
