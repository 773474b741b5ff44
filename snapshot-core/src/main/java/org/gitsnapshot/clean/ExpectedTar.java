package org.gitsnapshot.clean;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Optional;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.io.BulkOutput;
import org.gitsnapshot.tarread.TarMember;
import org.gitsnapshot.tarread.TarReader;

/**
 * A stream that compares what is written to it with a tar. At the first write of which a byte is
 * another it fails, and stands in the tar before that write if it was an entry's headers.
 */
final class ExpectedTar extends BulkOutput {
  /** A byte is another, or the tar is at its end. */
  static final class Mismatch extends IOException {
    private static final long serialVersionUID = 1L;

    Mismatch() {
      super("the derived tar is another");
    }
  }

  private final InputStream tar;

  /** What was read ahead: {@code ahead[from, to)}. */
  private byte[] ahead = new byte[1 << 16];

  private int from;
  private int to;

  /** How many bytes before those were the same. */
  private long position;

  /** How many bytes of the write that failed were the same. */
  private int same;

  private boolean ended;

  ExpectedTar(InputStream tar) {
    this.tar = tar;
  }

  /** Returns the offset of the first byte that is another, or how many were compared so far. */
  long position() {
    return position + same;
  }

  /** Returns whether the tar ended in the write that failed. */
  boolean isEnded() {
    return ended;
  }

  /** Returns the offset of the first byte of the write that failed. */
  long begin() {
    return position;
  }

  /** Returns whether these bytes stand next. */
  boolean isNext(byte[] bytes) throws IOException {
    int there = fill(bytes.length);
    return there == bytes.length
        && Arrays.equals(ahead, from, from + there, bytes, 0, bytes.length);
  }

  /** Returns whether nothing is left. */
  boolean isComplete() throws IOException {
    return fill(1) == 0;
  }

  /** Returns the entry that stands next, if one does; after it nothing can be compared any more. */
  Optional<TarMember> nextMember() throws IOException {
    InputStream rest =
        new SequenceInputStream(new ByteArrayInputStream(ahead, from, to - from), tar);
    try {
      return Optional.ofNullable(new TarReader(rest).next());
    } catch (SnapshotException notAnEntry) {
      return Optional.empty();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int there = fill(length);
    int mismatch = Arrays.mismatch(ahead, from, from + there, bytes, offset, offset + length);
    if (mismatch >= 0) {
      same = mismatch;
      ended = mismatch == there;
      throw new Mismatch();
    }
    from += length;
    position += length;
  }

  /** Reads ahead until there are so many bytes, or no more; returns how many of them there are. */
  private int fill(int wanted) throws IOException {
    if (to - from < wanted) {
      if (wanted > ahead.length - from) {
        byte[] larger = wanted > ahead.length ? new byte[wanted] : ahead;
        System.arraycopy(ahead, from, larger, 0, to - from);
        ahead = larger;
        to -= from;
        from = 0;
      }
      to += tar.readNBytes(ahead, to, ahead.length - to);
    }
    return Math.min(wanted, to - from);
  }
}
