package org.gitsnapshot.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.hash.DigestingOutput;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.tarread.TarMember;
import org.gitsnapshot.tarread.TarReader;

/**
 * The content of a tar apart from how it is written: for every path its kind, its permission to be
 * executed, and its bytes. Directories do not count, nor does the directory that all paths begin
 * with.
 */
final class ContentListing {
  private final TreeMap<ByteString, String> files = new TreeMap<>();

  private ContentListing() {}

  /**
   * Reads a raw tar to its end.
   *
   * @throws org.gitsnapshot.error.CorruptObjectException if it is not a tar
   */
  static ContentListing read(InputStream tar) throws IOException {
    TreeMap<ByteString, String> whole = new TreeMap<>();
    TarReader reader = new TarReader(tar);
    for (TarMember member = reader.next(); member != null; member = reader.next()) {
      if (member.kind() != TarMember.Kind.DIRECTORY && !member.isVolumeLabel()) {
        whole.put(member.path(), describe(member, reader));
      }
    }
    if (reader.end().zeros() == 0) {
      throw new CorruptObjectException("not a whole tar: it has no trailer", null);
    }
    ContentListing listing = new ContentListing();
    int cut = commonDirectory(whole.keySet());
    whole.forEach((path, what) -> listing.files.put(path.substring(cut, path.length()), what));
    return listing;
  }

  /** Returns the paths that one of the two lacks or that are not the same in both. */
  Set<ByteString> differences(ContentListing other) {
    Set<ByteString> paths = new TreeSet<>(files.keySet());
    paths.addAll(other.files.keySet());
    paths.removeIf(
        path -> files.containsKey(path) && files.get(path).equals(other.files.get(path)));
    return paths;
  }

  private static String describe(TarMember member, TarReader reader) throws IOException {
    return switch (member.kind()) {
      case SYMLINK, HARD_LINK -> "link " + member.link();
      case FILE -> {
        DigestingOutput digesting = new DigestingOutput(OutputStream.nullOutputStream());
        reader.copyContent(digesting);
        yield (member.executable() ? "executable " : "file ") + digesting.digests().sha256();
      }
      case DIRECTORY, SPECIAL -> "special file " + member.header().type();
    };
  }

  private static int commonDirectory(Set<ByteString> paths) {
    if (paths.isEmpty()) {
      return 0;
    }
    ByteString first = paths.iterator().next();
    int length = 0;
    while (length < first.length() && first.at(length) != '/') {
      length++;
    }
    if (length == first.length()) {
      return 0;
    }
    ByteString directory = first.substring(0, length + 1);
    return paths.stream().allMatch(path -> path.startsWith(directory)) ? length + 1 : 0;
  }
}
