package org.gitsnapshot.torrent;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.io.ByteString;

/** Names in torrents: one of them is a file's or a directory's, several are a path. */
final class TorrentName {
  /** Where padding is, in v1. */
  static final String PADDING = ".pad";

  /** BEP 52: a file tree is in the order of the names' bytes, directory by directory. */
  static final Comparator<List<String>> ORDER = TorrentName::compare;

  private TorrentName() {}

  /**
   * Returns what is wrong with a name, if anything is: a client that joined it to a directory would
   * leave the directory, or could not hold it.
   */
  static Optional<String> fault(String name) {
    if (name.isEmpty()) {
      return Optional.of("an empty name");
    }
    if (name.equals(".") || name.equals("..")) {
      return Optional.of("the name \"" + name + "\", which leads out of its directory");
    }
    if (name.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))) {
      return Optional.of(
          "a slash, a backslash or a control character in the name \"" + display(name) + "\"");
    }
    if (name.indexOf('\uFFFD') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      return Optional.of("a name that is not UTF-8: \"" + display(name) + "\"");
    }
    return Optional.empty();
  }

  static String display(String name) {
    return ByteString.utf8(name).display();
  }

  /** Returns a path as reports have it. */
  static String join(List<String> path) {
    return String.join("/", path);
  }

  private static int compare(List<String> one, List<String> other) {
    Iterator<String> others = other.iterator();
    for (String name : one) {
      if (!others.hasNext()) {
        return 1;
      }
      int order = ByteString.utf8(name).compareTo(ByteString.utf8(others.next()));
      if (order != 0) {
        return order;
      }
    }
    return others.hasNext() ? -1 : 0;
  }
}
