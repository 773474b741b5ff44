package org.gitsnapshot.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.http.ByteRange;
import org.gitsnapshot.http.HttpAnswer;
import org.gitsnapshot.http.HttpFailure;
import org.gitsnapshot.http.HttpFetcher;
import org.gitsnapshot.http.HttpUrl;
import org.gitsnapshot.http.RetryPolicy;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.report.FetchReport;

/** Compares a random part of a file with the place that it comes from. */
final class SpotCheck {
  /** What one request asks for at least, unless the file is shorter. */
  private static final int CHUNK = 1 << 16;

  /** Requests for one file, so that a check is not an attack. */
  private static final int MAX_CHUNKS = 16;

  private final HttpFetcher http;
  private final RetryPolicy retry;
  private final double fraction;
  private final SecureRandom random = new SecureRandom();

  SpotCheck(HttpFetcher http, RetryPolicy retry, double fraction) {
    this.http = http;
    this.retry = retry;
    this.fraction = fraction;
  }

  /**
   * What came of it.
   *
   * @param answer in a word
   * @param message what was seen, where it is not the same
   */
  record Result(FetchReport.Upstream answer, Optional<String> message) {}

  Result compare(Path file, List<Origin> origins) throws IOException {
    Optional<Origin.Download> download =
        origins.stream()
            .filter(Origin.Download.class::isInstance)
            .map(Origin.Download.class::cast)
            .findFirst();
    if (download.isEmpty()) {
      return unknown(notDownloaded(origins));
    }
    try (FileChannel channel = FileChannel.open(file)) {
      HttpUrl url = HttpUrl.parse(download.get().url());
      for (ByteRange range : ranges(channel.size())) {
        Optional<String> difference = retry.run(number -> compare(url, range, channel));
        if (difference.isPresent()) {
          return new Result(FetchReport.Upstream.DIFFERENT, difference);
        }
      }
      return new Result(FetchReport.Upstream.SAME, Optional.empty());
    } catch (HttpFailure failure) {
      return unknown(failure.getMessage());
    } catch (InvalidInputException malformed) {
      return unknown(malformed.fullMessage());
    }
  }

  private static String notDownloaded(List<Origin> origins) {
    if (origins.isEmpty()) {
      return "nothing says where it comes from";
    }
    return origins.get(0) instanceof Origin.Recompressed recompressed
        ? "it is another form of "
            + recompressed.name()
            + ": compare them with snapshot verify --recompressed-from"
        : "it was made from a commit: compare it with snapshot verify";
  }

  private static Result unknown(String why) {
    return new Result(
        FetchReport.Upstream.UNKNOWN, Optional.of("not compared with upstream: " + why));
  }

  /** Chooses a range in each of several equal parts, where nobody can know beforehand. */
  private List<ByteRange> ranges(long size) {
    long bytes = Math.min(size, Math.max(Math.round(size * fraction), Math.min(CHUNK, size)));
    if (bytes == 0) {
      return List.of();
    }
    int count = (int) Math.max(1, Math.min(MAX_CHUNKS, bytes / CHUNK));
    List<ByteRange> ranges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long from = size / count * i;
      long part = i == count - 1 ? size - from : size / count;
      long length = Math.min(part, Math.max(1, bytes / count));
      long start = from + (length == part ? 0 : random.nextLong(part - length + 1));
      ranges.add(new ByteRange(start, start + length));
    }
    return ranges;
  }

  private Optional<String> compare(HttpUrl url, ByteRange range, FileChannel file)
      throws IOException {
    try (HttpAnswer answer = http.get(url, Optional.of(range), Optional.empty())) {
      if (answer.size().isPresent() && answer.size().getAsLong() != file.size()) {
        return Optional.of(url + " has " + answer.size().getAsLong() + " bytes");
      }
      // Without ranges upstream sends all from the start: as many bytes are compared from there.
      long at = answer.from();
      long end = at + range.length();
      byte[] theirs = new byte[CHUNK];
      ByteBuffer ours = ByteBuffer.allocate(CHUNK);
      while (at < end) {
        int n = answer.body().readNBytes(theirs, 0, (int) Math.min(CHUNK, end - at));
        ours.clear().limit(n);
        while (ours.hasRemaining() && file.read(ours, at + ours.position()) >= 0) {
          // A channel may give less than there is.
        }
        if (n == 0 || !ours.flip().equals(ByteBuffer.wrap(theirs, 0, n))) {
          return Optional.of(url + " differs in bytes " + at + " to " + (at + Math.max(n, 1) - 1));
        }
        at += n;
      }
      return Optional.empty();
    }
  }
}
