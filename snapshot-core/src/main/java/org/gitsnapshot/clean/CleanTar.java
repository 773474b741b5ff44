package org.gitsnapshot.clean;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.RemovedEntry;
import org.gitsnapshot.tarread.RawHeader;
import org.gitsnapshot.tarread.TarMember;
import org.gitsnapshot.tarread.TarReader;
import org.jspecify.annotations.Nullable;

/**
 * Copies a raw tar without some of its entries.
 *
 * <p>An entry goes with all headers that speak of it alone and with its padding. Everything else
 * stays as it is: the other entries, global headers wherever they stand, and the end: blocks of
 * zeros, as many as there were, and whatever is behind them. One pass; memory is that of names that
 * are removed, of links, and of one entry's headers. Used once, by one thread.
 */
public final class CleanTar {
  /** Says which entries go. */
  public interface Choice {
    /**
     * Returns the pattern that removes an entry, or null if it stays.
     *
     * @param head its headers as they are in the tar, and global headers that stand among them
     */
    @Nullable ByteString removes(TarMember member, byte[] head) throws IOException;
  }

  /** What a byte of a tar belongs to. */
  public enum Part {
    /** A global header. */
    GLOBAL("a global header"),
    /** An entry's own headers. */
    HEADERS("the headers"),
    /** An entry's content as it is stored. */
    CONTENT("the content"),
    /** What fills the last block of an entry's content. */
    PADDING("what fills the last block"),
    /** The first block behind the last entry, and global headers before it. */
    END("the end"),
    /** What follows that block. */
    BEHIND("what is behind the end");

    private final String words;

    Part(String words) {
      this.words = words;
    }

    /** Returns it in words, such as {@code the content}. */
    public String words() {
      return words;
    }
  }

  /** About what an object for an entry takes besides the bytes of its name. */
  private static final int ENTRY_BYTES = 400;

  /** How much memory names may take. */
  private static final long NAME_BYTES = Runtime.getRuntime().maxMemory() / 4;

  private final OutputStream out;
  private final Choice choice;
  private final Limits limits;
  private final TappedInput tap;
  private final TarReader reader;
  private final List<RemovedEntry> removed = new ArrayList<>();
  private final KeptLinks links = new KeptLinks();
  private final List<ByteString> disputed = new ArrayList<>();
  private long held;
  private long kept;

  /** Where, in what was written, the entry that is being copied begins. */
  private long begin;

  private long extended;
  private @Nullable TarMember current;
  private Part part = Part.GLOBAL;

  private CleanTar(InputStream tar, OutputStream out, Choice choice, Limits limits) {
    this.out = out;
    this.choice = choice;
    this.limits = limits;
    this.tap = new TappedInput(tar);
    this.reader = new TarReader(tap);
  }

  /**
   * What came of it.
   *
   * @param removed what was removed, in the tar's order
   * @param kept how many entries stayed
   * @param extended how many of them have extension headers
   * @param links the links that stayed
   * @param disputed the paths of entries that stayed and that programs read differently
   */
  public record Result(
      List<RemovedEntry> removed,
      long kept,
      long extended,
      KeptLinks links,
      List<ByteString> disputed) {
    /** Copies the lists. */
    public Result {
      removed = List.copyOf(removed);
      disputed = List.copyOf(disputed);
    }
  }

  /**
   * Copies.
   *
   * @param tar read to its end; not closed
   * @param out written, not flushed or closed
   * @throws org.gitsnapshot.error.CorruptObjectException if it is no tar or cut off
   * @throws LimitExceededException if it is beyond a limit
   */
  public static Result run(InputStream tar, OutputStream out, Choice choice, Limits limits)
      throws IOException {
    return new CleanTar(tar, out, choice, limits).run();
  }

  /** Returns one that is yet to run, for whoever wants to know where it stopped. */
  static CleanTar of(InputStream tar, OutputStream out, Choice choice, Limits limits) {
    return new CleanTar(tar, out, choice, limits);
  }

  /** Returns the entry that is being copied, or the last one; null before the first. */
  @Nullable TarMember current() {
    return current;
  }

  /** Returns what was removed so far. */
  List<RemovedEntry> removed() {
    return removed;
  }

