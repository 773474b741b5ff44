package org.gitsnapshot.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.Finding;
import org.gitsnapshot.report.Finding.Reason;

/** Gathers findings by reason and subject; of the paths it keeps the first few. */
final class Findings {
  /** Subjects come from the repository: this many are told apart, and the rest share one. */
  private static final int MAX_SUBJECTS = 1000;

  private record Key(Reason reason, String subject) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byReason = reason.compareTo(other.reason);
      return byReason != 0 ? byReason : subject.compareTo(other.subject);
    }
  }

  private static final class Paths {
    private long count;
    private final List<ByteString> first = new ArrayList<>();
  }

  private final Map<Key, Paths> found = new TreeMap<>();

  /** Adds a path of which the reason alone is to be said. */
  void add(Reason reason, ByteString path) {
    add(reason, "", path);
  }

  void add(Reason reason, String subject, ByteString path) {
    Key key = new Key(reason, subject);
    if (found.size() >= MAX_SUBJECTS && !found.containsKey(key)) {
      key = new Key(reason, "");
    }
    Paths paths = found.computeIfAbsent(key, k -> new Paths());
    paths.count++;
    if (paths.first.size() < Finding.MAX_PATHS) {
      paths.first.add(path);
    }
  }

  List<Finding> all() {
    return found.entrySet().stream()
        .map(
            entry ->
                new Finding(
                    entry.getKey().reason,
                    entry.getKey().subject,
                    entry.getValue().count,
                    entry.getValue().first))
        .toList();
  }
}
