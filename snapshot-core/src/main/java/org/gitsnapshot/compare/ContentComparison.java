package org.gitsnapshot.compare;

import com.google.common.io.BaseEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.ArchiveMap.What;
import org.gitsnapshot.report.FileDifference;
import org.gitsnapshot.report.FileDifference.Change;
import org.gitsnapshot.report.FileDifference.FileFacts;
import org.gitsnapshot.report.TextDifference;
import org.gitsnapshot.request.CompareRequest.Detail;
import org.gitsnapshot.tarread.HeaderField;
import org.gitsnapshot.tarread.RawHeader;
import org.gitsnapshot.tarread.TarMember.Kind;
import org.gitsnapshot.textdiff.TextDiff;
import org.jspecify.annotations.Nullable;

/** Compares the files of two sides: kinds, permission to be executed, contents, link targets. */
final class ContentComparison {
  /** All entries of one path, those apart that are the same as the one before. */
  private static final class Copies {
    private final List<Item> a = new ArrayList<>();
    private final List<Item> b = new ArrayList<>();

    void add(@Nullable Item itemA, @Nullable Item itemB) {
      if (itemA != null && !itemA.repeats) {
        a.add(itemA);
      }
      if (itemB != null && !itemB.repeats) {
        b.add(itemB);
      }
    }

    /** Returns the first that differs, or null if they are the same one by one. */
    @Nullable DifferingFile compare(ByteString path) {
      int same = 0;
      while (same < Math.min(a.size(), b.size()) && change(a.get(same), b.get(same)) == null) {
        same++;
      }
      return same == a.size() && same == b.size()
          ? null
          : new DifferingFile(path, Change.TWICE, at(a, same), at(b, same));
    }

    private static @Nullable Item at(List<Item> items, int index) {
      return items.isEmpty() ? null : items.get(Math.min(index, items.size() - 1));
    }
  }

  private final Pairing pairing;
  private final Detail detail;
  private final MapBuilder mapA;
  private final MapBuilder mapB;
  private final List<DifferingFile> found = new ArrayList<>();
  private final Map<Change, Long> counts = new EnumMap<>(Change.class);

  ContentComparison(Pairing pairing, Detail detail, MapBuilder mapA, MapBuilder mapB) {
    this.pairing = pairing;
    this.detail = detail;
    this.mapA = mapA;
    this.mapB = mapB;
  }

  /** Compares by digests alone. */
  void run() {
    Map<ByteString, Copies> ambiguous = ambiguous();
    for (Pairing.Pair pair : pairing.pairs()) {
      ByteString path = path(pair.a(), pairing.cutA());
      Copies copies = ambiguous.get(path);
      if (copies != null) {
        copies.add(pair.a(), pair.b());
      } else if (!pair.a().repeats || !pair.b().repeats) {
        Change change = change(pair.a(), pair.b());
        if (change != null) {
          add(new DifferingFile(path, change, pair.a(), pair.b()));
        }
      }
    }
    for (Item item : pairing.onlyA()) {
      ByteString path = path(item, pairing.cutA());
      Copies copies = ambiguous.get(path);
      if (copies != null) {
        copies.add(item, null);
      } else if (isContent(item) && !item.repeats) {
        add(new DifferingFile(path, lacking(item, Change.ONLY_IN_A), item, null));
      }
    }
    for (Item item : pairing.onlyB()) {
      ByteString path = path(item, pairing.cutB());
      Copies copies = ambiguous.get(path);
      if (copies != null) {
        copies.add(null, item);
      } else if (isContent(item) && !item.repeats) {
        add(new DifferingFile(path, lacking(item, Change.ONLY_IN_B), null, item));
      }
    }
    ambiguous.forEach(
        (path, copies) -> {
          DifferingFile found = copies.compare(path);
          if (found != null) {
            add(found);
          }
        });
    found.sort(Comparator.comparing(DifferingFile::path));
  }

  /** Returns what differs by reason, of each as many files as were asked for. */
  FilesByReason byReason(LoadedSide b, Reasons reasons) throws IOException {
    return new FilesByReason(found, b, reasons, detail.files());
  }

  /** Returns the paths that a side has more than once and not the same, without entries yet. */
  private Map<ByteString, Copies> ambiguous() {
    Map<ByteString, Copies> ambiguous = new TreeMap<>();
    for (Pairing.Pair pair : pairing.pairs()) {
      if (pair.a().ambiguous || pair.b().ambiguous) {
        ambiguous.put(path(pair.a(), pairing.cutA()), new Copies());
      }
    }
    for (Item item : pairing.onlyA()) {
      if (item.ambiguous) {
        ambiguous.put(path(item, pairing.cutA()), new Copies());
      }
    }
    for (Item item : pairing.onlyB()) {
      if (item.ambiguous) {
        ambiguous.put(path(item, pairing.cutB()), new Copies());
      }
    }
    return ambiguous;
  }

  Map<Change, Long> counts() {
    return counts;
  }

