package org.gitsnapshot.codec.reading;

import java.io.IOException;
import java.io.InputStream;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.io.BulkInput;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.UnsupportedOptionsException;

/**
 * A decoder's output under limits, with every fault of the decoder told as one: libraries throw
 * many kinds of exceptions for damaged input, unchecked ones among them.
 */
final class GuardedInput extends BulkInput {
  private final InputStream decoder;
  private final PositionedInput compressed;
  private final ReadingLimits limits;
  private long produced;

  GuardedInput(InputStream decoder, PositionedInput compressed, ReadingLimits limits) {
    this.decoder = decoder;
    this.compressed = compressed;
    this.limits = limits;
  }

  /** Something that a decoder does. */
  interface Step<T> {
    T run() throws IOException;
  }

  static <T> T guard(PositionedInput compressed, Step<T> step) throws IOException {
    try {
      return step.run();
    } catch (SnapshotException told) {
      throw told;
    } catch (MemoryLimitException e) {
      throw Decompression.tooMuchMemory(e);
    } catch (UnsupportedOptionsException e) {
      throw new UnsupportedException(
          "the xz file needs more than what is read here: " + e.getMessage(),
          "xz may be able to unpack it",
          e);
    } catch (IOException | RuntimeException e) {
      throw new CorruptObjectException(
          "the compressed data is damaged or cut off near byte "
              + compressed.position()
              + (e.getMessage() == null ? "" : ": " + e.getMessage()),
          "get the file again",
          e);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = guard(compressed, () -> decoder.read(bytes, offset, length));
    if (n > 0) {
      produced += n;
      checkLimits();
    }
    return n;
  }

  private void checkLimits() throws LimitExceededException {
    if (produced > limits.bytes()) {
      throw new LimitExceededException(
          "more than " + limits.bytes() + " bytes come out of the compressed file",
          "it may be made to fill disks");
    }
    if (produced > limits.free() && produced / limits.ratio() > compressed.received()) {
      throw new LimitExceededException(
          "the compressed file unpacks to more than "
              + limits.ratio()
              + " times its size near byte "
              + compressed.position(),
          "it may be made to fill disks");
    }
  }

  @Override
  public void close() throws IOException {
    decoder.close();
  }
}
