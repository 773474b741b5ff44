package org.gitsnapshot.compare;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.tarread.HeaderField;
import org.gitsnapshot.tarread.PaxRecord;
import org.gitsnapshot.tarread.RawHeader;
import org.gitsnapshot.tarread.TarExtension;
import org.gitsnapshot.tarread.TarMember;
import org.gitsnapshot.tarread.TarPath;
import org.gitsnapshot.tarread.TarReader;
import org.jspecify.annotations.Nullable;

/** Reads a raw tar once and remembers each entry. */
final class TarInventory {
  /** About what an item takes besides the bytes of its names. */
  private static final int ITEM_BYTES = 220;

  /** And a way of writing that is not its neighbour's. */
  private static final int WRITTEN_BYTES = 80;

  private static final ByteString PATH = ByteString.utf8("path");
  private static final ByteString LINK = ByteString.utf8("linkpath");

  private final Map<ByteString, ByteString> shapes;
  private final Map<String, String> types = new HashMap<>();
  private final long memory;
  private long held;

  /**
   * Creates one.
   *
   * @param shapes the headers seen so far, shared with the other side
   * @param memory the most bytes that may be remembered
   */
  TarInventory(Map<ByteString, ByteString> shapes, long memory) {
    this.shapes = shapes;
    this.memory = memory;
  }

  Inventory read(InputStream tar, LongConsumer position) throws IOException {
    List<Item> items = new ArrayList<>();
    TarReader reader = new TarReader(tar);
    Sha256Sink sink = new Sha256Sink();
    Item.@Nullable Written lastWritten = null;
    for (TarMember member = reader.next(); member != null; member = reader.next()) {
      ByteString digest = ByteString.EMPTY;
      boolean odd =
          member.kind() == TarMember.Kind.HARD_LINK || member.kind() == TarMember.Kind.SPECIAL;
      if (member.kind() == TarMember.Kind.FILE || (odd && member.stored() > 0)) {
        reader.copyContent(sink);
        digest = sink.digest();
      }
      boolean padding = reader.endMember();
      Item.Written written = written(member, padding);
      if (lastWritten != null && written.equals(lastWritten)) {
        written = lastWritten;
      } else {
        hold(WRITTEN_BYTES);
      }
      lastWritten = written;
      Item item = item(member, digest, written);
      if (member.isDisputed()) {
        member.dispute().writeTo(sink);
        item.dispute = sink.digest();
      }
      items.add(item);
      hold(ITEM_BYTES + item.path.length() + item.link.length());
      position.accept(item.end);
    }
    Inventory inventory = Inventory.of(items, reader.end());
    resolveHardLinks(inventory.placed());
    markCopies(inventory.placed());
    return inventory;
  }

  private static Item item(TarMember member, ByteString digest, Item.Written written) {
    long end = member.contentOffset() + member.stored();
    Item item =
        new Item(
            TarPath.normal(member.path()),
            member.kind(),
            member.link(),
            member.size(),
            member.executable(),
            digest,
            member.offset(),
            member.contentOffset(),
            (end + RawHeader.BLOCK - 1) / RawHeader.BLOCK * RawHeader.BLOCK,
            member.header().number(HeaderField.MTIME).orElse(Long.MIN_VALUE),
            written);
    item.label = member.isVolumeLabel();
    return item;
  }

