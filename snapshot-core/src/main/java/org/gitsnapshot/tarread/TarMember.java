package org.gitsnapshot.tarread;

import java.util.List;
import org.gitsnapshot.io.ByteString;

/**
 * One entry of a tar.
 *
 * @param index its number, from 0
 * @param offset where it begins in the raw tar: its first extension header or its header
 * @param headerOffset where its own header begins
 * @param contentOffset where its content begins
 * @param kind what it is
 * @param path the whole path, as it is written, whatever field or record it is from
 * @param link the target of a link, else empty
 * @param size how many bytes of content there are, the holes of a sparse file with them
 * @param stored how many bytes of content follow in the tar
 * @param header its own header
 * @param extensions the headers before it that speak of it alone
 * @param dispute what GNU tar, bsdtar and Python's tarfile take for different things, so that what
 *     is unpacked depends on the program: of entries with the same bytes here each program makes
 *     the same; empty where all agree, as they do on what git and these three write
 */
public record TarMember(
    long index,
    long offset,
    long headerOffset,
    long contentOffset,
    Kind kind,
    ByteString path,
    ByteString link,
    long size,
    long stored,
    RawHeader header,
    List<TarExtension> extensions,
    ByteString dispute) {
  /** What an entry is. */
  public enum Kind {
    /** A plain file, sparse or not. */
    FILE,
    /** Another name of a file that came before. */
    HARD_LINK,
    /** A symbolic link. */
    SYMLINK,
    /** A directory. */
    DIRECTORY,
    /** A device, a pipe, or what no program here knows. */
    SPECIAL
  }

  /** Copies the list. */
  public TarMember {
    extensions = List.copyOf(extensions);
  }

  /**
   * Returns whether it is the name that GNU tar gives a volume, which unpacks to nothing. One with
   * content is none: there are programs that write it out.
   */
  public boolean isVolumeLabel() {
    return header.type() == 'V' && stored == 0 && !isDisputed();
  }

  /** Returns whether programs take it for different things. */
  public boolean isDisputed() {
    return !dispute.isEmpty();
  }

  /** Returns whether it is a file that its owner may execute. */
  public boolean executable() {
    return kind == Kind.FILE && (header.number(HeaderField.MODE).orElse(0) & 0100) != 0;
  }
}
