package org.gitsnapshot.compare;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.build.Pipeline;
import org.gitsnapshot.codec.reading.ForeignFormat;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.SizedDigest;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.recognize.Budget;
import org.gitsnapshot.recognize.EngineSearch;
import org.gitsnapshot.recognize.Recognized;
import org.gitsnapshot.report.ArchiveMap;
import org.gitsnapshot.report.CompareReport;
import org.gitsnapshot.report.ComparedSide;
import org.gitsnapshot.report.CompressedBy;
import org.gitsnapshot.report.FileDifference;
import org.gitsnapshot.report.FileGroup;
import org.gitsnapshot.report.FirstDifference;
import org.gitsnapshot.report.Sameness;
import org.gitsnapshot.report.TarDifference;
import org.gitsnapshot.report.TarDifference.Part;
import org.gitsnapshot.report.TarDifference.Place;
import org.gitsnapshot.request.CompareRequest;
import org.gitsnapshot.request.CompareSide;
import org.gitsnapshot.request.UnchangedFiles;
import org.gitsnapshot.tarread.RawHeader;

/**
 * Compares two sides layer by layer: compressed bytes, raw tar, entries, content.
 *
 * <p>Each side is read once for its inventory, and once more together with the other for its bytes;
 * a third time only those contents that differ. Immutable and thread-safe.
 */
public final class Compare {
  private static final ByteString NOWHERE = ByteString.EMPTY;

  private final Acquirer acquirer;
  private final Pipeline pipeline;
  private final Progress progress;

  /** Creates a comparer. */
  public Compare(Acquirer acquirer, Pipeline pipeline, Progress progress) {
    this.acquirer = acquirer;
    this.pipeline = pipeline;
    this.progress = progress;
  }

  /**
   * Compares, and groups the files that differ by what differs.
   *
   * @throws InvalidInputException if a directory stands against a file that is no archive
   * @throws IOException if a side could not be read
   */
  public CompareReport run(CompareRequest request) throws IOException {
    return run(request, new WhatDiffers());
  }

  /**
   * Compares, and groups the files that differ by their reasons.
   *
   * @throws InvalidInputException if a directory stands against a file that is no archive
   * @throws IOException if a side could not be read
   */
  public CompareReport run(CompareRequest request, Reasons reasons) throws IOException {
    List<Path> files = new ArrayList<>();
    for (CompareSide side : List.of(request.a(), request.b())) {
      if (side instanceof CompareSide.OnDisk disk) {
        files.add(disk.path());
      }
    }
    return UnchangedFiles.read(files, () -> compare(request, reasons));
  }

  private CompareReport compare(CompareRequest request, Reasons reasons) throws IOException {
    SideLoader loader = new SideLoader(acquirer, pipeline, progress);
    boolean commitFirst = request.a() instanceof CompareSide.Commit;
    CompareSide first = commitFirst ? request.b() : request.a();
    CompareSide second = commitFirst ? request.a() : request.b();
    try (LoadedSide one = load(loader, first, Optional.empty());
        LoadedSide other = load(loader, second, Optional.of(one))) {
      LoadedSide a = commitFirst ? other : one;
      LoadedSide b = commitFirst ? one : other;
      return new Comparison(a, b, request.detail(), reasons).run();
    } finally {
      progress.done(request.a().name());
      progress.done(request.b().name());
    }
  }

  private static LoadedSide load(SideLoader loader, CompareSide side, Optional<LoadedSide> other)
      throws IOException {
    return side instanceof CompareSide.Commit commit
        ? loader.load(commit, other)
        : loader.load(side);
  }

  /** One comparison under way. */
  private final class Comparison {
    private final LoadedSide a;
    private final LoadedSide b;
    private final CompareRequest.Detail detail;
    private final Reasons reasons;
    private final List<String> notes = new ArrayList<>();
    private Optional<BytesComparison> files = Optional.empty();
    private Optional<BytesComparison> raws = Optional.empty();

    Comparison(LoadedSide a, LoadedSide b, CompareRequest.Detail detail, Reasons reasons) {
      this.a = a;
      this.b = b;
      this.detail = detail;
      this.reasons = reasons;
      a.notes().ifPresent(notes::add);
      b.notes().ifPresent(notes::add);
    }

