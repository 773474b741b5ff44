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
  /** A file that differs, before its contents are read again. */
  private record Found(ByteString path, Change change, @Nullable Item a, @Nullable Item b) {}

  private final Pairing pairing;
  private final Detail detail;
  private final MapBuilder mapA;
  private final MapBuilder mapB;
  private final List<Found> found = new ArrayList<>();
  private final Map<Change, Long> counts = new EnumMap<>(Change.class);

  ContentComparison(Pairing pairing, Detail detail, MapBuilder mapA, MapBuilder mapB) {
    this.pairing = pairing;
    this.detail = detail;
    this.mapA = mapA;
    this.mapB = mapB;
  }

  /** Compares by digests alone. */
  void run() {
    for (Pairing.Pair pair : pairing.pairs()) {
      Change change = change(pair.a(), pair.b());
      if (change != null) {
        add(new Found(path(pair.a(), pairing.cutA()), change, pair.a(), pair.b()));
        mapA.mark(pair.a().contentOffset, pair.a().end, What.CONTENT);
        mapB.mark(pair.b().contentOffset, pair.b().end, What.CONTENT);
      }
    }
    for (Item item : pairing.onlyA()) {
      if (isContent(item)) {
        add(new Found(path(item, pairing.cutA()), Change.ONLY_IN_A, item, null));
      }
    }
    for (Item item : pairing.onlyB()) {
      if (isContent(item)) {
        add(new Found(path(item, pairing.cutB()), Change.ONLY_IN_B, null, item));
      }
    }
    found.sort(Comparator.comparing(Found::path));
  }

  Map<Change, Long> counts() {
    return counts;
  }

  /** Returns what differs, the contents of the first files read again. */
  List<FileDifference> details(LoadedSide a, LoadedSide b) throws IOException {
    List<Found> listed = found.subList(0, Math.min(found.size(), detail.files()));
    List<Item> wantedA = new ArrayList<>();
    List<Item> wantedB = new ArrayList<>();
    for (Found each : listed) {
      Item itemA = each.a();
      Item itemB = each.b();
      if (each.change() == Change.CONTENT
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
      for (Found each : listed) {
        Item itemA = each.a();
        Item itemB = each.b();
        OptionalLong first = OptionalLong.empty();
        Optional<TextDifference> diff = Optional.empty();
        if (each.change() == Change.CONTENT
            && itemA != null
            && itemB != null
            && reread < wantedA.size()) {
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

  /** Returns how many files differ in content and are listed, but were not read again. */
  long notReread() {
    long listed =
        found.stream().limit(detail.files()).filter(f -> f.change() == Change.CONTENT).count();
    return Math.max(0, listed - detail.contents());
  }

  private void add(Found difference) {
    counts.merge(difference.change(), 1L, Long::sum);
    found.add(difference);
  }

  private static @Nullable Change change(Item a, Item b) {
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
      case SYMLINK -> a.link.equals(b.link) ? null : Change.TARGET;
      case HARD_LINK -> {
        if (!a.content.digest.equals(b.content.digest)) {
          yield Change.CONTENT;
        }
        yield a.link.equals(b.link) ? null : Change.TARGET;
      }
      case DIRECTORY -> a.replaces == b.replaces ? null : Change.KIND;
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
    return item.replaces || item.contentKind() != Kind.DIRECTORY;
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
    if (Math.max(a.content.size, b.content.size) > detail.diffBytes() || detail.diffLines() == 0) {
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
