package org.gitsnapshot.fetch;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.http.ByteRange;
import org.gitsnapshot.http.HttpAnswer;
import org.gitsnapshot.http.HttpFailure;
import org.gitsnapshot.http.HttpFetcher;
import org.gitsnapshot.http.RetryPolicy;
import org.gitsnapshot.report.MirrorFault;

/** Reads a range of a file from one mirror, again from where it broke off. Thread-safe. */
final class RangeReader {
  private static final int BUFFER = 1 << 16;

  /** What is lost at most, for each range, when the process is killed. */
  private static final int NOTE = 4 << 20;

  private final HttpFetcher http;
  private final RetryPolicy retry;

  RangeReader(HttpFetcher http, RetryPolicy retry) {
    this.http = http;
    this.retry = retry;
  }

  /**
   * What is asked for.
   *
   * @param name the file
   * @param size the size that the whole file must have
   * @param from the first byte
   * @param to the byte after the last
   * @param lenient whether to take what there is of a file of another size
   */
  record Asked(String name, long size, long from, long to, boolean lenient) {}

  /**
   * Reads a range into its place.
   *
   * @param sent hears what came, also when it was not all
   * @throws MirrorFailure if the mirror does not give it
   * @throws IOException if it cannot be written, or the thread is interrupted
   */
  void read(Mirror mirror, Asked asked, PartFile part, Consumer<Contribution> sent)
      throws MirrorFailure, IOException {
    long at = asked.from();
    for (int number = 1; at < asked.to(); number++) {
      Progress progress = new Progress(mirror, at, part, sent);
      try {
        ask(mirror, asked, at, progress);
      } catch (HttpFailure failure) {
        if (!failure.retryable() || number >= retry.attempts()) {
          boolean whole = at == 0 && asked.to() == asked.size();
          MirrorFault fault = mirror.fault(asked.name(), failure, !whole);
          if (fault.kind() == MirrorFault.Kind.UNAVAILABLE) {
            mirror.drop(fault);
          }
          throw new MirrorFailure(fault);
        }
        retry.pause(number, failure);
      } finally {
        progress.end();
      }
      at = progress.at;
    }
  }

  private void ask(Mirror mirror, Asked asked, long at, Progress progress)
      throws MirrorFailure, IOException {
    String name = asked.name();
    long size = asked.size();
    long to = asked.to();
    Optional<ByteRange> range =
        at == 0 && to == size ? Optional.empty() : Optional.of(new ByteRange(at, to));
    try (HttpAnswer answer = http.get(mirror.url(name), range, Optional.empty())) {
      OptionalLong other = answer.size();
      if (!asked.lenient() && other.isPresent() && other.getAsLong() != size) {
        throw failed(
            mirror,
            MirrorFault.Kind.OTHER_FILE,
            "its "
                + name
                + " has "
                + other.getAsLong()
                + " bytes, not "
                + size
                + answer.encodingNote());
      }
      if (answer.from() != at) {
        throw failed(mirror, MirrorFault.Kind.NO_RANGES, "gives no parts of " + name);
      }
      byte[] buffer = new byte[BUFFER];
      while (progress.at < to) {
        int n = answer.body().read(buffer, 0, (int) Math.min(buffer.length, to - progress.at));
        if (n < 0) {
          throw failed(
              mirror,
              MirrorFault.Kind.OTHER_FILE,
              "its "
                  + name
                  + " ends at byte "
                  + progress.at
                  + " of "
                  + size
                  + answer.encodingNote());
        }
        progress.add(buffer, n);
      }
    }
  }

  private static MirrorFailure failed(Mirror mirror, MirrorFault.Kind kind, String message) {
    return new MirrorFailure(mirror.fault(kind, message));
  }

  /** What came in one answer. */
  private static final class Progress {
    private final Mirror mirror;
    private final long start;
    private final PartFile part;
    private final Consumer<Contribution> sent;
    private final MessageDigest digest = DigestAlgorithm.SHA256.newMessageDigest();
    private long noted;
    private long at;

    Progress(Mirror mirror, long start, PartFile part, Consumer<Contribution> sent) {
      this.mirror = mirror;
      this.start = start;
      this.part = part;
      this.sent = sent;
      this.noted = start;
      this.at = start;
    }

    void add(byte[] bytes, int length) throws IOException {
      part.write(bytes, length, at);
      digest.update(bytes, 0, length);
      at += length;
      if (at - noted >= NOTE) {
        part.have(start, at);
        noted = at;
      }
    }

    void end() throws IOException {
      if (at > start) {
        part.have(start, at);
        sent.accept(
            new Contribution(
                mirror, start, at, Digest.of(DigestAlgorithm.SHA256, digest.digest())));
      }
    }
  }
}