  /** Returns what is told of files that differ, the contents of the first read again. */
  List<FileDifference> details(List<DifferingFile> listed, LoadedSide a, LoadedSide b)
      throws IOException {
    List<Item> wantedA = new ArrayList<>();
    List<Item> wantedB = new ArrayList<>();
    for (DifferingFile each : listed) {
      Item itemA = each.a();
      Item itemB = each.b();
      if (hasContents(each)
          && itemA != null
          && itemB != null
          && wantedA.size() < detail.contents()) {
        wantedA.add(itemA);
        wantedB.add(itemB);
      }
    }
    List<FileDifference> differences = new ArrayList<>();
    try (Contents contentsA = Contents.read(a, wantedA);
        Contents contentsB = Contents.read(b, wantedB)) {
      int reread = 0;
      for (DifferingFile each : listed) {
        Item itemA = each.a();
        Item itemB = each.b();
        OptionalLong first = OptionalLong.empty();
        Optional<TextDifference> diff = Optional.empty();
        if (hasContents(each) && itemA != null && itemB != null && reread < wantedA.size()) {
          reread++;
          first = OptionalLong.of(firstDifference(contentsA, itemA, contentsB, itemB));
          diff = diff(contentsA, itemA, contentsB, itemB);
        }
        differences.add(
            new FileDifference(
                each.path(), each.change(), facts(itemA), facts(itemB), first, diff));
      }
    }
    return differences;
  }

  /** Returns how many of the listed files differ in content, but were not read again. */
  long notReread(List<DifferingFile> listed) {
    long contents = listed.stream().filter(ContentComparison::hasContents).count();
    return Math.max(0, contents - detail.contents());
  }

  private void add(DifferingFile difference) {
    counts.merge(difference.change(), 1L, Long::sum);
    found.add(difference);
    Item a = difference.a();
    Item b = difference.b();
    if (a != null && b != null) {
      mapA.mark(a.contentOffset, a.end, What.CONTENT);
      mapB.mark(b.contentOffset, b.end, What.CONTENT);
    }
  }

  /** Returns whether there are two contents to be read again. */
  private static boolean hasContents(DifferingFile each) {
    Item a = each.a();
    Item b = each.b();
    return !each.explained() && a != null && b != null && change(a, b) == Change.CONTENT;
  }

  private static Change lacking(Item item, Change change) {
    return item.dispute.isEmpty() ? change : Change.DISPUTED;
  }

  /** Returns what differs in content, or null if nothing does. */
  static @Nullable Change change(Item a, Item b) {
    if (!a.dispute.equals(b.dispute)) {
      return Change.DISPUTED;
    }
    boolean content = isContent(a) || isContent(b);
    if (a.contentKind() != b.contentKind()) {
      return content ? Change.KIND : null;
    }
    return switch (a.contentKind()) {
      case FILE -> {
        if (!a.content.digest.equals(b.content.digest)) {
          yield Change.CONTENT;
        }
        yield a.content.executable == b.content.executable ? null : Change.EXECUTABLE;
      }
      case SYMLINK -> a.content.link.equals(b.content.link) ? null : Change.TARGET;
      case HARD_LINK -> {
        if (!a.content.digest.equals(b.content.digest)) {
          yield Change.CONTENT;
        }
        yield a.link.equals(b.link) ? null : Change.TARGET;
      }
      case DIRECTORY -> null;
      case SPECIAL -> {
        if (!sameDevice(a.content, b.content)) {
          yield Change.KIND;
        }
        yield a.content.digest.equals(b.content.digest) ? null : Change.CONTENT;
      }
    };
  }

  /** Whether both are a pipe, or the same device; a directory on the disk does not tell. */
  private static boolean sameDevice(Item a, Item b) {
    if (a.written == null || b.written == null) {
      return true;
    }
    RawHeader headerA = RawHeader.of(a.written.shape());
    RawHeader headerB = RawHeader.of(b.written.shape());
    char type = headerA.type();
    boolean numbered = type == '3' || type == '4';
    return type == headerB.type()
        && (!numbered
            || (headerA.number(HeaderField.DEVMAJOR).equals(headerB.number(HeaderField.DEVMAJOR))
                && headerA
                    .number(HeaderField.DEVMINOR)
                    .equals(headerB.number(HeaderField.DEVMINOR))));
  }

  private static boolean isContent(Item item) {
    return item.contentKind() != Kind.DIRECTORY || !item.dispute.isEmpty();
  }

  private static ByteString path(Item item, int cut) {
    return Pairing.relative(item, cut);
  }

  private static long firstDifference(Contents contentsA, Item a, Contents contentsB, Item b)
      throws IOException {
    try (InputStream inA = contentsA.open(a);
        InputStream inB = contentsB.open(b)) {
      return BytesComparison.firstDifference(inA, inB);
    }
  }

  private Optional<TextDifference> diff(Contents contentsA, Item a, Contents contentsB, Item b)
      throws IOException {
    if (Math.max(a.content.size, b.content.size) > detail.diffBytes()) {
      return Optional.empty();
    }
    try (InputStream inA = contentsA.open(a);
        InputStream inB = contentsB.open(b)) {
      return TextDiff.of(inA.readAllBytes(), inB.readAllBytes(), detail.diffLines());
    }
  }

  private static Optional<FileFacts> facts(@Nullable Item item) {
    if (item == null) {
      return Optional.empty();
    }
    Item content = item.content;
    return Optional.of(
        new FileFacts(
            content.kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
            content.executable,
            content.size,
            BaseEncoding.base16().lowerCase().encode(content.digest.toByteArray()),
            content.link,
            content.contentOffset));
  }
}
