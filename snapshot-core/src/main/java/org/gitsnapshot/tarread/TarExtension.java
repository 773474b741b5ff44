package org.gitsnapshot.tarread;

import java.util.List;
import org.gitsnapshot.io.ByteString;

/**
 * A header that says more about the entry behind it, or, where it is global, about all entries.
 *
 * @param offset where its header begins in the raw tar
 * @param header its own header; the type is {@code x}, {@code X} (Solaris), {@code L} or {@code K}
 *     (GNU), or {@code g}
 * @param records what it says; of {@code L} and {@code K}, one record {@code path} or {@code
 *     linkpath}
 * @param whole whether the records are written as they have to be: programs leave others out, or
 *     cut them by a byte
 * @param paddingIsZero whether the bytes that fill its last block are zero
 */
public record TarExtension(
    long offset, RawHeader header, List<PaxRecord> records, boolean whole, boolean paddingIsZero) {
  /** Copies the list. */
  public TarExtension {
    records = List.copyOf(records);
  }

  /** Returns the type flag. */
  public char type() {
    return header.type();
  }

  /** Returns about how many bytes of memory it takes beside its records' bytes. */
  static int overhead() {
    return RawHeader.BLOCK + 128;
  }

  int bytes() {
    int sum = overhead();
    for (PaxRecord each : records) {
      ByteString key = each.key();
      sum += 64 + key.length() + each.value().length();
    }
    return sum;
  }
}
