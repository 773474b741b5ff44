package org.gitsnapshot.tarread;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalLong;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Reads a raw tar from its beginning to its end: ustar, pax, GNU, Solaris or older.
 *
 * <pre>{@code
 * TarReader reader = new TarReader(in);
 * for (TarMember member = reader.next(); member != null; member = reader.next()) {
 *   reader.copyContent(out);
 * }
 * TarEnd end = reader.end();
 * }</pre>
 *
 * <p>Tolerant where what is odd can be told: a missing trailer, padding that is not zero, bytes
 * behind the trailer, malformed numbers that nothing depends on. Memory is that of one entry's
 * headers and of the global ones. Not thread-safe; does not close the stream.
 */
public final class TarReader {
  private static final ByteString SPARSE_NAME = ByteString.utf8("GNU.sparse.name");

  /** What is done where the entries end. */
  public interface EndAction {
    /** Does it. */
    void run() throws IOException;
  }

  private final TarInput in;
  private final TarLimits limits;
  private final PaxState pax;
  private final SparseHeaders sparse;
  private @Nullable TarEnd end;
  private @Nullable SparseMap map;
  private long index;
  private long contentLeft;
  private long unpadded;
  private long holes;
  private boolean paddingIsZero = true;
  private EndAction atEnd = () -> {};

  /** Creates a reader with the default limits. */
  public TarReader(InputStream in) {
    this(in, TarLimits.DEFAULT);
  }

  /** Creates a reader. */
  public TarReader(InputStream in, TarLimits limits) {
    this.in = new TarInput(in);
    this.limits = limits;
    this.pax = new PaxState(limits.headerBytes());
    this.sparse = new SparseHeaders(this.in, limits);
  }

  /**
   * Names what is run when all entries have been read, once: after the first block behind them, if
   * there is one, and before the rest of the stream, which may be long.
   */
  public void atEnd(EndAction action) {
    atEnd = action;
  }

  /** Returns whether a file that begins with these 512 bytes is a tar, maybe an empty one. */
  public static boolean begins(byte[] head) {
    if (head.length < RawHeader.BLOCK) {
      return false;
    }
    RawHeader header = new RawHeader(head);
    return header.isZero() || header.checksumFits();
  }

  /**
   * Returns the next entry, whatever is left of the last one being passed over; null at the end.
   *
   * @throws org.gitsnapshot.error.CorruptObjectException if there is no tar, or no more of it; the
   *     message says at which entry and byte
   * @throws LimitExceededException if it is beyond a limit
   * @throws UnsupportedException if it is a part of a tar on several volumes
   */
  public @Nullable TarMember next() throws IOException {
    if (end != null) {
      return null;
    }
    boolean unused = endMember();
    in.at(index);
    long offset = -1;
    while (true) {
      long at = in.position();
      byte[] block = new byte[RawHeader.BLOCK];
      int count = in.readBlock(block);
      if (count == 0 && at > 0 && offset < 0) {
        return end(at, 0);
      }
      if (count < block.length) {
        throw in.cutOff();
      }
      RawHeader header = new RawHeader(block);
      if (header.isZero()) {
        if (offset >= 0) {
          throw in.damaged("an extension header has no entry behind it");
        }
        return end(at, RawHeader.BLOCK);
      }
      if (!header.checksumFits()) {
        throw in.damaged("it has a header with a wrong checksum");
      }
      boolean extension = "xXgLK".indexOf(header.type()) >= 0;
      if (!extension) {
        return member(offset < 0 ? at : offset, at, header);
      }
      extension(at, header);
      // A global header is of no entry, wherever it stands.
      offset = header.type() == 'g' || offset >= 0 ? offset : at;
    }
  }

  /** Writes what is left of the entry's content, with zeros in holes. */
  public void copyContent(OutputStream out) throws IOException {
    SparseMap pieces = map;
    long left = contentLeft;
    map = null;
    contentLeft = 0;
    if (pieces != null) {
      pieces.expand(in, out);
    } else {
      in.copy(left, out);
    }
  }

  /**
   * Passes over what is left of the entry and returns whether the bytes that fill its last block
   * are zero.
   */
  public boolean endMember() throws IOException {
    if (map != null || contentLeft > 0) {
      map = null;
      in.copy(contentLeft, OutputStream.nullOutputStream());
      contentLeft = 0;
    }
    if (unpadded > 0) {
      paddingIsZero = in.padding(unpadded);
      unpadded = 0;
    }
    return paddingIsZero;
  }

  /**
   * Returns what there is besides the entries.
   *
   * @throws IllegalStateException before {@link #next} has returned null
   */
  public TarEnd end() {
    if (end == null) {
      throw new IllegalStateException("the tar has not been read to its end");
    }
    return requireNonNull(end);
  }

  private @Nullable TarMember end(long offset, long zeros) throws IOException {
    atEnd.run();
    byte[] block = new byte[RawHeader.BLOCK];
    long blank = zeros;
    long behind = 0;
    while (zeros > 0) {
      int count = in.readBlock(block);
      if (count == 0) {
        break;
      }
      if (!TarText.allZero(block, 0, count)) {
        behind = count + in.rest();
        break;
      }
      blank += count;
    }
    end = new TarEnd(index, offset, blank, behind, pax.globals());
    return null;
  }

