package org.gitsnapshot.tarread;

import java.io.IOException;
import java.util.OptionalLong;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The four ways GNU tar writes a sparse file's map: in the header of type {@code S} and the blocks
 * behind it, as pax records (0.0 and 0.1), or at the beginning of the content (1.0). The manual of
 * GNU tar, "Sparse Formats".
 */
final class SparseHeaders {
  private static final int OLD_MAP = 386;
  private static final int OLD_PIECES = 4;
  private static final int OLD_EXTENDED = 482;
  private static final int OLD_REAL_SIZE = 483;
  private static final int NUMBER = 12;
  private static final int BLOCK_PIECES = 21;
  private static final int BLOCK_EXTENDED = 504;

  private static final ByteString MAJOR = ByteString.utf8("GNU.sparse.major");
  private static final ByteString MAP = ByteString.utf8("GNU.sparse.map");
  private static final ByteString SIZE = ByteString.utf8("GNU.sparse.size");
  private static final ByteString REAL_SIZE = ByteString.utf8("GNU.sparse.realsize");
  private static final ByteString OFFSET = ByteString.utf8("GNU.sparse.offset");
  private static final ByteString BYTES = ByteString.utf8("GNU.sparse.numbytes");

  private final TarInput in;
  private final TarLimits limits;

  SparseHeaders(TarInput in, TarLimits limits) {
    this.in = in;
    this.limits = limits;
  }

  /** Reads a map from a header of type {@code S} and the blocks of it that follow. */
  SparseMap old(RawHeader header) throws IOException {
    byte[] block = header.toByteArray();
    OptionalLong realSize = TarText.number(block, OLD_REAL_SIZE, NUMBER);
    SparseMap map = new SparseMap(checkSize(realSize), limits.sparsePieces());
    pieces(map, block, OLD_MAP, OLD_PIECES);
    boolean more = block[OLD_EXTENDED] != 0;
    while (more) {
      byte[] next = in.read(RawHeader.BLOCK);
      pieces(map, next, 0, BLOCK_PIECES);
      more = next[BLOCK_EXTENDED] != 0;
    }
    return map;
  }

  /**
   * Reads a map from pax records, and where they say so from the content; null if there is none.
   */
  @Nullable SparseMap pax(PaxState pax) throws IOException {
    ByteString realSize = pax.get(REAL_SIZE);
    ByteString size = realSize != null ? realSize : pax.get(SIZE);
    if (size == null) {
      return null;
    }
    SparseMap map = new SparseMap(checkSize(TarText.decimal(size)), limits.sparsePieces());
    ByteString list = pax.get(MAP);
    ByteString major = pax.get(MAJOR);
    if (major != null && !major.equals(ByteString.utf8("1"))) {
      throw in.damaged("it is a sparse file of version " + major.display() + ", not 1");
    }
    if (major != null && list == null) {
      return map;
    }
    if (list != null) {
      int from = 0;
      for (int i = 0; i <= list.length(); i++) {
        if (i == list.length() || list.at(i) == ',') {
          map.add(in, TarText.decimal(list.substring(from, i)));
          from = i + 1;
        }
      }
      return map;
    }
    for (PaxRecord each : pax.own()) {
      if (each.key().equals(OFFSET) || each.key().equals(BYTES)) {
        map.add(in, TarText.decimal(each.value()));
      }
    }
    return map;
  }

  boolean mapIsInContent(PaxState pax) {
    return pax.get(MAJOR) != null && pax.get(MAP) == null;
  }

  /**
   * Reads the map at the beginning of the content: decimal numbers, one a line, filled up to whole
   * blocks. Returns how many bytes it takes.
   */
  long fromContent(SparseMap map, long stored) throws IOException {
    long begin = in.position();
    long expected = 1;
    boolean counted = false;
    long value = 0;
    int digits = 0;
    while (expected > 0) {
      if (in.position() - begin + RawHeader.BLOCK > stored) {
        throw in.damaged("it has a malformed sparse map");
      }
      byte[] block = in.read(RawHeader.BLOCK);
      for (int i = 0; i < block.length && expected > 0; i++) {
        if (block[i] >= '0' && block[i] <= '9' && digits < 18) {
          value = value * 10 + block[i] - '0';
          digits++;
        } else if (block[i] != '\n' || digits == 0) {
          throw in.damaged("it has a malformed sparse map");
        } else {
          if (counted) {
            map.add(in, OptionalLong.of(value));
            expected--;
          } else {
            counted = true;
            expected = Math.min(value, Long.MAX_VALUE / 4) * 2;
          }
          value = 0;
          digits = 0;
        }
      }
    }
    return in.position() - begin;
  }

  private void pieces(SparseMap map, byte[] block, int offset, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      int at = offset + i * 2 * NUMBER;
      if (block[at + NUMBER] == 0) {
        return;
      }
      map.add(in, TarText.number(block, at, NUMBER));
      map.add(in, TarText.number(block, at + NUMBER, NUMBER));
    }
  }

  private long checkSize(OptionalLong size) throws IOException {
    if (size.isEmpty() || size.getAsLong() < 0) {
      throw in.damaged("it has a malformed size of a sparse file");
    }
    return size.getAsLong();
  }
}
