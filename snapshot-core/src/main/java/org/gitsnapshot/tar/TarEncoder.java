package org.gitsnapshot.tar;

import java.io.IOException;
import java.io.OutputStream;
import org.gitsnapshot.archive.ArchiveMeta;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.archive.Entry;
import org.gitsnapshot.archive.EntrySink;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.TarRecipe;
import org.gitsnapshot.recipe.Umask;

/**
 * Writes the tar that {@code git archive} writes, byte for byte.
 *
 * <p>{@code begin}, then every entry, then {@link #finish()}. Not thread-safe; does not close the
 * stream. What git leaves to the machine, {@code tar.umask}, is the recipe's.
 */
public final class TarEncoder implements EntrySink {
  private static final int SYMLINK_MODE = 0777;
  private static final int PAX_MODE = 0666;

  private final Profile profile;
  private final ByteString prefix;
  private final Umask umask;
  private final BlockedOutput out;
  private final UstarHeader header = new UstarHeader();
  private long mtime;
  private boolean timeFits;
  private long entries;
  private long extended;

  /** Creates an encoder that writes to {@code out}. */
  public TarEncoder(TarRecipe recipe, OutputStream out) {
    this.profile = recipe.profile();
    this.prefix = recipe.prefix();
    this.umask = recipe.umask();
    this.out = new BlockedOutput(out);
  }

  @Override
  public void begin(ArchiveMeta meta) throws IOException {
    // Git's times are unsigned: one before 1970 is far beyond the field.
    timeFits = Long.compareUnsigned(meta.time(), UstarHeader.MAX_NUMBER) <= 0;
    mtime = timeFits ? meta.time() : UstarHeader.MAX_NUMBER;
    globalHeader(meta);
    if (prefix.endsWith('/')) {
      directory(oneEndSlash(prefix), meta.rootTree());
    }
  }

  @Override
  public void entry(Entry entry) throws IOException {
    ByteString path = prefix.concat(entry.path());
    if (entry instanceof Entry.File file) {
      file(path, file);
    } else if (entry instanceof Entry.Symlink link) {
      header(UstarHeader.SYMLINK, SYMLINK_MODE, 0, path, link.target(), link.oid());
    } else {
      directory(path.concat('/'), entry.oid());
    }
  }

  /**
   * Writes a file that is another name of an earlier one; no tree of git has such an entry.
   *
   * @param target the earlier one's path
   * @param oid what names a pax header, if one is needed
   */
  public void hardLink(ByteString path, ByteString target, Oid oid) throws IOException {
    int mode = umask.fileMode(false);
    header(UstarHeader.HARD_LINK, mode, 0, prefix.concat(path), prefix.concat(target), oid);
  }

  /** Returns how many bytes of tar there are so far. */
  public long position() {
    return out.position();
  }

  /** Writes the trailer; nothing can be written after it. */
  public TarSummary finish() throws IOException {
    out.trailer();
    return new TarSummary(out.position(), entries, extended, timeFits);
  }

  private void globalHeader(ArchiveMeta meta) throws IOException {
    PaxRecords records = newRecords();
    if (meta.commit().isPresent()) {
      records.add("comment", ByteString.utf8(meta.commit().get().hex()));
    }
    if (!timeFits) {
      records.add("mtime", meta.time());
    }
    if (!records.isEmpty()) {
      pax(UstarHeader.PAX_GLOBAL, "pax_global_header", records);
    }
  }

  /** Cuts {@code p//} to {@code p/} for the prefix's own entry; in front of paths it stays. */
  private static ByteString oneEndSlash(ByteString prefix) {
    int end = prefix.length();
    while (end > 1 && prefix.at(end - 2) == '/') {
      end--;
    }
    return prefix.substring(0, end);
  }

  private void directory(ByteString path, Oid oid) throws IOException {
    header(UstarHeader.DIRECTORY, umask.directoryMode(), 0, path, ByteString.EMPTY, oid);
  }

  private void file(ByteString path, Entry.File file) throws IOException {
    Content content = file.content();
    long size = content.size();
    int mode = umask.fileMode(file.executable());
    header(UstarHeader.FILE, mode, size, path, ByteString.EMPTY, file.oid());
    long start = out.position();
    content.writeTo(out);
    long copied = out.position() - start;
    if (copied != size) {
      throw new CorruptObjectException(
          path.display() + ": blob " + file.oid() + " gave " + copied + " bytes, not " + size,
          "check the repository with git fsck");
    }
    out.pad();
  }

  /** Writes an entry's header, with a pax header before it for what does not fit. */
  private void header(char type, int mode, long size, ByteString path, ByteString link, Oid oid)
      throws IOException {
    boolean nameFits = path.length() <= UstarHeader.NAME_SIZE;
    int cut = nameFits ? PathSplit.NONE : PathSplit.find(path, profile.dividesAtEndSlash());
    boolean pathFits = nameFits || cut != PathSplit.NONE;
    boolean linkFits = link.length() <= UstarHeader.LINK_SIZE;
    boolean sizeFits = size <= UstarHeader.MAX_NUMBER;
    if (!(pathFits && linkFits && sizeFits)) {
      PaxRecords records = newRecords();
      if (!pathFits) {
        records.add("path", path);
      }
      if (!linkFits) {
        records.add("linkpath", link);
      }
      if (!sizeFits) {
        records.add("size", size);
      }
      pax(UstarHeader.PAX, paxName(oid), records);
      extended++;
    }
    header.start(type, mode, sizeFits ? size : 0, mtime);
    if (nameFits) {
      header.name(path, 0, path.length());
    } else if (pathFits) {
      header.prefix(path, cut);
      header.name(path, cut + 1, path.length());
    } else {
      header.name(oid.hex() + ".data");
    }
    if (linkFits) {
      header.link(link);
    } else {
      header.link("see " + paxName(oid));
    }
    out.write(header.seal(), 0, UstarHeader.SIZE);
    entries++;
  }

  private void pax(char type, String name, PaxRecords records) throws IOException {
    byte[] body = records.toByteArray();
    header.start(type, PAX_MODE, body.length, mtime);
    header.name(name);
    out.write(header.seal(), 0, UstarHeader.SIZE);
    out.write(body, 0, body.length);
    out.pad();
  }

  private static String paxName(Oid oid) {
    return oid.hex() + ".paxheader";
  }

  private PaxRecords newRecords() {
    return new PaxRecords(profile.hasShortPaxLengths());
  }
}
