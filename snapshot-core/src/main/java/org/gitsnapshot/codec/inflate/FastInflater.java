package org.gitsnapshot.codec.inflate;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * An {@code Inflater} for zlib streams that takes less time than zlib, once Java has compiled it.
 *
 * <p>It is used as its parent is. Until the process has inflated 64 MB, its parent does the work,
 * since code that is not compiled yet is slower; each stream is done by one of the two. What comes
 * out, and what is refused, is the same. Streams that need a dictionary are malformed here.
 *
 * <p>A stream whose output goes to one array, piece by piece, is put there without a copy. As with
 * the parent, what is in the room behind the returned bytes may change. Not thread-safe. {@link
 * #end} as the parent.
 */
public final class FastInflater extends Inflater {
  /** How much a process inflates before, in bytes. */
  private static final long WARM_UP = 64 << 20;

  /** How far a match reaches back. */
  private static final int HISTORY = 32 << 10;

  /** What is decoded ahead where the output goes to many arrays, in bytes. */
  private static final int AHEAD = 64 << 10;

  /** How much was inflated by zlib, for all of the process. */
  private static final AtomicLong BEFORE = new AtomicLong();

  private final AtomicLong before;
  private final long warmUp;
  private final ZlibDecoder decoder = new ZlibDecoder();

  /** Whether it is known who does the stream. */
  private boolean begun;

  /** Whether the decoder does it. */
  private boolean own;

  /** Of the decoder's stream: bytes of input that were used of arrays before this one. */
  private long usedBefore;

  /** Where the decoder's input began. */
  private int inputStart;

  /** Of the decoder's stream: bytes that were given out. */
  private long given;

  /** Where the decoder's output went: from where on, and up to which byte. */
  private byte[] target = BitInput.NONE;

  private int targetBase;
  private int targetEnd;

  /** What was last given out, and, if {@link #copying}, what is ahead of it. */
  private byte[] window = BitInput.NONE;

  /** How much of the window was given out. */
  private int handed;

  /** How much of it there is. */
  private int filled;

  /** Whether output goes to the window first. */
  private boolean copying;

  /** Creates one for zlib streams. */
  public FastInflater() {
    this(BEFORE, WARM_UP);
  }

  /**
   * @param before how much was inflated by zlib; is added to
   * @param warmUp how much that is before the decoder is used
   */
  FastInflater(AtomicLong before, long warmUp) {
    super(false);
    this.before = before;
    this.warmUp = warmUp;
  }

  private void begin(boolean mayBeOwn) {
    if (!begun) {
      begun = true;
      own = mayBeOwn && before.get() >= warmUp;
      if (own) {
        usedBefore = 0;
        given = 0;
        inputStart = 0;
        copying = false;
        handed = 0;
        filled = 0;
      }
    }
  }

  @Override
  public void reset() {
    if (own) {
      decoder.reset();
    } else if (begun) {
      if (before.get() < warmUp) {
        before.addAndGet(super.getBytesWritten());
      }
      super.reset();
    }
    begun = false;
    own = false;
    target = BitInput.NONE;
  }

  @Override
  public void setInput(byte[] input, int off, int len) {
    begin(true);
    if (own) {
      Objects.checkFromIndexSize(off, len, input.length);
      usedBefore += decoder.in.position - inputStart;
      inputStart = off;
      decoder.in.set(input, off, off + len);
    } else {
      super.setInput(input, off, len);
    }
  }

  @Override
  public void setInput(byte[] input) {
    setInput(input, 0, input.length);
  }

  /** Sets the input; a stream that began with an array takes all of the buffer at once. */
  @Override
  public void setInput(ByteBuffer input) {
    begin(false);
    if (own) {
      byte[] bytes = new byte[input.remaining()];
      input.get(bytes);
      setInput(bytes);
    } else {
      super.setInput(input);
    }
  }

  @Override
  public int inflate(byte[] output, int off, int len) throws DataFormatException {
    if (!own) {
      return super.inflate(output, off, len);
    }
    Objects.checkFromIndexSize(off, len, output.length);
    copying |= given > 0 && (output != target || off != targetEnd);
    int length = copying ? copyTo(output, off, len) : decodeTo(output, off, len);
    given += length;
    return length;
  }

  @Override
  public int inflate(byte[] output) throws DataFormatException {
    return inflate(output, 0, output.length);
  }

  @Override
  public int inflate(ByteBuffer output) throws DataFormatException {
    if (!own) {
      return super.inflate(output);
    }
    byte[] bytes = new byte[Math.min(output.remaining(), AHEAD)];
    int length = inflate(bytes);
    output.put(bytes, 0, length);
    return length;
  }

  private int decodeTo(byte[] output, int off, int len) throws DataFormatException {
    if (given == 0) {
      target = output;
      targetBase = off;
    }
    decode(output, targetBase, off, off + len);
    targetEnd = decoder.out.position;
    if (!decoder.hasEnded()) {
      remember();
    }
    return targetEnd - off;
  }

  private void decode(byte[] output, int base, int from, int to) throws DataFormatException {
    SymbolDecoder out = decoder.out;
    out.out = output;
    out.base = base;
    out.position = from;
    out.limit = to;
    decoder.decode();
  }

  /** Keeps what later matches may be taken from, if the output goes elsewhere then. */
  private void remember() {
    if (window.length == 0) {
      window = new byte[HISTORY + AHEAD];
    }
    filled = Math.min(targetEnd - targetBase, HISTORY);
    handed = filled;
    System.arraycopy(target, targetEnd - filled, window, 0, filled);
  }

  private int copyTo(byte[] output, int off, int len) throws DataFormatException {
    int done = 0;
    while (true) {
      int some = Math.min(len - done, filled - handed);
      System.arraycopy(window, handed, output, off + done, some);
      handed += some;
      done += some;
      if (handed < filled || decoder.hasEnded()) {
        return done;
      }
      if (filled > HISTORY) {
        System.arraycopy(window, filled - HISTORY, window, 0, HISTORY);
        filled = HISTORY;
        handed = HISTORY;
      }
      decode(window, 0, filled, window.length);
      filled = decoder.out.position;
      if (filled == handed) {
        return done;
      }
    }
  }

  @Override
  public boolean finished() {
    return own ? decoder.hasEnded() && handed == filled : super.finished();
  }

  @Override
  public boolean needsInput() {
    return own ? decoder.in.remaining() == 0 : super.needsInput();
  }

  @Override
  public boolean needsDictionary() {
    return !own && super.needsDictionary();
  }

  @Override
  public void setDictionary(byte[] dictionary, int off, int len) {
    refuseDictionary();
    super.setDictionary(dictionary, off, len);
  }

  @Override
  public void setDictionary(byte[] dictionary) {
    refuseDictionary();
    super.setDictionary(dictionary);
  }

  @Override
  public void setDictionary(ByteBuffer dictionary) {
    refuseDictionary();
    super.setDictionary(dictionary);
  }

  private void refuseDictionary() {
    if (own) {
      throw new IllegalArgumentException("this stream needs no dictionary");
    }
  }

  @Override
  public int getRemaining() {
    return own ? decoder.in.remaining() : super.getRemaining();
  }

  @Override
  public int getAdler() {
    return own ? decoder.checksum() : super.getAdler();
  }

  @Override
  public int getTotalIn() {
    return (int) getBytesRead();
  }

  @Override
  public long getBytesRead() {
    return own ? usedBefore + decoder.in.position - inputStart : super.getBytesRead();
  }

  @Override
  public int getTotalOut() {
    return (int) getBytesWritten();
  }

  @Override
  public long getBytesWritten() {
    return own ? given : super.getBytesWritten();
  }
}
