package org.gitsnapshot.tarread;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gitsnapshot.io.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Whether GNU tar, bsdtar and Python's tarfile take an entry for the same thing: what has one name
 * for one of them may have another for the next.
 *
 * <p>The rules are what these three were seen to do (GNU tar 1.34, libarchive 3.6.2, Python 3.11),
 * on the safe side: who says a thing once, and in the way of these programs and git's, is never in
 * dispute. What they write themselves and then read differently is let pass in just that form: the
 * times of GNU tar's incremental dumps, which Python reads as a part of the name, the name of a
 * volume, and the name that GNU tar gives a sparse file beside the real one.
 */
final class Disputes {
  private static final ByteString SPARSE_NAME = ByteString.utf8("GNU.sparse.name");
  private static final ByteString SPARSE_BLOCKS = ByteString.utf8("GNU.sparse.numblocks");
  private static final ByteString REAL_SIZE = ByteString.utf8("SCHILY.realsize");
  private static final ByteString HOLES = ByteString.utf8("SUN.holesdata");
  private static final ByteString ACCESS = ByteString.utf8("SCHILY.acl.access");

  /** The maps of sparse files as GNU tar writes them, version 0.0, 0.1 and 1.0. */
  private static final Pattern SPARSE_KEYS =
      Pattern.compile(
          "size numblocks (offset numbytes )*|size numblocks map |major=1 minor=0 realsize ");

  private static final Pattern SPARSE_STAND_IN = Pattern.compile("GNUSparseFile\\.[0-9]+");
  private static final Pattern OCTAL_TIME = Pattern.compile("[0-7]{11}");
  private static final Pattern GITS_NAME = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?\\.data");
  private static final Pattern GITS_LINK =
      Pattern.compile("see [0-9a-f]{40}([0-9a-f]{24})?\\.paxheader");
  private static final Pattern ACCESS_OF_OWNER = Pattern.compile("user::[r-][w-]([x-])(,.*)?");

  private static final List<HeaderField> NUMBERS =
      Stream.of(HeaderField.values()).filter(HeaderField::numeric).toList();

  /** What the programs go by. */
  private static final List<HeaderField> DECIDING =
      List.of(
          HeaderField.NAME,
          HeaderField.MODE,
          HeaderField.SIZE,
          HeaderField.TYPE,
          HeaderField.LINK,
          HeaderField.MAGIC,
          HeaderField.VERSION,
          HeaderField.PREFIX);

  private final RawHeader header;
  private final TarMember.Kind kind;
  private final ByteString path;
  private final PaxState pax;

  /** Looks at an entry whose extension headers have been read. */
  Disputes(RawHeader header, TarMember.Kind kind, ByteString path, PaxState pax) {
    this.header = header;
    this.kind = kind;
    this.path = path;
    this.pax = pax;
  }

