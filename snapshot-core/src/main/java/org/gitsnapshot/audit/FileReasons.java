package org.gitsnapshot.audit;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.report.CompareReport;
import org.gitsnapshot.report.FileDifference;
import org.gitsnapshot.report.FileGroup;
import org.gitsnapshot.tree.TreeLevel;
import org.jspecify.annotations.Nullable;

/**
 * Why files differ from a commit's archive, as far as the commit's tree tells: a file may be in the
 * commit and left out of its archives, or be there as the tree has it, unexpanded.
 */
final class FileReasons {
  private final Map<ByteString, Oid> committed = new HashMap<>();
  private final Map<Long, ArchivedEntry> published = new HashMap<>();

  /** Reads the paths of a commit's tree. */
  FileReasons(ObjectReader objects, Limits limits, Oid tree, Evidence evidence) throws IOException {
    evidence.entries().forEach(entry -> published.put(entry.contentOffset(), entry));
    record Level(ByteString path, Oid tree) {}
    Deque<Level> todo = new ArrayDeque<>(List.of(new Level(ByteString.EMPTY, tree)));
    long entries = 0;
    while (!todo.isEmpty()) {
      Level at = todo.removeLast();
      TreeLevel level = TreeLevel.read(objects, at.tree(), limits.treeBytes());
      entries += level.contents().size() + level.directories().size();
      if (entries > limits.of(Limit.ENTRIES)) {
        throw limits.exceeded(Limit.ENTRIES, "tree " + tree + " has too many entries");
      }
      for (TreeLevel.Child child : level.contents()) {
        committed.put(below(at.path(), child.name()), child.oid());
      }
      for (TreeLevel.Child child : level.directories()) {
        todo.add(new Level(below(at.path(), child.name()), child.oid()));
      }
    }
  }

  /** Returns the files of the commit's tree. */
  Map<ByteString, Oid> committed() {
    return Map.copyOf(committed);
  }

  /** Returns the files that differ in groups, the largest matter first. */
  List<FileGroup> groups(CompareReport report) {
    Map<String, List<ByteString>> groups = new TreeMap<>();
    for (FileDifference file : report.files()) {
      String reason = reason(file);
      groups.computeIfAbsent(reason, unused -> new ArrayList<>()).add(file.path());
    }
    List<FileGroup> sorted = new ArrayList<>();
    groups.forEach((what, files) -> sorted.add(new FileGroup(what, files)));
    return sorted;
  }

  private String reason(FileDifference file) {
    Oid inCommit = committed.get(file.path());
    // By its place and not its path, which several entries can have.
    ArchivedEntry entry = file.a().map(facts -> published.get(facts.offset())).orElse(null);
    Oid inFile = entry == null ? null : entry.blob();
    return switch (file.change()) {
      case ONLY_IN_A -> added(file.path(), inCommit, inFile);
      case ONLY_IN_B -> "missing: in the commit, not in the file";
      case CONTENT ->
          inCommit != null && inCommit.equals(inFile)
              ? "as in the commit's tree, without what git archive makes of it"
              : "changed: the content is not the commit's";
      case TARGET -> "changed: the link leads elsewhere";
      case KIND -> "changed: it is another kind of thing";
      case EXECUTABLE -> "changed: the permission to be executed";
      case TWICE -> "there twice, and not the same: what is unpacked depends on the program";
    };
  }

  private static String added(ByteString path, @Nullable Oid inCommit, @Nullable Oid inFile) {
    if (inCommit != null) {
      return inCommit.equals(inFile)
          ? "in the commit, though its archives leave it out (export-ignore)"
          : "changed: in the commit with another content, and its archives leave it out";
    }
    return GeneratedFiles.maker(path.display())
        .map(maker -> "not in the commit: by its name made by " + maker)
        .orElse("not in the commit");
  }

  private static ByteString below(ByteString directory, ByteString name) {
    return directory.isEmpty() ? name : directory.concat('/').concat(name);
  }
}
