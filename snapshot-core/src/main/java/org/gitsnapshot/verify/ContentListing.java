package org.gitsnapshot.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
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
  private static final String DISPUTED = "disputed ";

  /** What is at a path, in the order of entries; one thing, unless they are not the same. */
  private final TreeMap<ByteString, List<String>> files = new TreeMap<>();

  private ContentListing() {}

  /**
   * Reads a raw tar to its end.
   *
   * @throws org.gitsnapshot.error.CorruptObjectException if it is not a tar
   */
  static ContentListing read(InputStream tar) throws IOException {
    TreeMap<ByteString, List<String>> whole = new TreeMap<>();
    TarReader reader = new TarReader(tar);
    for (TarMember member = reader.next(); member != null; member = reader.next()) {
      boolean content = member.kind() != TarMember.Kind.DIRECTORY && !member.isVolumeLabel();
      if (content || member.isDisputed()) {
        List<String> there = whole.computeIfAbsent(member.path(), path -> new ArrayList<>(1));
        String what = describe(member, reader);
        if (member.isDisputed()) {
          what = DISPUTED + what;
        }
        if (there.isEmpty() || !there.get(there.size() - 1).equals(what)) {
          there.add(what);
        }
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

  /** Returns whether a path is there more than once, and not the same. */
  boolean isTwice(ByteString path) {
    return files.getOrDefault(path, List.of()).size() > 1;
  }

  /** Returns whether programs read an entry of the path differently. */
  boolean isDisputed(ByteString path) {
    return files.getOrDefault(path, List.of()).stream().anyMatch(what -> what.startsWith(DISPUTED));
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