  /** Returns whether a header's numbers are such as all can read; Python stops at others. */
  static boolean hasPlainNumbers(RawHeader header) {
    for (HeaderField field : NUMBERS) {
      byte first = header.at(field.offset());
      boolean binary = first == (byte) 0x80 || first == (byte) 0xff;
      if (header.number(field).isEmpty()
          || (first < 0 && (!binary || field == HeaderField.CHECKSUM))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns what the programs read differently: of entries in dispute, those with the same bytes
   * here are read in the same ways. Empty where all agree.
   */
  ByteString find(long index, long stored) {
    boolean disputed =
        pax.globalsAreDisputed()
            || !hasPlainNumbers(header)
            || headers()
            || name()
            || prefix()
            || (isLink() && said(PaxState.LINK, header.text(HeaderField.LINK)))
            || type(index, stored)
            || size(stored)
            || sparse()
            || executable();
    return disputed ? reading() : ByteString.EMPTY;
  }

  /** Of several headers of pax GNU tar takes the last, Python the first. */
  private boolean headers() {
    List<PaxRecord> first = null;
    for (TarExtension each : pax.extensions()) {
      if (!hasPlainNumbers(each.header())) {
        return true;
      }
      if (isLongName(each)) {
        continue;
      }
      if (first != null && !first.equals(each.records())) {
        return true;
      }
      first = each.records();
      if (!each.whole() && !isOldGits(each)) {
        return true;
      }
    }
    return false;
  }

  /** Before 2.24 git wrote some lengths one too small, and these names in the header itself. */
  private boolean isOldGits(TarExtension extension) {
    boolean path = false;
    boolean link = false;
    for (PaxRecord each : extension.records()) {
      path |= each.key().equals(PaxState.PATH);
      link |= each.key().equals(PaxState.LINK);
    }
    return (path || link)
        && (!path || GITS_NAME.matcher(header.text(HeaderField.NAME).display()).matches())
        && (!link || GITS_LINK.matcher(header.text(HeaderField.LINK).display()).matches());
  }

  private boolean name() {
    ByteString sparse = pax.own(SPARSE_NAME);
    if (sparse == null) {
      return said(PaxState.PATH, inFields());
    }
    for (TarExtension each : pax.extensions()) {
      for (PaxRecord record : each.records()) {
        boolean other = record.key().equals(PaxState.PATH) && !record.value().equals(sparse);
        if (other && (isLongName(each) || !isStandIn(record.value(), sparse))) {
          return true;
        }
      }
    }
    return sparse.isEmpty();
  }

  /** GNU tar calls the stored bytes of {@code a/b} {@code a/GNUSparseFile.1/b}. */
  private static boolean isStandIn(ByteString path, ByteString sparse) {
    String[] stands = path.display().split("/", -1);
    String real = sparse.display();
    int slash = real.lastIndexOf('/');
    String directory = slash < 0 ? "." : real.substring(0, slash);
    int length = stands.length;
    return length > 2
        && SPARSE_STAND_IN.matcher(stands[length - 2]).matches()
        && stands[length - 1].equals(real.substring(slash + 1))
        && String.join("/", List.of(stands).subList(0, length - 2)).equals(directory);
  }

  /**
   * Returns whether a name is said in several ways. Of a record of pax and a long name GNU tar
   * takes the one, bsdtar the other; of two long names Python takes the first; global ones bsdtar
   * takes for nothing, and an empty one too.
   */
  private boolean said(ByteString key, ByteString inFields) {
    Set<ByteString> said = new HashSet<>();
    boolean own = false;
    for (TarExtension each : pax.extensions()) {
      ByteString value = last(each.records(), key);
      if (value != null) {
        said.add(value);
        own |= !isLongName(each);
      }
    }
    ByteString global = own ? null : pax.global(key);
    if (global != null) {
      if (said.isEmpty()) {
        said.add(inFields);
      }
      said.add(global);
    } else if (said.isEmpty()) {
      return false;
    }
    return said.size() > 1 || said.contains(ByteString.EMPTY);
  }

  /** Python takes for a prefix what stands there in any header. */
  private boolean prefix() {
    ByteString prefix = header.text(HeaderField.PREFIX);
    return !header.hasPrefix()
        && !prefix.isEmpty()
        && !(isGnu() && OCTAL_TIME.matcher(prefix.display()).matches());
  }

  private boolean type(long index, long stored) {
    boolean slash = path.endsWith('/');
    return switch (header.type()) {
      case '1', '2', '3', '4', '5', '6' -> false;
      // To Python a slash at the end counts in the field alone.
      case '\0' -> slash != header.text(HeaderField.NAME).endsWith('/') || (slash && stored > 0);
      // In bsdtar an access control list of Solaris.
      case 'A' -> true;
      // Of an incremental dump; Python makes a file of it.
      case 'D' -> !isGnu() || header.text(HeaderField.PREFIX).isEmpty();
      // Python makes an empty file of it; one with content is taken for no label here.
      case 'V' -> stored == 0 && (index > 0 || path.indexOf('/') >= 0);
      case 'S' -> slash || !isGnu();
      default -> slash;
    };
  }

  private boolean size(long stored) {
    ByteString own = pax.own(PaxState.SIZE);
    ByteString global = own == null ? pax.global(PaxState.SIZE) : null;
    OptionalLong inField = header.number(HeaderField.SIZE);
    if (kind == TarMember.Kind.FILE) {
      return (own != null && (own.isEmpty() || header.type() == 'S'))
          || (global != null && !TarText.decimal(global).equals(inField))
          || pax.own(HOLES) != null
          || (pax.own(REAL_SIZE) != null && !isNumber(pax.own(REAL_SIZE), stored));
    }
    // Where others know that nothing follows, bsdtar believes the record, and of a hard link the
    // header too.
    return (own != null && !isNumber(own, 0))
        || (global != null && !isNumber(global, 0))
        || (kind == TarMember.Kind.HARD_LINK && inField.orElse(-1) != 0);
  }

  private boolean sparse() {
    StringBuilder keys = new StringBuilder();
    boolean odd = false;
    long blocks = 0;
    ByteString said = pax.own(SPARSE_BLOCKS);
    for (PaxRecord each : pax.own()) {
      // Python looks for the records of a map in the values of others.
      odd |= each.value().indexOf('\n') >= 0;
      if (!each.key().startsWith(PaxState.SPARSE) || each.key().equals(SPARSE_NAME)) {
        continue;
      }
      odd |= each.value().isEmpty();
      String key = each.key().substring(PaxState.SPARSE.length(), each.key().length()).display();
      String version =
          key.equals("major") || key.equals("minor") ? "=" + each.value().display() : "";
      keys.append(key).append(version).append(' ');
      blocks += key.equals("offset") ? 1 : key.equals("map") ? pairs(each.value()) : 0;
    }
    if (keys.isEmpty()) {
      return false;
    }
    return odd
        || header.type() == 'S'
        || kind != TarMember.Kind.FILE
        || !SPARSE_KEYS.matcher(keys).matches()
        || (said != null && !isNumber(said, blocks));
  }

  private static long pairs(ByteString map) {
    int numbers = 1;
    for (int i = 0; i < map.length(); i++) {
      numbers += map.at(i) == ',' ? 1 : 0;
    }
    return numbers % 2 == 0 ? numbers / 2 : -1;
  }

  /** Only bsdtar takes the permission to execute from an access control list. */
  private boolean executable() {
    ByteString access = pax.own(ACCESS);
    if (access == null || kind != TarMember.Kind.FILE) {
      return false;
    }
    boolean executable = (header.number(HeaderField.MODE).orElse(0) & 0100) != 0;
    var owner = ACCESS_OF_OWNER.matcher(access.display());
    return !owner.matches() || owner.group(1).equals("x") != executable;
  }

  private ByteString reading() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (HeaderField field : DECIDING) {
      bytes.writeBytes(header.field(field).toByteArray());
    }
    List<TarExtension> extensions = new ArrayList<>(pax.globals());
    extensions.addAll(pax.extensions());
    for (TarExtension each : extensions) {
      bytes.write(each.type());
      bytes.writeBytes(each.header().field(HeaderField.SIZE).toByteArray());
      for (PaxRecord record : each.records()) {
        for (ByteString part : List.of(record.key(), record.value())) {
          bytes.writeBytes(ByteBuffer.allocate(4).putInt(part.length()).array());
          bytes.writeBytes(part.toByteArray());
        }
      }
    }
    return ByteString.of(bytes.toByteArray());
  }

  private ByteString inFields() {
    ByteString name = header.text(HeaderField.NAME);
    ByteString prefix = header.text(HeaderField.PREFIX);
    return header.hasPrefix() && !prefix.isEmpty() ? prefix.concat('/').concat(name) : name;
  }

  private boolean isLink() {
    return kind == TarMember.Kind.SYMLINK || kind == TarMember.Kind.HARD_LINK;
  }

  private boolean isGnu() {
    ByteString magic = header.field(HeaderField.MAGIC);
    return magic.equals(ByteString.utf8("ustar "))
        && header.field(HeaderField.VERSION).equals(ByteString.utf8(" \0"));
  }

  private static boolean isLongName(TarExtension extension) {
    return extension.type() == 'L' || extension.type() == 'K';
  }

  private static @Nullable ByteString last(List<PaxRecord> records, ByteString key) {
    ByteString value = null;
    for (PaxRecord each : records) {
      value = each.key().equals(key) ? each.value() : value;
    }
    return value;
  }

  private static boolean isNumber(@Nullable ByteString digits, long value) {
    return digits != null && TarText.decimal(digits).equals(OptionalLong.of(value));
  }
}
