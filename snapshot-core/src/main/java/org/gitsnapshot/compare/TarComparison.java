package org.gitsnapshot.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.ArchiveMap.What;
import org.gitsnapshot.report.TarDifference.Part;
import org.gitsnapshot.report.TarDifference.Place;
import org.gitsnapshot.tarread.PaxRecord;
import org.gitsnapshot.tarread.RawHeader;
import org.gitsnapshot.tarread.TarEnd;
import org.gitsnapshot.tarread.TarExtension;
import org.gitsnapshot.tarread.TarMember.Kind;
import org.jspecify.annotations.Nullable;

/** Compares two tars in all but the files in them. */
final class TarComparison {
  private final Inventory a;
  private final Inventory b;
  private final Pairing pairing;
  private final Groups groups;
  private final MapBuilder mapA;
  private final MapBuilder mapB;

  TarComparison(
      Inventory a, Inventory b, Pairing pairing, Groups groups, MapBuilder mapA, MapBuilder mapB) {
    this.a = a;
    this.b = b;
    this.pairing = pairing;
    this.groups = groups;
    this.mapA = mapA;
    this.mapB = mapB;
  }

  void run() {
    if (pairing.topsDiffer()) {
      groups.add(
          Part.ENTRIES, "top directory", top(a, pairing.cutA()), top(b, pairing.cutB()), nowhere());
    }
    lacking(pairing.onlyA(), "there", "none", mapA, true);
    lacking(pairing.onlyB(), "none", "there", mapB, false);
    pairing
        .order()
        .ifPresent(
            order ->
                groups.add(
                    Part.ENTRIES,
                    "order",
                    "one",
                    "another",
                    order.moved(),
                    place(order.first().a(), order.first().b())));
    HeaderComparison headers = new HeaderComparison(groups, !pairing.topsDiffer());
    for (Pairing.Pair pair : pairing.pairs()) {
      if (headers.compare(pair.a(), pair.b(), place(pair.a(), pair.b()))) {
        mapA.mark(pair.a().offset, pair.a().contentOffset, What.TAR);
        mapB.mark(pair.b().offset, pair.b().contentOffset, What.TAR);
      }
    }
    labels(headers);
    TarEnd endA = a.end();
    TarEnd endB = b.end();
    if (endA != null && endB != null) {
      globals(endA, endB);
      trailer(endA, endB);
    }
  }

  static String top(Inventory inventory, int cut) {
    for (Item item : inventory.placed()) {
      if (cut > 0 && item.path.length() >= cut - 1) {
        return HeaderComparison.quoted(item.path.substring(0, cut - 1).concat('/'));
      }
    }
    return "none";
  }

  /** Files are content and told there, unless they are there once more. */
  private void lacking(List<Item> items, String from, String to, MapBuilder map, boolean inA) {
    for (Item item : items) {
      map.mark(item.offset, item.end, What.ONLY_HERE);
      boolean directory = item.contentKind() == Kind.DIRECTORY;
      if (directory || item.repeats) {
        long offsetA = inA ? item.offset : -1;
        long offsetB = inA ? -1 : item.offset;
        groups.add(
            Part.ENTRIES,
            directory ? "entries of directories" : "paths that are there twice",
            from,
            to,
            new Place(item.path, offsetA, offsetB));
      }
    }
  }

  /** The name of a volume is of no path: the first of one stands against the first of the other. */
  private void labels(HeaderComparison headers) {
    List<Item> labelsA = a.labels();
    List<Item> labelsB = b.labels();
    for (int i = 0; i < Math.max(labelsA.size(), labelsB.size()); i++) {
      Item itemA = i < labelsA.size() ? labelsA.get(i) : null;
      Item itemB = i < labelsB.size() ? labelsB.get(i) : null;
      Place place =
          new Place(
              ByteString.EMPTY,
              itemA == null ? -1 : itemA.offset,
              itemB == null ? -1 : itemB.offset);
      boolean differs = itemA != null && itemB != null && headers.compare(itemA, itemB, place);
      String from = label(itemA);
      String to = label(itemB);
      if (!from.equals(to)) {
        groups.add(Part.ENTRIES, "volume label", from, to, place);
        differs = true;
      }
      if (differs) {
        mark(itemA, mapA);
        mark(itemB, mapB);
      }
    }
  }

  private static String label(@Nullable Item item) {
    return item == null ? "none" : HeaderComparison.quoted(item.path);
  }

  private static void mark(@Nullable Item item, MapBuilder map) {
    if (item != null) {
      map.mark(item.offset, item.end, What.TAR);
    }
  }

  private void globals(TarEnd endA, TarEnd endB) {
    List<TarExtension> globalsA = endA.globals();
    List<TarExtension> globalsB = endB.globals();
    long offsetA = globalsA.isEmpty() ? -1 : globalsA.get(0).offset();
    long offsetB = globalsB.isEmpty() ? -1 : globalsB.get(0).offset();
    Place place = new Place(ByteString.EMPTY, offsetA, offsetB);
    boolean differs = false;
    if (globalsA.size() != globalsB.size()) {
      groups.add(
          Part.GLOBAL,
          "global headers",
          String.valueOf(globalsA.size()),
          String.valueOf(globalsB.size()),
          place);
      differs = true;
    } else {
      for (int i = 0; i < globalsA.size(); i++) {
        RawHeader headerA = globalsA.get(i).header();
        RawHeader headerB = globalsB.get(i).header();
        if (!Arrays.equals(headerA.toByteArray(), headerB.toByteArray())) {
          new FieldComparison((what, from, to) -> groups.add(Part.GLOBAL, what, from, to, place))
              .whole(headerA, headerB, " of the global header");
          differs = true;
        }
      }
    }
    differs |=
        RecordComparison.compare(records(globalsA), records(globalsB), Part.GLOBAL, place, groups);
    if (differs) {
      globalsA.forEach(each -> mapA.mark(each.offset(), each.offset() + 1024, What.TAR));
      globalsB.forEach(each -> mapB.mark(each.offset(), each.offset() + 1024, What.TAR));
    }
  }

  private static List<PaxRecord> records(List<TarExtension> globals) {
    List<PaxRecord> all = new ArrayList<>();
    globals.forEach(each -> all.addAll(each.records()));
    return all;
  }

  private void trailer(TarEnd endA, TarEnd endB) {
    Place place = new Place(ByteString.EMPTY, endA.offset(), endB.offset());
    if (endA.zeros() != endB.zeros()) {
      groups.add(Part.TRAILER, "zeros at the end", bytes(endA.zeros()), bytes(endB.zeros()), place);
    }
    if (endA.behind() != endB.behind()) {
      groups.add(Part.TRAILER, "behind the end", bytes(endA.behind()), bytes(endB.behind()), place);
    }
    if (endA.zeros() != endB.zeros() || endA.behind() != endB.behind()) {
      mapA.mark(endA.offset(), endA.offset() + endA.zeros() + endA.behind(), What.TAR);
      mapB.mark(endB.offset(), endB.offset() + endB.zeros() + endB.behind(), What.TAR);
    }
  }

  private static String bytes(long count) {
    return count == 1 ? "1 byte" : count + " bytes";
  }

  private Place place(Item itemA, Item itemB) {
    return new Place(Pairing.relative(itemA, pairing.cutA()), itemA.offset, itemB.offset);
  }

  private static Place nowhere() {
    return new Place(ByteString.EMPTY, -1, -1);
  }
}
