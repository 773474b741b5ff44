package org.gitsnapshot.codec.inflate;

import java.util.zip.Adler32;
import java.util.zip.DataFormatException;

/**
 * One zlib stream after the other: header, blocks of deflate, and the checksum of what came out
 * (RFC 1950). Goes on where input or room has ended. Not thread-safe.
 */
final class ZlibDecoder {
  private static final int METHOD_DEFLATE = 8;
  private static final int LARGEST_WINDOW = 7;
  private static final int PRESET_DICTIONARY = 1 << 5;

  private enum State {
    FRAME_HEADER,
    BLOCK_HEADER,
    STORED_HEADER,
    STORED,
    CODES,
    SYMBOLS,
    CHECKSUM,
    ENDED
  }

  /** Where bits come from. */
  final BitInput in = new BitInput();

  /** Where bytes go. */
  final SymbolDecoder out = new SymbolDecoder(in);

  private final CodeLengths codeLengths = new CodeLengths(in);
  private final DecodingTable ownLiterals = DecodingTable.ofLiterals();
  private final DecodingTable ownDistances = DecodingTable.ofDistances();
  private final Adler32 checksum = new Adler32();

  private State state = State.FRAME_HEADER;
  private boolean lastBlock;
  private boolean fixedCodes;

  /** How many bytes of a stored block are still to come. */
  private int stored;

  /** Forgets the stream, its input and its output: it is ready for the next one. */
  void reset() {
    state = State.FRAME_HEADER;
    lastBlock = false;
    in.reset();
    out.reset();
    checksum.reset();
  }

  /** Returns whether the stream has ended, and its checksum is right. */
  boolean hasEnded() {
    return state == State.ENDED;
  }

  /** Returns the Adler-32 of what came out. */
  int checksum() {
    return (int) checksum.getValue();
  }

  /**
   * Decodes until the stream, the input or the room ends.
   *
   * @throws DataFormatException if this is no zlib stream, or a damaged one
   */
  void decode() throws DataFormatException {
    int start = out.position;
    boolean through = decodeBlocks();
    checksum.update(out.out, start, out.position - start);
    if (through && state == State.CHECKSUM && in.has(32)) {
      int expected = Integer.reverseBytes((int) in.bits);
      in.skip(32);
      if (expected != checksum()) {
        throw new DataFormatException("what came out has another checksum than the stream says");
      }
      state = State.ENDED;
    }
  }

  /** Returns whether all blocks are done. */
  private boolean decodeBlocks() throws DataFormatException {
    while (true) {
      boolean onward =
          switch (state) {
            case FRAME_HEADER -> readFrameHeader();
            case BLOCK_HEADER -> readBlockHeader();
            case STORED_HEADER -> readStoredHeader();
            case STORED -> copyStored();
            case CODES -> readCodes();
            case SYMBOLS -> decodeSymbols();
            case CHECKSUM, ENDED -> false;
          };
      if (!onward) {
        return state == State.CHECKSUM;
      }
    }
  }

  private boolean readFrameHeader() throws DataFormatException {
    if (!in.has(16)) {
      return false;
    }
    int header = in.peek(16);
    int method = header & 15;
    int window = header >>> 4 & 15;
    if (((header & 0xff) << 8 | header >>> 8) % 31 != 0) {
      throw new DataFormatException("not a zlib stream");
    }
    if (method != METHOD_DEFLATE || window > LARGEST_WINDOW) {
      throw new DataFormatException("a zlib stream of another method than deflate");
    }
    if ((header >>> 8 & PRESET_DICTIONARY) != 0) {
      if (!in.has(48)) {
        return false;
      }
      throw new DataFormatException("a zlib stream that needs a dictionary");
    }
    in.skip(16);
    state = State.BLOCK_HEADER;
    return true;
  }

  private boolean readBlockHeader() throws DataFormatException {
    if (!in.has(3)) {
      return false;
    }
    lastBlock = in.take(1) == 1;
    int type = in.take(2);
    switch (type) {
      case 0 -> {
        in.alignToByte();
        state = State.STORED_HEADER;
      }
      case 1 -> {
        fixedCodes = true;
        state = State.SYMBOLS;
      }
      case 2 -> {
        fixedCodes = false;
        codeLengths.begin();
        state = State.CODES;
      }
      default -> throw new DataFormatException("a block of an unknown type");
    }
    return true;
  }

  private boolean readStoredHeader() throws DataFormatException {
    if (!in.has(32)) {
      return false;
    }
    stored = in.take(16);
    if (in.take(16) != (~stored & 0xffff)) {
      throw new DataFormatException("a stored block of a damaged length");
    }
    state = State.STORED;
    return true;
  }

  private boolean copyStored() {
    int some = Math.min(stored, Math.min(in.remaining(), out.limit - out.position));
    System.arraycopy(in.bytes, in.position, out.out, out.position, some);
    in.position += some;
    out.position += some;
    stored -= some;
    return stored == 0 && endBlock();
  }

  private boolean readCodes() throws DataFormatException {
    if (!codeLengths.read(ownLiterals, ownDistances)) {
      return false;
    }
    state = State.SYMBOLS;
    return true;
  }

  private boolean decodeSymbols() throws DataFormatException {
    boolean ended =
        fixedCodes
            ? out.decode(DecodingTable.FIXED_LITERAL_TABLE, DecodingTable.FIXED_DISTANCE_TABLE)
            : out.decode(ownLiterals, ownDistances);
    return ended && endBlock();
  }

  private boolean endBlock() {
    if (lastBlock) {
      in.alignToByte();
      state = State.CHECKSUM;
    } else {
      state = State.BLOCK_HEADER;
    }
    return true;
  }
}