    CompareReport run() throws IOException {
      compareBytes();
      if (files.isPresent() && files.get().same()) {
        return alike(Sameness.IDENTICAL);
      }
      if (raws.isPresent() && raws.get().same()) {
        return alike(files.isPresent() ? Sameness.SAME_RAW_TAR : Sameness.IDENTICAL);
      }
      if (a.inventory().isPresent() && b.inventory().isPresent()) {
        return compareEntries(a.inventory().get(), b.inventory().get());
      }
      refuseForeign(a);
      refuseForeign(b);
      if (!a.hasBytes() || !b.hasBytes()) {
        throw new InvalidInputException(
            (a.hasBytes() ? a : b).name()
                + " is not an archive, and cannot stand against a"
                + " directory",
            null);
      }
      return report(
          Sameness.BYTES_DIFFER,
          Verdicts.bytesDiffer(sideA(false), sideB(false)),
          List.of(),
          List.of(),
          List.of(),
          Map.of(),
          Optional.empty(),
          Optional.empty());
    }

    /** Of what is packed in a way that is not read here, nothing more can be said. */
    private static void refuseForeign(LoadedSide side) throws IOException {
      if (side.hasFile() && side.inventory().isEmpty()) {
        try (InputStream in = side.open()) {
          ForeignFormat.refuse(side.name(), in.readNBytes(RawHeader.BLOCK));
        }
      }
    }

    private void compareBytes() throws IOException {
      if (a.hasFile() && b.hasFile()) {
        progress.stage(a.name(), "comparing bytes");
        try (InputStream inA = a.open();
            InputStream inB = b.open()) {
          files = Optional.of(BytesComparison.of(inA, inB, bytes -> {}));
        }
      }
      boolean sameFile = files.isPresent() && files.get().same();
      if (a.hasBytes() && b.hasBytes()) {
        if (files.isPresent() && !a.compressed() && !b.compressed()) {
          raws = files;
        } else if (!sameFile) {
          progress.stage(a.name(), "comparing raw tars");
          try (InputStream inA = a.openRaw();
              InputStream inB = b.openRaw()) {
            raws =
                Optional.of(BytesComparison.of(inA, inB, bytes -> progress.bytes(a.name(), bytes)));
          }
        }
      }
    }

    /** Reports sides with the same raw tar, or more. */
    private CompareReport alike(Sameness sameness) throws IOException {
      boolean search = sameness == Sameness.SAME_RAW_TAR || files.isEmpty();
      ComparedSide sideA = sideA(search);
      ComparedSide sideB = sideB(search);
      String verdict =
          sameness == Sameness.IDENTICAL
              ? Verdicts.identical(sideA, sideB)
              : Verdicts.sameRaw(sideA, sideB);
      return new CompareReport(
          sameness,
          verdict,
          sideA,
          sideB,
          first(files, Optional.empty()),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          notes);
    }

    private CompareReport compareEntries(Inventory inventoryA, Inventory inventoryB)
        throws IOException {
      progress.stage(a.name(), "comparing entries");
      Pairing pairing = Pairing.of(inventoryA, inventoryB);
      MapBuilder mapA = map(true);
      MapBuilder mapB = map(false);
      List<TarDifference> tar = List.of();
      if (raws.isPresent()) {
        Groups groups = new Groups(detail.places());
        new TarComparison(inventoryA, inventoryB, pairing, groups, mapA, mapB).run();
        tar = groups.differences();
      }
      ContentComparison content = new ContentComparison(pairing, detail, mapA, mapB);
      content.run();
      FilesByReason byReason = content.byReason(b, reasons);
      List<DifferingFile> listed = byReason.kept();
      List<FileDifference> differing = content.details(listed, a, b);
      long total = content.counts().values().stream().mapToLong(Long::longValue).sum();
      cuts(total - listed.size(), content.notReread(listed));
      Sameness sameness;
      String verdict;
      if (total > 0) {
        sameness = Sameness.CONTENT_DIFFERS;
        verdict = Verdicts.contentDiffers(total);
      } else if (raws.isEmpty()) {
        sameness = Sameness.IDENTICAL;
        verdict = Verdicts.identical(sideA(false), sideB(false));
      } else {
        if (tar.isEmpty()) {
          tar = List.of(otherBytes(raws.get()));
        }
        sameness = Sameness.SAME_CONTENT;
        verdict = Verdicts.sameContent(tar);
      }
      return report(
          sameness,
          verdict,
          tar,
          differing,
          byReason.groups(),
          content.counts(),
          raws.map(unused -> mapA.build()),
          raws.map(unused -> mapB.build()));
    }

