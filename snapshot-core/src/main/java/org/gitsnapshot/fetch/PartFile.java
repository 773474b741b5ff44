package org.gitsnapshot.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.error.OutputException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.output.Directories;
import org.gitsnapshot.output.FailureReason;
import org.gitsnapshot.output.PlainFile;
import org.jspecify.annotations.Nullable;

/**
 * A file in the making, under a hidden name beside its own, and a list of the ranges it has.
 *
 * <p>The list is only a hint for the next run: the digest of the whole decides. Written by several
 * threads at different places.
 */
final class PartFile implements AutoCloseable {
  private static final int BUFFER = 1 << 17;

  private final Path target;
  private final Path part;
  private final Path list;
  private final long size;
  private final FileChannel channel;
  private final @Nullable PartLock lock;
  private final String header;

  /** The ranges that are there: pairs of the first byte and the byte after the last. */
  private final List<long[]> ranges = new ArrayList<>();

  private PartFile(
      Path target,
      Path part,
      long size,
      FileChannel channel,
      @Nullable PartLock lock,
      Digest sha256) {
    this.target = target;
    this.part = part;
    this.list = list(part);
    this.size = size;
    this.channel = channel;
    this.lock = lock;
    this.header = "parts of " + sha256.hex() + " " + size;
  }

  /**
   * Returns where a file is made. A digest's head is in the name: names may be at their longest.
   */
  static Path place(Path target, Digest sha256) {
    return target.resolveSibling("." + sha256.hex().substring(0, 32) + ".part");
  }

  /** Returns where the ranges are that a file in the making has. */
  static Path list(Path part) {
    return part.resolveSibling(part.getFileName() + ".ranges");
  }

