package org.gitsnapshot.compare;

import org.gitsnapshot.compare.Item.Written;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.TarDifference.Part;
import org.gitsnapshot.report.TarDifference.Place;
import org.gitsnapshot.tarread.RawHeader;

/** Compares how two entries of the same path are written. */
final class HeaderComparison {
  private static final int SHOWN = 60;

  private final Groups groups;
  private final boolean sameTop;
  private Place place = new Place(ByteString.EMPTY, -1, -1);
  private boolean differs;

  /**
   * Creates one.
   *
   * @param sameTop whether the top directories are the same: what comes of them is not told again
   */
  HeaderComparison(Groups groups, boolean sameTop) {
    this.groups = groups;
    this.sameTop = sameTop;
  }

  /** Compares a pair and returns whether anything differs. */
  boolean compare(Item itemA, Item itemB, Place where) {
    place = where;
    differs = false;
    Written a = itemA.written;
    Written b = itemB.written;
    if (a == null || b == null) {
      return false;
    }
    names(a, b);
    if (!a.shape().equals(b.shape())) {
      new FieldComparison((what, from, to) -> tell(Part.HEADER, what, from, to))
          .shapes(RawHeader.of(a.shape()), RawHeader.of(b.shape()));
    }
    if (itemA.time != itemB.time) {
      tell(Part.HEADER, "mtime", time(itemA.time), time(itemB.time));
    }
    flag(
        Part.HEADER,
        "size of what follows",
        "in the header",
        "elsewhere",
        a.sizeIsElsewhere(),
        b.sizeIsElsewhere());
    extensions(a, b);
    flag(Part.PADDING, "padding", "zeros", "other bytes", !a.paddingIsZero(), !b.paddingIsZero());
    return differs;
  }

  private void names(Written a, Written b) {
    if (a.name() != b.name()) {
      tell(Part.HEADER, "where the name is", a.name().words(), b.name().words());
    } else if (sameTop && a.nameUnder() != b.nameUnder()) {
      tell(Part.HEADER, "name field of a name that is elsewhere", "one", "another");
    }
    if (a.linkName() != b.linkName()) {
      tell(Part.HEADER, "where the link is", a.linkName().words(), b.linkName().words());
    }
    flag(Part.ENTRIES, "slash at the end of the name", "no", "yes", a.slash(), b.slash());
    flag(Part.ENTRIES, "./ at the beginning of the name", "no", "yes", a.dot(), b.dot());
    flag(Part.ENTRIES, "// or /./ in the name", "no", "yes", a.spare(), b.spare());
  }

  private void extensions(Written a, Written b) {
    if (!a.extensions().equals(b.extensions())) {
      tell(
          Part.EXTENSION,
          "extension headers",
          a.extensions().isEmpty() ? "none" : a.extensions(),
          b.extensions().isEmpty() ? "none" : b.extensions());
    } else {
      if (a.extensionFields() != b.extensionFields()) {
        tell(Part.EXTENSION, "fields of extension headers", "one", "another");
      }
      if (sameTop && a.extensionNames() != b.extensionNames()) {
        tell(Part.EXTENSION, "names of extension headers", "one", "another");
      }
    }
    if (!a.pax().equals(b.pax())) {
      differs |= RecordComparison.compare(a.pax(), b.pax(), Part.EXTENSION, place, groups);
    }
  }

  private void flag(Part part, String what, String no, String yes, boolean a, boolean b) {
    if (a != b) {
      tell(part, what, a ? yes : no, b ? yes : no);
    }
  }

  private void tell(Part part, String what, String from, String to) {
    differs = true;
    groups.add(part, what, from, to, place);
  }

  private static String time(long seconds) {
    return seconds == Long.MIN_VALUE ? "malformed" : FieldComparison.time(seconds);
  }

  /** Returns bytes for people, in quotes, not without end. */
  static String quoted(ByteString bytes) {
    boolean all = bytes.length() <= SHOWN;
    return "\"" + (all ? bytes : bytes.substring(0, SHOWN)).display() + (all ? "\"" : "\"…");
  }
}
