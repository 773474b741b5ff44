package org.gitsnapshot.compare;

import java.util.List;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.tarread.PaxRecord;
import org.gitsnapshot.tarread.TarMember.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one entry. There may be hundreds of thousands: equal headers are shared.
 */
final class Item {
  /** Where a name is written. */
  enum Spelling {
    NAME("the name field"),
    PREFIX("the prefix and name fields"),
    PAX("a pax record"),
    GNU("a GNU long name");

    private final String words;

    Spelling(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** The path without parts that say nothing and without slashes at the end. */
  final ByteString path;

  final Kind kind;
  final ByteString link;
  final long size;
  final boolean executable;

  /** The SHA-256 of the content of a file, or of what else has some; empty for the rest. */
  final ByteString digest;

  /** Where the entry, its content and the next entry begin in the raw tar; -1 in a directory. */
  final long offset;

  final long contentOffset;
  final long end;

  /** The header's time; {@link Long#MIN_VALUE} if it is malformed or there is none. */
  final long time;

  /** How its header is written, shared with its neighbours; null in a directory. */
  final @Nullable Written written;

  /** The entry that has the content; another one for a hard link. */
  Item content;

  /** Whether it is the name of a volume, which is of no path. */
  boolean label;

  /** Whether the entry of the same path before it is the same in content. */
  boolean repeats;

  /** Whether entries of its path are not the same in content. */
  boolean ambiguous;

  /** A digest of what programs read differently; empty where all agree. */
  ByteString dispute = ByteString.EMPTY;

  Item(
      ByteString path,
      Kind kind,
      ByteString link,
      long size,
      boolean executable,
      ByteString digest,
      long offset,
      long contentOffset,
      long end,
      long time,
      @Nullable Written written) {
    this.path = path;
    this.kind = kind;
    this.link = link;
    this.size = size;
    this.executable = executable;
    this.digest = digest;
    this.offset = offset;
    this.contentOffset = contentOffset;
    this.end = end;
    this.time = time;
    this.written = written;
    this.content = this;
  }

  /** Returns what it is once hard links are the files they name. */
  Kind contentKind() {
    return content.kind;
  }

  /**
   * How an entry is written.
   *
   * @param shape its header, with names, size, checksum and time blanked; shared among equal ones
   * @param sizeIsElsewhere whether the header's size is not that of what follows
   * @param name where its name is written
   * @param linkName where its link's target is written
   * @param slash whether the name has a slash at its end
   * @param dot whether the name begins with {@code ./}
   * @param spare whether the name has parts further on that say nothing, as in {@code a//b}
   * @param nameUnder the hash of the name fields where the name is written elsewhere, else 0
   * @param extensions the types of its extension headers, such as {@code x}; shared
   * @param extensionFields a hash of how these headers are written
   * @param extensionNames a hash of these headers' own names
   * @param pax the records of these headers, those apart that repeat the name or the target
   * @param paddingIsZero whether all padding is zero
   */
  record Written(
      ByteString shape,
      boolean sizeIsElsewhere,
      Spelling name,
      Spelling linkName,
      boolean slash,
      boolean dot,
      boolean spare,
      int nameUnder,
      String extensions,
      int extensionFields,
      int extensionNames,
      List<PaxRecord> pax,
      boolean paddingIsZero) {}
}
