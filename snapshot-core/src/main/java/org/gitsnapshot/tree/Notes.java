package org.gitsnapshot.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gitsnapshot.io.ByteString;

/** Collects what a user should know of an archive: one note for many files with one cause. */
final class Notes {
  private static final class Files {
    final ByteString first;
    long count;

    Files(ByteString first) {
      this.first = first;
    }
  }

  private final Map<String, Files> filtered = new TreeMap<>();
  private final Map<String, Files> unencoded = new TreeMap<>();

  /** Takes a file that a filter would have changed. */
  void filtered(String filter, ByteString path) {
    filtered.computeIfAbsent("filter=" + filter, key -> new Files(path)).count++;
  }

  /** Takes a file that could not be encoded. */
  void unencoded(String encoding, ByteString path) {
    String cause = "working-tree-encoding=" + encoding;
    unencoded.computeIfAbsent(cause, key -> new Files(path)).count++;
  }

  /** Returns the notes, in an order that depends on the tree alone. */
  List<String> list() {
    List<String> notes = new ArrayList<>();
    filtered.forEach((cause, files) -> notes.add(note(cause, files, "archived as stored")));
    unencoded.forEach(
        (cause, files) ->
            notes.add(note(cause, files, "not text that it can hold, left as UTF-8")));
    return notes;
  }

  private static String note(String cause, Files files, String what) {
    return cause
        + (files.count == 1 ? ": 1 file is " : ": " + files.count + " files are ")
        + what
        + ", such as "
        + files.first.display();
  }
}
