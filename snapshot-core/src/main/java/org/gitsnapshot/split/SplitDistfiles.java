package org.gitsnapshot.split;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.SplitReport;
import org.gitsnapshot.report.SplitReport.DistFile;
import org.gitsnapshot.report.SplitReport.Medium;
import org.gitsnapshot.request.SplitRequest;

/** Divides distfiles among media, and writes the media if that is asked for. Thread-safe. */
public final class SplitDistfiles {
  /** How many files a message names. */
  private static final int NAMED = 3;

  private final Progress progress;

  /** Creates it. */
  public SplitDistfiles(Progress progress) {
    this.progress = progress;
  }

  /**
   * Does it.
   *
   * @throws InvalidInputException if the input is malformed or a file is larger than a medium
   * @throws IOException if something cannot be read or written; nothing is written then
   */
  public SplitReport run(SplitRequest request) throws IOException {
    Distfiles distfiles = Distfiles.read(request.input());
    Needs needs = Needs.of(request.order());
    check(distfiles, needs);
    boolean tar = request.output().filter(to -> to.kind() == SplitRequest.Kind.TARS).isPresent();
    boolean listed = distfiles.files().stream().allMatch(file -> file.sha256().isPresent());
    Accounting accounting = new Accounting(request.space(), tar, listed);
    long capacity = accounting.capacity();
    List<Item> items = accounting.items(distfiles.files(), needs);
    refuseTooLarge(items, capacity);
    Packing.Packed packed = new Packing(capacity).pack(items);
    List<Medium> media = new ArrayList<>();
    for (List<Item> bin : packed.bins()) {
      media.add(medium(media.size() + 1, bin, accounting.fixed()));
    }
    SplitReport.Outcome outcome = SplitReport.Outcome.PLANNED;
    if (request.output().isPresent()) {
      outcome =
          new MediaFiles(distfiles.directory(), media, progress).write(request.output().get());
    }
    return new SplitReport(
        media,
        capacity + accounting.fixed(),
        packed.lowerBound(),
        distfiles.files().size(),
        (int) distfiles.files().stream().filter(f -> needs.of(f.name()) != Item.ANY).count(),
        missing(distfiles, needs),
        outcome);
  }

  private static void check(Distfiles distfiles, Needs needs) throws InvalidInputException {
    for (DistFile file : distfiles.files()) {
      Optional<Digest> wanted = Optional.ofNullable(needs.digests().get(file.name()));
      if (wanted.isPresent() && file.sha256().isPresent() && !wanted.equals(file.sha256())) {
        throw new InvalidInputException(
            file.name()
                + " has sha256 "
                + file.sha256().get().hex()
                + ", and the steps want "
                + wanted.get().hex(),
            "bring the mirror up to date with: snapshot mirror --sources …");
      }
    }
  }

  private static void refuseTooLarge(List<Item> items, long capacity) throws InvalidInputException {
    List<Item> tooLarge =
        items.stream().filter(item -> item.cost() > capacity).sorted(Item.LARGEST).toList();
    if (!tooLarge.isEmpty()) {
      String names =
          tooLarge.stream()
              .limit(NAMED)
              .map(item -> item.first().display() + " takes " + item.cost())
              .collect(Collectors.joining(", "));
      int more = tooLarge.size() - NAMED;
      throw new InvalidInputException(
          "larger than the "
              + capacity
              + " bytes that a medium has room for: "
              + names
              + (more > 0 ? ", and " + more + " more" : ""),
          "--size is at least that of the largest file and what is reserved");
    }
  }

  private static Medium medium(int number, List<Item> bin, long fixed) {
    List<DistFile> files =
        bin.stream()
            .flatMap(item -> item.names().stream())
            .sorted(Comparator.comparing(file -> ByteString.utf8(file.name())))
            .toList();
    long used = fixed + bin.stream().mapToLong(Item::cost).sum();
    return new Medium(String.format(Locale.ROOT, "medium-%03d", number), used, files);
  }

  private static List<String> missing(Distfiles distfiles, Needs needs) {
    Set<String> there = distfiles.files().stream().map(DistFile::name).collect(Collectors.toSet());
    return needs.places().keySet().stream().filter(name -> !there.contains(name)).toList();
  }
}