    private void cuts(long leftOut, long notReread) {
      if (leftOut > 0) {
        notes.add(
            leftOut == 1
                ? "1 more file differs and is not listed (--most)"
                : leftOut + " more files differ and are not listed (--most)");
      }
      if (notReread > 0) {
        notes.add(notReread + " of the files listed were not compared line by line (--diffs)");
      }
    }

    private MapBuilder map(boolean first) {
      return new MapBuilder(raws.map(both -> (first ? both.a() : both.b()).size()).orElse(0L));
    }

    /** Such as what follows a NUL in a name, or the bytes behind the end. */
    private TarDifference otherBytes(BytesComparison raw) {
      Place place = new Place(NOWHERE, raw.first(), raw.first());
      return new TarDifference(
          Part.PADDING, "bytes that say nothing", "one", "another", 1, List.of(place));
    }

    private CompareReport report(
        Sameness sameness,
        String verdict,
        List<TarDifference> tar,
        List<FileDifference> differing,
        List<FileGroup> groups,
        Map<FileDifference.Change, Long> counts,
        Optional<ArchiveMap> mapA,
        Optional<ArchiveMap> mapB)
        throws IOException {
      return new CompareReport(
          sameness,
          verdict,
          sideA(false),
          sideB(false),
          first(files, Optional.empty()),
          first(raws, a.inventory()),
          tar,
          differing,
          groups,
          counts,
          mapA,
          mapB,
          notes);
    }

    private Optional<FirstDifference> first(
        Optional<BytesComparison> bytes, Optional<Inventory> inventory) {
      return bytes
          .filter(both -> !both.same())
          .map(
              both ->
                  new FirstDifference(
                      both.first(),
                      inventory
                          .flatMap(items -> Optional.ofNullable(items.at(both.first())))
                          .map(item -> item.path)));
    }

    private ComparedSide sideA(boolean search) throws IOException {
      return side(a, true, search);
    }

    private ComparedSide sideB(boolean search) throws IOException {
      return side(b, false, search);
    }

    private ComparedSide side(LoadedSide loaded, boolean isA, boolean search) throws IOException {
      Optional<SizedDigest> file =
          !loaded.hasFile()
              ? Optional.empty()
              : files.isPresent() ? files.map(x -> isA ? x.a() : x.b()) : digest(loaded);
      Optional<SizedDigest> raw =
          raws.isPresent() || loaded.compressed() || !loaded.hasBytes()
              ? raws.map(x -> isA ? x.a() : x.b())
              : file;
      Optional<Inventory> inventory = loaded.inventory();
      return new ComparedSide(
          loaded.name(),
          loaded.kind(),
          file,
          raw,
          loaded.compressed() ? Optional.of(compression(loaded, search)) : Optional.empty(),
          inventory.map(items -> (long) items.placed().size()).orElse(0L),
          inventory.map(Inventory::top).orElse(NOWHERE));
    }

    private Optional<SizedDigest> digest(LoadedSide loaded) throws IOException {
      try (InputStream in = loaded.open()) {
        return Optional.of(BytesComparison.digest(in));
      }
    }

    private CompressedBy compression(LoadedSide loaded, boolean search) throws IOException {
      Path file = requireNonNull(loaded.file());
      Recognized found;
      if (search) {
        progress.stage(loaded.name(), "looking for its compressor");
        found = new EngineSearch(Budget.ofHeap()).find(file, loaded::openRaw);
        found.untried().ifPresent(why -> notes.add(loaded.name() + ": " + why));
      } else {
        found = EngineSearch.header(file);
      }
      return new CompressedBy(
          found.format(), found.engine(), found.ownHeader(), search, found.header());
    }
  }
}