  private Item.Written written(TarMember member, boolean contentPaddingIsZero)
      throws LimitExceededException {
    RawHeader header = member.header();
    Item.Spelling name =
        header.hasPrefix() && !header.text(HeaderField.PREFIX).isEmpty()
            ? Item.Spelling.PREFIX
            : Item.Spelling.NAME;
    Item.Spelling linkName = Item.Spelling.NAME;
    List<PaxRecord> pax = new ArrayList<>();
    StringBuilder kinds = new StringBuilder();
    boolean paddingIsZero = contentPaddingIsZero;
    int fields = 0;
    int names = 0;
    for (TarExtension extension : member.extensions()) {
      boolean gnu = extension.type() == 'L' || extension.type() == 'K';
      kinds.append(extension.type());
      paddingIsZero &= extension.paddingIsZero();
      RawHeader own = extension.header();
      fields = fields * 31 + HeaderShape.of(own).hashCode();
      fields = fields * 31 + own.field(HeaderField.MTIME).hashCode();
      names = names * 31 + own.field(HeaderField.NAME).hashCode();
      for (PaxRecord each : extension.records()) {
        if (each.key().equals(PATH)) {
          name = gnu ? Item.Spelling.GNU : Item.Spelling.PAX;
        } else if (each.key().equals(LINK)) {
          linkName = gnu ? Item.Spelling.GNU : Item.Spelling.PAX;
        } else {
          pax.add(each);
          hold(100 + each.key().length() + each.value().length());
        }
      }
    }
    OptionalLong size = header.number(HeaderField.SIZE);
    boolean inFields = name == Item.Spelling.NAME || name == Item.Spelling.PREFIX;
    return new Item.Written(
        shape(header),
        size.orElse(-1) != member.stored(),
        name,
        linkName,
        member.path().endsWith('/'),
        begins(member.path(), 0),
        isSpare(member.path()),
        inFields ? 0 : header.text(HeaderField.NAME).hashCode(),
        types.computeIfAbsent(kinds.toString(), same -> same),
        fields,
        names,
        List.copyOf(pax),
        paddingIsZero);
  }

  private ByteString shape(RawHeader header) throws LimitExceededException {
    ByteString shape = HeaderShape.of(header);
    ByteString known = shapes.get(shape);
    if (known != null) {
      return known;
    }
    hold(RawHeader.BLOCK + 100);
    shapes.put(shape, shape);
    return shape;
  }

  private void hold(int bytes) throws LimitExceededException {
    held += bytes;
    if (held > memory) {
      throw new LimitExceededException(
          "the archive has too many entries to compare in this heap: more than "
              + (memory >> 20)
              + " MiB of names and headers",
          "give Java a larger heap with -Xmx");
    }
  }

  /** Programs keep the first of several entries with one path, or the last; git writes one. */
  private static void markCopies(List<Item> items) {
    Map<ByteString, Item> last = new HashMap<>();
    Set<ByteString> ambiguous = new HashSet<>();
    for (Item item : items) {
      Item before = last.put(item.path, item);
      if (before != null) {
        item.repeats = ContentComparison.change(before, item) == null;
        if (!item.repeats) {
          ambiguous.add(item.path);
        }
      }
    }
    if (!ambiguous.isEmpty()) {
      items.forEach(item -> item.ambiguous = ambiguous.contains(item.path));
    }
  }

  /**
   * A hard link is the file it names, if that came before it. One with content of its own is not:
   * some programs write that into the file.
   */
  private static void resolveHardLinks(List<Item> items) {
    if (items.stream().noneMatch(item -> item.kind == TarMember.Kind.HARD_LINK)) {
      return;
    }
    Map<ByteString, Item> files = new HashMap<>();
    for (Item item : items) {
      if (item.kind == TarMember.Kind.HARD_LINK && item.digest.isEmpty()) {
        Item target = files.get(TarPath.normal(item.link));
        if (target != null) {
          item.content = target.content;
        }
      }
      files.put(item.path, item);
    }
  }

  /** Returns whether there are parts that say nothing behind the beginning of the path. */
  private static boolean isSpare(ByteString path) {
    int from = 0;
    while (begins(path, from)) {
      from += 2;
    }
    int to = path.length();
    while (to > from && path.at(to - 1) == '/') {
      to--;
    }
    int length = TarPath.normal(path).length();
    return length > 0 && length != to - from;
  }

  private static boolean begins(ByteString path, int from) {
    return path.length() >= from + 2 && path.at(from) == '.' && path.at(from + 1) == '/';
  }
}
