package org.gitsnapshot.clean;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.gitsnapshot.tarread.HeaderField;
import org.gitsnapshot.tarread.RawHeader;
import org.gitsnapshot.tarread.TarExtension;
import org.gitsnapshot.tarread.TarMember;

/**
 * What stands in a tar before an entry's content, by whose it is.
 *
 * @param globalsBefore the global headers before the entry's first own header
 * @param head the entry's own headers, and global headers that stand among them
 * @param globalsInside these global headers alone
 */
record Piece(byte[] globalsBefore, byte[] head, byte[] globalsInside) {
  /**
   * Divides.
   *
   * @param bytes what was read since the last entry ended
   */
  static Piece of(TarMember member, byte[] bytes, long begin) {
    int own = (int) (member.offset() - begin);
    ByteArrayOutputStream inside = new ByteArrayOutputStream();
    int at = own;
    for (TarExtension extension : member.extensions()) {
      int start = (int) (extension.offset() - begin);
      inside.write(bytes, at, start - at);
      at = start + length(extension.header());
    }
    int header = (int) (member.headerOffset() - begin);
    inside.write(bytes, at, header - at);
    return new Piece(
        Arrays.copyOf(bytes, own),
        Arrays.copyOfRange(bytes, own, bytes.length),
        inside.toByteArray());
  }

  /** The reader has found that the size is one. */
  private static int length(RawHeader header) {
    long size = header.number(HeaderField.SIZE).orElseThrow();
    return (int) (RawHeader.BLOCK + size + (-size & (RawHeader.BLOCK - 1)));
  }
}