  private void extension(long offset, RawHeader header) throws IOException {
    long size = size(header.number(HeaderField.SIZE));
    pax.check(size);
    byte[] text = in.read((int) size);
    List<PaxRecord> records;
    boolean whole = true;
    switch (header.type()) {
      case 'L' ->
          records = List.of(new PaxRecord(PaxState.PATH, TarText.untilNul(text, 0, text.length)));
      case 'K' ->
          records = List.of(new PaxRecord(PaxState.LINK, TarText.untilNul(text, 0, text.length)));
      default -> {
        records = PaxRecordParser.parse(text);
        if (records == null) {
          throw in.damaged("it has a malformed pax record");
        }
        whole = PaxRecordParser.isWritten(records, text);
      }
    }
    pax.add(new TarExtension(offset, header, records, whole, in.padding(size)));
  }

  private TarMember member(long offset, long headerOffset, RawHeader header) throws IOException {
    if (header.type() == 'M') {
      throw new UnsupportedException(
          "the tar is one of several volumes, which is not read here (entry "
              + (index + 1)
              + ", byte "
              + headerOffset
              + ")",
          "put the volumes together with GNU tar");
    }
    ByteString path = path(header);
    TarMember.Kind kind = kind(header, path);
    ByteString longLink = pax.get(PaxState.LINK);
    boolean linking = kind == TarMember.Kind.SYMLINK || kind == TarMember.Kind.HARD_LINK;
    ByteString link = longLink != null ? longLink : header.text(HeaderField.LINK);
    long stored = content(header, kind);
    // The padding is that of the stored bytes, the old map's blocks not counted.
    contentLeft = stored;
    unpadded = stored;
    map = header.type() == 'S' ? sparse.old(header) : sparse.pax(pax);
    long contentOffset = in.position();
    long size = stored;
    if (map != null) {
      if (header.type() != 'S' && sparse.mapIsInContent(pax)) {
        contentLeft -= sparse.fromContent(map, stored);
      }
      map.check(in, contentLeft);
      size = map.realSize();
      holes += map.holes(contentLeft);
      if (holes < 0 || holes > limits.holeBytes()) {
        throw new LimitExceededException(
            "the tar has sparse files with more than " + limits.holeBytes() + " bytes of holes",
            "it may be made to fill disks");
      }
    }
    paddingIsZero = true;
    TarMember member =
        new TarMember(
            index,
            offset,
            headerOffset,
            contentOffset,
            kind,
            path,
            linking ? link : ByteString.EMPTY,
            size,
            stored,
            header,
            pax.extensions(),
            new Disputes(header, kind, path, pax).find(index, stored));
    pax.clearOwn();
    index++;
    return member;
  }

  private ByteString path(RawHeader header) {
    ByteString sparseName = pax.get(SPARSE_NAME);
    ByteString longName = sparseName != null ? sparseName : pax.get(PaxState.PATH);
    if (longName != null) {
      return longName;
    }
    ByteString name = header.text(HeaderField.NAME);
    ByteString prefix = header.text(HeaderField.PREFIX);
    return header.hasPrefix() && !prefix.isEmpty() ? prefix.concat('/').concat(name) : name;
  }

  private static TarMember.Kind kind(RawHeader header, ByteString path) {
    return switch (header.type()) {
      case '0', '\0', '7', 'S' ->
          // Before ustar, a slash at the end was what made a directory.
          path.endsWith('/') ? TarMember.Kind.DIRECTORY : TarMember.Kind.FILE;
      case '1' -> TarMember.Kind.HARD_LINK;
      case '2' -> TarMember.Kind.SYMLINK;
      case '5', 'D' -> TarMember.Kind.DIRECTORY;
      // Devices and pipes, and the name of a volume.
      case '3', '4', '6', 'V' -> TarMember.Kind.SPECIAL;
      // POSIX, pax(1): of a type that is not known, a file is made.
      default -> TarMember.Kind.FILE;
    };
  }

  /** Returns how many bytes of content follow; some write a size for a link, and none follow. */
  private long content(RawHeader header, TarMember.Kind kind) throws IOException {
    ByteString paxSize = pax.get(PaxState.SIZE);
    if (paxSize != null) {
      return size(TarText.decimal(paxSize));
    }
    if (kind == TarMember.Kind.SYMLINK
        || kind == TarMember.Kind.HARD_LINK
        || header.type() == '5') {
      return 0;
    }
    boolean device = header.type() >= '3' && header.type() <= '6';
    return device ? 0 : size(header.number(HeaderField.SIZE));
  }

  private long size(OptionalLong size) throws IOException {
    if (size.isEmpty()) {
      throw in.damaged("it has a malformed size");
    }
    if (size.getAsLong() < 0) {
      throw in.damaged("it has a size below zero");
    }
    return size.getAsLong();
  }
}
