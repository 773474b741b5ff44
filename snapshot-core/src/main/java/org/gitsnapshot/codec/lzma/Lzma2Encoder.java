package org.gitsnapshot.codec.lzma;

import java.io.IOException;
import java.io.OutputStream;
import org.gitsnapshot.recipe.XzOptions;

/**
 * An LZMA2 stream being written: chunks of symbols, or of bytes as they are where symbols would be
 * longer.
 *
 * <p>A chunk ends after about 60 KiB of output or 2 MiB of input. Used by one thread at a time; the
 * stream below is neither flushed nor closed.
 */
public final class Lzma2Encoder {
  /** What an encoder takes besides the window and the finder. */
  private static final long FIXED_MEMORY = 1 << 19;

  /** The most a chunk can hold, packed or as it is. */
  private static final int MAX_PACKED = 1 << 16;

  /** A chunk ends when it has this many bytes: room is left for what the parser looks ahead. */
  private static final int PACKED_END = MAX_PACKED - OptimalParser.REACH - 1;

  /** A chunk ends when it has this many bytes of input: the next symbol could be too long. */
  private static final int UNPACKED_END = (1 << 21) - Match.MAX_LENGTH;

  private static final int END = 0x00;
  private static final int STORED_NEW_DICTIONARY = 0x01;
  private static final int STORED = 0x02;
  private static final int PACKED = 0x80;
  private static final int PACKED_NEW_STATE = 0xA0;
  private static final int PACKED_NEW_PROPERTIES = 0xC0;
  private static final int PACKED_NEW_DICTIONARY = 0xE0;

  private final XzOptions options;
  private final Window window;
  private final Model model;
  private final RangeEncoder range = new RangeEncoder(MAX_PACKED);
  private final SymbolCoder coder;
  private final byte[] header = new byte[6];

  private final MatchSource source;
  private final Parser parser;

  private OutputStream out = OutputStream.nullOutputStream();

  /** Whether the window was full, or the input at its end. */
  private boolean started;

  /** Whether the first byte is encoded. */
  private boolean begun;

  private boolean inChunk;
  private int unpacked;
  private boolean needsDictionary;
  private boolean needsProperties;
  private boolean needsState;

  /**
   * Creates one, which must be begun.
   *
   * @param spare of which it may use one besides the thread that calls; the bytes do not depend on
   *     it
   */
  public Lzma2Encoder(XzOptions options, SpareThreads spare) {
    this(options, spare, MatchFinder.REBASE_AT);
  }

  Lzma2Encoder(XzOptions options, SpareThreads spare, int rebaseAt) {
    this.options = options;
    window = Window.of(options);
    model = new Model(options);
    coder = new SymbolCoder(model, range);
    MatchFinder finder = MatchFinder.of(window, options, rebaseAt);
    // Where one match is taken at a time most positions are skipped, and to search them in vain
    // would cost more than a thread gives.
    source = options.optimal() ? new MatchesAhead(finder, window, spare) : finder;
    parser = Parser.of(window, source, model, options);
  }

  /**
   * Returns about how many bytes of heap one takes at the most.
   *
   * @param mayHaveThread whether there can be a thread to spare
   */
  public static long memory(XzOptions options, boolean mayHaveThread) {
    return MatchFinder.memory(options)
        + Window.memory(options)
        + FIXED_MEMORY
        + (mayHaveThread && options.optimal() ? MatchesAhead.MEMORY : 0);
  }

  /**
   * Begins a stream; what was held of the one before is dropped.
   *
   * @param to takes the bytes
   */
  public void begin(OutputStream to) {
    out = to;
    window.clear();
    started = false;
    begun = false;
    inChunk = false;
    needsDictionary = true;
    needsProperties = true;
    needsState = false;
  }

  /** Takes input; the range is one of the array. */
  public void write(byte[] bytes, int from, int length) throws IOException {
    int at = from;
    int end = from + length;
    while (at < end) {
      if (window.isFull()) {
        encode();
        source.slide(window.slide(source.position));
      }
      at += window.fill(bytes, at, end - at);
    }
  }

  /** Writes what is still held, and the end marker. */
  public void finish() throws IOException {
    window.complete = true;
    encode();
    out.write(END);
  }

  /** Encodes all of the window that does not need more input to be encoded rightly. */
  private void encode() throws IOException {
    if (!started) {
      started = true;
      source.begin(Math.min(window.end, options.dictionary()));
      model.reset();
      parser.reset();
    }
    try {
      while (inChunk || parser.at() < window.end) {
        if (!inChunk) {
          beginChunk();
        }
        if (!fillChunk()) {
          return;
        }
        endChunk();
      }
    } finally {
      source.pause();
    }
  }

  private void beginChunk() {
    if (needsState) {
      model.reset();
      parser.reset();
    }
    range.reset();
    unpacked = 0;
    inChunk = true;
  }

  /** Returns whether the chunk is at its end, and not the window. */
  private boolean fillChunk() {
    int limit = window.limit();
    if (!begun) {
      if (limit == 0) {
        return false;
      }
      begun = true;
      source.skip(1);
      coder.first(window.bytes[0]);
      unpacked++;
    }
    while (unpacked < UNPACKED_END && range.sizeWithFlush() <= PACKED_END) {
      if (source.position >= limit) {
        if (!window.complete) {
          return false;
        }
        if (parser.ahead == 0) {
          return true;
        }
      }
      parser.next();
      coder.write(window.bytes, parser.at(), parser.back, parser.length);
      parser.ahead -= parser.length;
      unpacked += parser.length;
    }
    return true;
  }

  private void endChunk() throws IOException {
    range.flush();
    if (range.size >= unpacked) {
      // What the parser has looked at goes with it, and is forgotten.
      unpacked += parser.ahead;
      parser.ahead = 0;
      writeStored();
      needsState = true;
    } else {
      writePacked();
      needsState = false;
      needsProperties = false;
    }
    needsDictionary = false;
    inChunk = false;
  }

  private void writeStored() throws IOException {
    header[0] = (byte) (needsDictionary ? STORED_NEW_DICTIONARY : STORED);
    putSize(1, unpacked - 1);
    out.write(header, 0, 3);
    out.write(window.bytes, source.position - unpacked, unpacked);
  }

  private void writePacked() throws IOException {
    int control =
        needsDictionary
            ? PACKED_NEW_DICTIONARY
            : needsProperties ? PACKED_NEW_PROPERTIES : needsState ? PACKED_NEW_STATE : PACKED;
    header[0] = (byte) (control | ((unpacked - 1) >>> 16));
    putSize(1, unpacked - 1);
    putSize(3, range.size - 1);
    header[5] = (byte) ((options.pb() * 5 + options.lp()) * 9 + options.lc());
    out.write(header, 0, needsProperties ? 6 : 5);
    out.write(range.bytes, 0, range.size);
  }

  private void putSize(int at, int size) {
    header[at] = (byte) (size >>> 8);
    header[at + 1] = (byte) size;
  }
}
