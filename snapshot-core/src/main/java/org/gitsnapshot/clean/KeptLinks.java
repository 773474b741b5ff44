package org.gitsnapshot.clean;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.RemovedEntry;
import org.gitsnapshot.tarread.TarMember;

/** The links that stay in a cleaned tar, and which of them lead to what does not. */
public final class KeptLinks {
  /** How many links of a kind are named one by one. */
  static final int MAX_NAMED = 100;

  /** What becomes of directories, with entries of their own or without. */
  interface Directories {
    /** Returns whether the directory of a path goes with all that is in it. */
    boolean goes(ByteString path) throws LimitExceededException;
  }

  private record Link(ByteString path, ByteString target, boolean hard) {}

  private final List<Link> links = new ArrayList<>();

  KeptLinks() {}

  void add(TarMember member) {
    boolean hard = member.kind() == TarMember.Kind.HARD_LINK;
    links.add(new Link(member.path(), member.link(), hard));
  }

  /**
   * Returns one line for each link whose target was removed, the hard links first: who unpacks the
   * tar gets an error there.
   *
   * @param directories tells whether a directory goes with all that is in it
   * @throws LimitExceededException if that cannot be told within the limits
   */
  List<String> warnings(List<RemovedEntry> removed, Directories directories)
      throws LimitExceededException {
    NavigableSet<ByteString> gone = new TreeSet<>();
    for (RemovedEntry entry : removed) {
      gone.add(plain(entry.path()));
    }
    List<String> hard = new ArrayList<>();
    List<String> soft = new ArrayList<>();
    for (Link link : links) {
      ByteString target = link.hard() ? plain(link.target()) : resolved(link);
      if (!gone.contains(target) && !(above(gone, target) && directories.goes(target))) {
        continue;
      }
      if (link.hard()) {
        hard.add(
            link.path()
                + " is a hard link to "
                + link.target()
                + ", which is removed and its data with it: unpacking fails there; remove the link"
                + " too, or keep its target");
      } else {
        soft.add(link.path() + " is a symbolic link to " + link.target() + ", which is removed");
      }
    }
    List<String> warnings = new ArrayList<>();
    named(hard, "hard", warnings);
    named(soft, "symbolic", warnings);
    return warnings;
  }

  /** A directory need not have an entry of its own. */
  private static boolean above(NavigableSet<ByteString> gone, ByteString directory) {
    ByteString head = directory.concat('/');
    ByteString first = gone.ceiling(head);
    return !directory.isEmpty() && first != null && first.startsWith(head);
  }

  private static void named(List<String> lines, String kind, List<String> warnings) {
    warnings.addAll(lines.subList(0, Math.min(MAX_NAMED, lines.size())));
    if (lines.size() > MAX_NAMED) {
      warnings.add((lines.size() - MAX_NAMED) + " more " + kind + " links lead to what is removed");
    }
  }

  private static ByteString plain(ByteString path) {
    ByteString normal = RemovalRules.normal(path);
    return normal.endsWith('/') ? normal.substring(0, normal.length() - 1) : normal;
  }

  /** Returns what a symbolic link leads to in the tar; empty if it leads out of it. */
  private static ByteString resolved(Link link) {
    if (link.target().isEmpty() || link.target().at(0) == '/') {
      return ByteString.EMPTY;
    }
    List<ByteString> parts = new ArrayList<>(parts(plain(link.path())));
    parts.remove(parts.size() - 1);
    ByteString up = ByteString.utf8("..");
    for (ByteString part : parts(plain(link.target()))) {
      if (!part.equals(up)) {
        parts.add(part);
      } else if (parts.isEmpty()) {
        return ByteString.EMPTY;
      } else {
        parts.remove(parts.size() - 1);
      }
    }
    ByteString path = ByteString.EMPTY;
    for (ByteString part : parts) {
      path = path.isEmpty() ? part : path.concat('/').concat(part);
    }
    return path;
  }

  private static List<ByteString> parts(ByteString path) {
    List<ByteString> parts = new ArrayList<>();
    int from = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
      parts.add(path.substring(from, slash));
      from = slash + 1;
    }
    parts.add(path.substring(from, path.length()));
    return parts;
  }
}