  /** Returns what the byte at an offset of what is written belongs to, which is being copied. */
  Part part(long offset) {
    if (part == Part.CONTENT && current != null) {
      long content = begin + current.contentOffset() - current.offset();
      return offset < content + current.stored() ? Part.CONTENT : Part.PADDING;
    }
    return part;
  }

  Result run() throws IOException {
    reader.atEnd(this::passEnd);
    long end = 0;
    TarMember member = reader.next();
    while (member != null) {
      Piece piece = Piece.of(member, tap.take(), end);
      part = Part.GLOBAL;
      out.write(piece.globalsBefore());
      begin += piece.globalsBefore().length;
      checkPath(member);
      current = member;
      part = Part.HEADERS;
      ByteString rule = choice.removes(member, piece.head());
      if (rule == null) {
        keep(member, piece);
      } else {
        remove(member, piece, rule);
      }
      end = end(member);
      byte[] unused = tap.take();
      member = reader.next();
    }
    return new Result(removed, kept, extended, links, disputed);
  }

  private static long end(TarMember member) {
    return member.contentOffset() + member.stored() + (-member.stored() & (RawHeader.BLOCK - 1));
  }

  private void keep(TarMember member, Piece piece) throws IOException {
    out.write(piece.head());
    part = Part.CONTENT;
    tap.passTo(out);
    boolean unused = reader.endMember();
    begin += end(member) - member.offset();
    kept++;
    extended += member.extensions().isEmpty() ? 0 : 1;
    if (member.kind() == TarMember.Kind.SYMLINK || member.kind() == TarMember.Kind.HARD_LINK) {
      hold(member.path().length() + member.link().length());
      links.add(member);
    }
    if (member.isDisputed()) {
      hold(member.path().length());
      disputed.add(member.path());
    }
  }

  private void remove(TarMember member, Piece piece, ByteString rule) throws IOException {
    part = Part.GLOBAL;
    out.write(piece.globalsInside());
    begin += piece.globalsInside().length;
    hold(member.path().length());
    tap.passTo(OutputStream.nullOutputStream());
    Optional<Digest> sha256 = digest(member);
    boolean unused = reader.endMember();
    removed.add(
        new RemovedEntry(
            member.path(),
            RemovedEntry.Kind.valueOf(member.kind().name()),
            member.offset(),
            member.size(),
            sha256,
            rule.isEmpty() ? Optional.empty() : Optional.of(rule)));
  }

  private Optional<Digest> digest(TarMember member) throws IOException {
    MessageDigest digest = DigestAlgorithm.SHA256.newMessageDigest();
    switch (member.kind()) {
      case FILE -> reader.copyContent(new DigestSink(digest));
      case SYMLINK -> digest.update(member.link().toByteArray());
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(Digest.of(DigestAlgorithm.SHA256, digest.digest()));
  }

  /** What was held is global headers and the first block of zeros; the rest may be long. */
  private void passEnd() throws IOException {
    part = Part.END;
    out.write(tap.take());
    part = Part.BEHIND;
    tap.passTo(out);
  }

  private void checkPath(TarMember member) throws LimitExceededException {
    int longest = Math.max(member.path().length(), member.link().length());
    if (longest > limits.of(Limit.PATH_BYTES)) {
      throw limits.exceeded(
          Limit.PATH_BYTES,
          "entry "
              + (member.index() + 1)
              + " of the tar, at byte "
              + member.offset()
              + ", has a path of "
              + longest
              + " bytes");
    }
  }

  private void hold(int bytes) throws LimitExceededException {
    held += bytes + ENTRY_BYTES;
    if (held > NAME_BYTES) {
      throw new LimitExceededException(
          "the tar has too many entries to remove, or links, for this heap: more than "
              + (NAME_BYTES >> 20)
              + " MiB of names",
          "give Java a larger heap with -Xmx");
    }
  }

  private static final class DigestSink extends FilterOutputStream {
    private final MessageDigest digest;

    DigestSink(MessageDigest digest) {
      super(OutputStream.nullOutputStream());
      this.digest = digest;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      digest.update(bytes, offset, length);
    }
  }
}
