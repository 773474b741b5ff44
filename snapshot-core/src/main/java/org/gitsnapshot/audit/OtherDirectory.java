package org.gitsnapshot.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;

/**
 * Finds out whether an archive and a commit have the same files one or more directories apart: an
 * archive of a directory of the commit, or the commit's files in a directory of the archive. Path
 * by path such an archive has nothing in common with the commit.
 */
final class OtherDirectory {
  /** A content that is in many places, as an empty file, says nothing of where files were put. */
  private static final int MOST_PLACES = 4;

  private final Map<ByteString, Oid> committed;
  private final Map<ByteString, Oid> archived;
  private final ByteString top;

  /**
   * Creates one.
   *
   * @param committed the files of the commit's tree
   */
  OtherDirectory(Map<ByteString, Oid> committed, Evidence evidence) {
    this.committed = committed;
    this.top = evidence.topDirectory();
    this.archived = evidence.belowTop();
  }

  /** Returns the note, where most files of the archive are the commit's in another directory. */
  Optional<String> note(Oid commit) {
    long inPlace = same(ByteString.EMPTY, ByteString.EMPTY);
    Map<ByteString, Long> inCommit = new HashMap<>();
    Map<ByteString, Long> inArchive = new HashMap<>();
    Map<Oid, List<ByteString>> places = new HashMap<>();
    committed.forEach((path, id) -> places.computeIfAbsent(id, i -> new ArrayList<>()).add(path));
    archived.forEach(
        (path, id) -> {
          List<ByteString> theirs = places.getOrDefault(id, List.of());
          for (ByteString other : theirs.size() > MOST_PLACES ? List.<ByteString>of() : theirs) {
            above(other, path).ifPresent(directory -> inCommit.merge(directory, 1L, Long::sum));
            above(path, other).ifPresent(directory -> inArchive.merge(directory, 1L, Long::sum));
          }
        });
    Optional<ByteString> from = most(inCommit);
    Optional<ByteString> to = most(inArchive);
    if (from.isPresent()) {
      long same = same(from.get(), ByteString.EMPTY);
      if (isMost(same, archived.size(), inPlace)) {
        return Optional.of(ofDirectory(commit, from.get(), same));
      }
    }
    if (to.isPresent()) {
      long same = same(ByteString.EMPTY, to.get());
      long below = archived.keySet().stream().filter(path -> path.startsWith(to.get())).count();
      if (isMost(same, below, inPlace) && 2 * same >= archived.size()) {
        return Optional.of(inDirectory(commit, to.get(), same, below));
      }
    }
    return Optional.empty();
  }

  private String ofDirectory(Oid commit, ByteString directory, long same) {
    String name = directory.substring(0, directory.length() - 1).display();
    return "the files are those of the directory "
        + name
        + " of the commit: "
        + same
        + " of "
        + archived.size()
        + " are there with the same content; an archive of a directory is not recognised, so make"
        + " one and compare the file with it: git archive --prefix="
        + top.display()
        + " "
        + commit
        + ":"
        + name;
  }

  private String inDirectory(Oid commit, ByteString directory, long same, long below) {
    return "the commit's files are in the directory "
        + directory.substring(0, directory.length() - 1).display()
        + " of the file's content: "
        + same
        + " of "
        + below
        + " there have the same content; compare what is in it with the commit: snapshot compare"
        + " FILE --repo REPO --commit "
        + commit
        + " --prefix "
        + top.concat(directory).display();
  }

  /** Four fifths are there, and in their own places there are not half as many. */
  private static boolean isMost(long same, long all, long inPlace) {
    return same > 0 && 5 * same >= 4 * all && 2 * inPlace < same;
  }

  /** Returns how many files are the same in a directory of the commit and one of the archive. */
  private long same(ByteString inCommit, ByteString inArchive) {
    return archived.entrySet().stream()
        .filter(file -> file.getKey().startsWith(inArchive))
        .filter(
            file -> {
              ByteString path = file.getKey();
              ByteString below = path.substring(inArchive.length(), path.length());
              return file.getValue().equals(committed.get(inCommit.concat(below)));
            })
        .count();
  }

  /** Returns the directory that a path has before another, with its slash. */
  private static Optional<ByteString> above(ByteString path, ByteString end) {
    int length = path.length() - end.length();
    return length > 0 && path.at(length - 1) == '/' && path.endsWith(end)
        ? Optional.of(path.substring(0, length))
        : Optional.empty();
  }

  private static Optional<ByteString> most(Map<ByteString, Long> votes) {
    return votes.entrySet().stream()
        .max(
            Map.Entry.<ByteString, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey);
  }
}
