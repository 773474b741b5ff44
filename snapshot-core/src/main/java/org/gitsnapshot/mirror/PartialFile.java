package org.gitsnapshot.mirror;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.http.ByteRange;
import org.gitsnapshot.http.HttpAnswer;
import org.gitsnapshot.http.HttpFailure;
import org.gitsnapshot.http.HttpFetcher;
import org.gitsnapshot.http.HttpUrl;
import org.gitsnapshot.output.FailureReason;

/**
 * A download on its way: the bytes there are, and beside them where they came from, so that the
 * same server can be asked for the rest. Used by one thread.
 */
final class PartialFile {
  private static final int BUFFER = 64 << 10;

  /** The status for a range that begins where the file ends: RFC 9110, 15.5.17. */
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final Path file;
  private final Path note;
  private final long maxBytes;

  /**
   * Takes a place for a file, which may be there in part.
   *
   * @param maxBytes the most bytes that are taken
   */
  PartialFile(Path file, long maxBytes) {
    this.file = file;
    this.note = file.resolveSibling(file.getFileName() + ".from");
    this.maxBytes = maxBytes;
  }

  /** Hears how many bytes of the file there are. */
  interface Position {
    void at(long bytes);
  }

  /**
   * What a transfer gave.
   *
   * @param url where the bytes came from, after redirects
   * @param resumed whether some were there before
   * @param encodingNote as {@link HttpAnswer#encodingNote}
   */
  record Transferred(HttpUrl url, boolean resumed, String encodingNote) {}

  Path file() {
    return file;
  }

  /** Returns how many bytes there are. */
  long length() throws OutputException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException none) {
      return 0;
    } catch (IOException e) {
      throw FailureReason.of("cannot read " + file, e);
    }
  }

  /** Removes what there is. */
  void clear() throws OutputException {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(note);
    } catch (IOException e) {
      throw FailureReason.of("cannot remove " + file, e);
    }
  }

  /**
   * Gets the file, or the rest of it if the beginning came from the same URL. From a server that
   * does not give the rest the whole is taken.
   *
   * @throws HttpFailure if it broke off; what came is kept
   */
  Transferred transfer(HttpFetcher http, HttpUrl url, Position position) throws IOException {
    Optional<String> validator = validator(url);
    long have = validator.isPresent() ? length() : 0;
    if (have == 0) {
      clear();
      return transfer(http, url, Optional.empty(), Optional.empty(), position);
    }
    Optional<ByteRange> rest = Optional.of(ByteRange.from(have));
    try {
      return transfer(http, url, rest, validator.filter(text -> !text.isEmpty()), position);
    } catch (HttpFailure failure) {
      if (failure.status() == RANGE_NOT_SATISFIABLE) {
        // All of it was there; if not, its digest will tell.
        return new Transferred(url, true, "");
      }
      if (!failure.refused()) {
        throw failure;
      }
      // The beginning stays until the whole comes: the server may refuse that too.
      return transfer(http, url, Optional.empty(), Optional.empty(), position);
    }
  }

  private Transferred transfer(
      HttpFetcher http,
      HttpUrl url,
      Optional<ByteRange> range,
      Optional<String> validator,
      Position position)
      throws IOException {
    try (HttpAnswer answer = http.get(url, range, validator)) {
      boolean resumed = answer.from() > 0;
      if (answer.size().isPresent() && answer.size().getAsLong() > maxBytes) {
        throw tooLong(url);
      }
      if (!resumed) {
        begin(url, answer.validator().orElse(""));
      }
      write(answer, url, position);
      return new Transferred(answer.url(), resumed, answer.encodingNote());
    }
  }

  private void write(HttpAnswer answer, HttpUrl url, Position position) throws IOException {
    byte[] buffer = new byte[BUFFER];
    InputStream body = answer.body();
    try (FileChannel channel = open(answer.from())) {
      long at = answer.from();
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        at += n;
        if (at > maxBytes) {
          throw tooLong(url);
        }
        append(channel, ByteBuffer.wrap(buffer, 0, n));
        position.at(at);
      }
      force(channel);
    }
  }

  private FileChannel open(long from) throws OutputException {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(from);
      channel.position(from);
      return channel;
    } catch (IOException e) {
      throw FailureReason.of("cannot write " + file, e);
    }
  }

  /** A failure of the disk is another than one of the server. */
  private void append(FileChannel channel, ByteBuffer bytes) throws OutputException {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw FailureReason.of("cannot write " + file, e);
    }
  }

  private void force(FileChannel channel) throws OutputException {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw FailureReason.of("cannot write " + file, e);
    }
  }

  private LimitExceededException tooLong(HttpUrl url) {
    return new LimitExceededException(
        url + " has more than " + maxBytes + " bytes, the limit of a download",
        "allow more with --max-size");
  }

  private void begin(HttpUrl url, String validator) throws OutputException {
    try {
      Files.writeString(note, url.uri() + "\n" + validator.strip() + "\n", StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw FailureReason.of("cannot write " + note, e);
    }
  }

  /**
   * Returns what the server calls the version of which the beginning is there, empty where it calls
   * it nothing; nothing at all if there is no beginning from this URL.
   */
  private Optional<String> validator(HttpUrl url) {
    try {
      List<String> lines =
          Splitter.on('\n').splitToList(Files.readString(note, StandardCharsets.UTF_8));
      boolean same = lines.size() == 3 && lines.get(0).equals(url.uri().toString());
      return same ? Optional.of(lines.get(1)) : Optional.empty();
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }
}
