package org.gitsnapshot.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.compare.Reasons.Reason;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.FileDifference.Change;
import org.gitsnapshot.report.FileGroup;

/**
 * The files that differ, by reason: all are counted, and the first of each reason are kept, so that
 * many of one reason take no place from those of another.
 */
final class FilesByReason {
  private static final class Group {
    private final List<DifferingFile> first = new ArrayList<>();
    private long count;
  }

  private final Map<Reason, Group> groups =
      new TreeMap<>(Comparator.comparingInt(Reason::order).thenComparing(Reason::what));

  /**
   * Sorts files into groups.
   *
   * @param sorted by path
   * @param b the side whose contents may be asked for
   * @param most how many of each reason are kept
   */
  FilesByReason(List<DifferingFile> sorted, LoadedSide b, Reasons reasons, int most)
      throws IOException {
    for (DifferingFile file : sorted) {
      Reason reason = reasons.of(new OnSides(file, b));
      Group group = groups.computeIfAbsent(reason, unused -> new Group());
      group.count++;
      if (group.first.size() < most) {
        group.first.add(reason.says() ? file.asExplained() : file);
      }
    }
  }

  /** A file as it is shown to the reasons. */
  private record OnSides(DifferingFile file, LoadedSide b) implements Reasons.Differing {
    @Override
    public ByteString path() {
      return file.path();
    }

    @Override
    public Change change() {
      return file.change();
    }

    @Override
    public OptionalLong placeA() {
      return file.placeA();
    }

    @Override
    public boolean executableOnOneSide() {
      Item itemA = file.a();
      Item itemB = file.b();
      return itemA != null && itemB != null && itemA.content.executable != itemB.content.executable;
    }

    @Override
    public Optional<Content> contentB() {
      return Optional.ofNullable(file.b()).map(b::content);
    }
  }

  /** Returns the files that were kept, what matters most first. */
  List<DifferingFile> kept() {
    return groups.values().stream().flatMap(group -> group.first.stream()).toList();
  }

  /** Returns the groups for a report, in the same order. */
  List<FileGroup> groups() {
    List<FileGroup> told = new ArrayList<>();
    groups.forEach(
        (reason, group) -> {
          List<ByteString> paths = group.first.stream().map(DifferingFile::path).toList();
          told.add(new FileGroup(reason.what(), paths, group.count));
        });
    return told;
  }
}
