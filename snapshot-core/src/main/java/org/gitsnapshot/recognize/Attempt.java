package org.gitsnapshot.recognize;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.io.BulkOutput;

/** One engine that compresses again, until its first byte that is not the file's. */
final class Attempt implements AutoCloseable {
  /** RFC 1952: what every engine here writes of a gzip header. */
  private static final int GZIP_HEADER = 10;

  private static final int BUFFER = 1 << 16;

  private final Candidate candidate;
  private final Expected expected;
  private final Encoder encoder;

  private Attempt(Candidate candidate, Expected expected) throws IOException {
    this.candidate = candidate;
    this.expected = expected;
    this.encoder = candidate.engine().open(expected, candidate.level(), 1);
  }

  /** Starts one, or returns nothing if even what comes before any content differs. */
  static Optional<Attempt> start(Candidate candidate, Path file, int header) throws IOException {
    Expected expected = new Expected(file, header);
    try {
      return Optional.of(new Attempt(candidate, expected));
    } catch (Mismatch e) {
      expected.close();
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      expected.close();
      throw e;
    }
  }

  Candidate candidate() {
    return candidate;
  }

  boolean ownHeader() {
    return expected.ownHeader();
  }

  /** Takes more input and returns whether all is the same so far. */
  boolean take(byte[] bytes, int length) throws IOException {
    try {
      encoder.write(bytes, 0, length);
      return true;
    } catch (Mismatch e) {
      return false;
    }
  }

  /** Ends the stream and returns whether the file ends there too. */
  boolean finish() throws IOException {
    try {
      encoder.finish();
      return expected.atEnd();
    } catch (Mismatch e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    encoder.close();
  }

  /** The first byte that differs; how an encoder is stopped, and nothing that anybody sees. */
  private static final class Mismatch extends IOException {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  /** Compares what is written with a file, headers apart. */
  private static final class Expected extends BulkOutput {
    private final InputStream file;
    private final byte[] header;
    private final byte[] written;
    private final byte[] buffer = new byte[BUFFER];
    private int skipped;

    Expected(Path path, int header) throws IOException {
      file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
      this.header = file.readNBytes(header);
      this.written = new byte[header == 0 ? 0 : GZIP_HEADER];
    }

    boolean ownHeader() {
      return !Arrays.equals(header, written);
    }

    boolean atEnd() throws IOException {
      return file.read() < 0;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      int skip = Math.min(length, written.length - skipped);
      System.arraycopy(bytes, from, written, skipped, skip);
      skipped += skip;
      int at = from + skip;
      int end = from + length;
      while (at < end) {
        int count = file.readNBytes(buffer, 0, Math.min(buffer.length, end - at));
        if (count == 0 || !Arrays.equals(bytes, at, at + count, buffer, 0, count)) {
          throw new Mismatch();
        }
        at += count;
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
