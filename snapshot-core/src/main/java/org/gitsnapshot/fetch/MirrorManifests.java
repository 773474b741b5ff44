package org.gitsnapshot.fetch;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.http.HttpAnswer;
import org.gitsnapshot.http.HttpFailure;
import org.gitsnapshot.http.HttpFetcher;
import org.gitsnapshot.http.HttpUrl;
import org.gitsnapshot.http.RetryPolicy;
import org.gitsnapshot.http.ServerText;
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
  /**
   * The longest manifest that is taken from a mirror: a hundred thousand files, or the blocks of
   * 400 GiB.
   */
  private static final int MAX_BYTES = 32 << 20;

  /**
   * Of the memory, what the manifests of all mirrors have as they come; read they need up to five
   * times as much.
   */
  private static final int PART_OF_MEMORY = 8;

  /** Asks all mirrors at once. A mirror that does not answer at all is dropped from the run. */
  static MirrorManifests ask(
      List<Mirror> mirrors, HttpFetcher http, RetryPolicy retry, ExecutorService threads)
      throws IOException {
    Map<Mirror, MirrorFault> faults = new ConcurrentHashMap<>();
    Map<Mirror, Future<@Nullable MirrorManifest>> asked = new LinkedHashMap<>();
    int most = most(Runtime.getRuntime().maxMemory(), mirrors.size());
    for (Mirror mirror : mirrors) {
      asked.put(mirror, threads.submit(() -> one(mirror, most, http, retry, faults)));
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

  /** Returns how many bytes each of some mirrors may send, so that none takes what others need. */
  static int most(long memory, int mirrors) {
    return (int) Math.min(MAX_BYTES, memory / PART_OF_MEMORY / mirrors);
  }

  private static @Nullable MirrorManifest one(
      Mirror mirror, int most, HttpFetcher http, RetryPolicy retry, Map<Mirror, MirrorFault> faults)
      throws IOException {
    HttpUrl url = mirror.url(MirrorManifest.FILE_NAME);
    try {
      return MirrorManifestJson.parse(url.toString(), retry.run(number -> bytes(url, most, http)));
    } catch (HttpFailure failure) {
      boolean absent = failure.refused();
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
              "its manifest cannot be read: " + ServerText.line(unreadable.getMessage())));
    } catch (OutOfMemoryError tooMuch) {
      if (Explanation.isAboutThreads(tooMuch)) {
        throw tooMuch;
      }
      faults.put(
          mirror,
          mirror.fault(
              MirrorFault.Kind.OTHER_FILE, "its manifest needs more memory than there is"));
    }
    return null;
  }

  private static byte[] bytes(HttpUrl url, int most, HttpFetcher http) throws IOException {
    try (HttpAnswer answer = http.get(url)) {
      boolean tooLong = answer.size().orElse(0) > most;
      byte[] bytes = tooLong ? new byte[0] : answer.body().readNBytes(most + 1);
      if (tooLong || bytes.length > most) {
        throw new LimitExceededException(
            url + ": longer than " + most + " bytes, the limit of a mirror's manifest", null);
      }
      return bytes;
    }
  }
}