  /**
   * Opens the file in the making, with what an earlier run left of it. Where another fetch is at
   * it, waits for that to end.
   *
   * @param waiting runs before it waits; the file may have its name afterwards
   * @throws OutputException if it cannot be written, or something else has one of its names: what a
   *     symbolic link leads to is another's
   */
  static PartFile open(Path target, long size, Digest sha256, Runnable waiting) throws IOException {
    Path part = place(target, sha256);
    PartLock lock = PartLock.acquire(target, part, unused -> waiting.run());
    boolean opened = false;
    try {
      PlainFile.check(part, LinkOption.NOFOLLOW_LINKS);
      PlainFile.check(list(part), LinkOption.NOFOLLOW_LINKS);
      FileChannel channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      PartFile file = new PartFile(target, part, size, channel, lock, sha256);
      file.readRanges();
      opened = true;
      return file;
    } catch (OutputException told) {
      throw told;
    } catch (IOException e) {
      throw failure(target, e);
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  private void readRanges() throws IOException {
    if (!Files.isRegularFile(list)) {
      return;
    }
    List<String> lines = Files.readAllLines(list, StandardCharsets.ISO_8859_1);
    if (lines.isEmpty() || !lines.get(0).equals(header)) {
      return;
    }
    for (String line : lines.subList(1, lines.size())) {
      if (line.matches("[0-9]{1,18} [0-9]{1,18}")) {
        String[] ends = line.split(" ", -1);
        long from = Long.parseLong(ends[0]);
        long to = Math.min(Long.parseLong(ends[1]), channel.size());
        if (from < to && to <= size) {
          ranges.add(new long[] {from, to});
        }
      }
    }
  }

  /** Returns what is missing within a range, in order. */
  synchronized List<long[]> missing(long from, long to) {
    List<long[]> gaps = new ArrayList<>();
    long at = from;
    List<long[]> sorted = new ArrayList<>(ranges);
    sorted.sort((a, b) -> Long.compare(a[0], b[0]));
    for (long[] range : sorted) {
      if (range[1] > at && range[0] < to) {
        if (range[0] > at) {
          gaps.add(new long[] {at, range[0]});
        }
        at = Math.max(at, range[1]);
      }
    }
    if (at < to) {
      gaps.add(new long[] {at, to});
    }
    return gaps;
  }

  /** Returns whether an earlier run left anything. */
  synchronized boolean hasAny() {
    return !ranges.isEmpty();
  }

  void write(byte[] bytes, int length, long position) throws OutputException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    try {
      long at = position;
      while (buffer.hasRemaining()) {
        at += channel.write(buffer, at);
      }
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  /** Notes that a range is there, which may begin as one that is known does. */
  synchronized void have(long from, long to) throws OutputException {
    if (from < to) {
      boolean longer = false;
      for (long[] range : ranges) {
        if (range[0] == from && range[1] <= to) {
          range[1] = to;
          longer = true;
        }
      }
      if (!longer) {
        ranges.add(new long[] {from, to});
      }
      if (lock == null) {
        return; // A second copy is not for another run.
      }
      StringBuilder text = new StringBuilder(header).append('\n');
      ranges.forEach(range -> text.append(range[0]).append(' ').append(range[1]).append('\n'));
      try {
        Files.writeString(
            list,
            text,
            StandardCharsets.ISO_8859_1,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
      } catch (IOException e) {
        throw failure(target, e);
      }
    }
  }

  /** Forgets all that is there. */
  synchronized void clear() throws OutputException {
    ranges.clear();
    try {
      channel.truncate(0);
      Files.deleteIfExists(list);
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  /** Returns the digest of a range, which must be there. */
  Digest digest(long from, long to) throws OutputException {
    MessageDigest digest = DigestAlgorithm.SHA256.newMessageDigest();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try {
      long at = from;
      while (at < to) {
        buffer.clear().limit((int) Math.min(BUFFER, to - at));
        int n = channel.read(buffer, at);
        if (n < 0) {
          break;
        }
        digest.update(buffer.flip());
        at += n;
      }
    } catch (IOException e) {
      throw failure(target, e);
    }
    return Digest.of(DigestAlgorithm.SHA256, digest.digest());
  }

  /** Exchanges a range, which both have, with another file in the making. */
  void exchange(PartFile other, long start, long end) throws OutputException {
    ByteBuffer ours = ByteBuffer.allocate(BUFFER);
    ByteBuffer theirs = ByteBuffer.allocate(BUFFER);
    for (long at = start; at < end; at += BUFFER) {
      int length = (int) Math.min(BUFFER, end - at);
      read(ours, at, length);
      other.read(theirs, at, length);
      write(theirs.array(), length, at);
      other.write(ours.array(), length, at);
    }
  }

  private void read(ByteBuffer buffer, long position, int length) throws OutputException {
    buffer.clear().limit(length);
    try {
      while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
        // A channel may give less than there is.
      }
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  /** Opens the second copy that a second division needs; it is gone when it is closed. */
  PartFile second(Digest sha256) throws OutputException {
    Path other = part.resolveSibling(part.getFileName() + ".second");
    try {
      PlainFile.check(other, LinkOption.NOFOLLOW_LINKS);
      FileChannel opened =
          FileChannel.open(
              other,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.DELETE_ON_CLOSE,
              LinkOption.NOFOLLOW_LINKS);
      return new PartFile(target, other, size, opened, null, sha256);
    } catch (OutputException told) {
      throw told;
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  /**
   * Brings the file to the disk and gives it its name. The list goes first: nobody would look for
   * it once the file is there.
   */
  void publish() throws OutputException {
    try {
      channel.truncate(size);
      channel.force(true);
      Files.deleteIfExists(list);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Directories.force(Directories.of(target));
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  /** Removes what was kept for another run. */
  void discard() throws OutputException {
    try {
      Files.deleteIfExists(list);
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  private static OutputException failure(Path target, IOException cause) {
    return FailureReason.of("cannot write " + target, cause);
  }

  @Override
  public void close() throws OutputException {
    try {
      channel.close();
    } catch (IOException e) {
      throw failure(target, e);
    } finally {
      if (lock != null) {
        lock.close();
      }
    }
  }
}
