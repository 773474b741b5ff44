package org.gitsnapshot.recognize;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.gitsnapshot.codec.Encoder;
import org.gitsnapshot.codec.Engine;
import org.gitsnapshot.io.BulkOutput;

/** One engine that compresses again, until its first byte that is not the file's. */
final class Attempt implements AutoCloseable {
  /** RFC 1952: what every engine here writes of a gzip header. */
  private static final int GZIP_HEADER = 10;

  private static final int BUFFER = 1 << 16;

  private final Candidate candidate;
  private final Expected expected;
  private final Encoder encoder;

  private Attempt(Candidate candidate, Engine engine, Expected expected) throws IOException {
    this.candidate = candidate;
    this.expected = expected;
    this.encoder = engine.open(expected, candidate.level(), 1);
  }

  /** Starts one, or returns nothing if even what comes before any content differs. */
  static Optional<Attempt> start(Candidate candidate, Path file, int header) throws IOException {
    Expected expected = new Expected(file, header, header == 0 ? 0 : GZIP_HEADER, Long.MAX_VALUE);
    try {
      return Optional.of(new Attempt(candidate, candidate.engine(), expected));
    } catch (Mismatch e) {
      expected.close();
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      expected.close();
      throw e;
    }
  }

  /**
   * Starts one that stands for the candidate within a part of a file.
   *
   * @param engine what makes the same there
   * @param from where the part begins
   * @param skipped how many bytes the engine writes before it
   * @param length how many bytes are compared; the candidate is good when all are the file's
   */
  static Attempt within(
      Candidate candidate, Engine engine, Path file, int from, int skipped, long length)
      throws IOException {
    Expected expected = new Expected(file, from, skipped, length);
    try {
      return new Attempt(candidate, engine, expected);
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
      if (!expected.isEnough()) {
        encoder.write(bytes, 0, length);
      }
      return true;
    } catch (Mismatch e) {
      return expected.isEnough();
    }
  }

  /** Ends the stream and returns whether the file, or the part of it, ends there too. */
  boolean finish() throws IOException {
    try {
      if (!expected.isEnough()) {
        encoder.finish();
      }
      return expected.isEnough() || expected.atEnd();
    } catch (Mismatch e) {
      return expected.isEnough();
    }
  }

  @Override
  public void close() throws IOException {
    encoder.close();
  }

  /**
   * The first byte that differs, or is not compared; how an encoder is stopped, and nothing that
   * anybody sees.
   */
  private static final class Mismatch extends IOException {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  /** Compares what is written with a file, from behind the headers of both. */
  private static final class Expected extends BulkOutput {
    private final InputStream file;
    private final byte[] header;
    private final byte[] written;
    private final byte[] buffer = new byte[BUFFER];
    private int skipped;
    private long left;

    /**
     * Takes how many bytes the header has in the file, and how many in what is written, and how
     * many are compared behind it.
     */
    Expected(Path path, int header, int written, long length) throws IOException {
      left = length;
      file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
      this.header = file.readNBytes(header);
      this.written = new byte[written];
    }

    boolean ownHeader() {
      return !Arrays.equals(header, written);
    }

    /** Returns whether all that is to be compared was the file's. */
    boolean isEnough() {
      return left == 0;
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
      int end = from + (int) Math.min(length, skip + left);
      while (at < end) {
        int count = file.readNBytes(buffer, 0, Math.min(buffer.length, end - at));
        if (count == 0 || !Arrays.equals(bytes, at, at + count, buffer, 0, count)) {
          throw new Mismatch();
        }
        at += count;
        left -= count;
      }
      if (left == 0) {
        throw new Mismatch();
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
