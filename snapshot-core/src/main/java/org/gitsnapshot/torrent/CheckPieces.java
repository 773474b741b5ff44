package org.gitsnapshot.torrent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.TorrentCheckReport.FileCheck;
import org.gitsnapshot.report.TorrentCheckReport.Outcome;
import org.gitsnapshot.torrent.Metainfo.Member;
import org.jspecify.annotations.Nullable;

/**
 * Compares files with the pieces of v1 alone, which go on from one file to the next. What shares a
 * piece with bytes that are not there cannot be told. Used once, by one thread.
 */
final class CheckPieces implements AutoCloseable {
  private final Metainfo metainfo;
  private final List<Path> paths;
  private final Progress progress;
  private final long[] sizes;
  private final Ranges[] wrong;
  private final Ranges[] untold;
  private final boolean[] shared;
  private final ByteBuffer buffer = ByteBuffer.allocate(256 << 10);
  private final MessageDigest sha1 = Sha.sha1();
  private int open = -1;
  private @Nullable FileChannel channel;

  private CheckPieces(Metainfo metainfo, List<Path> paths, Progress progress) {
    this.metainfo = metainfo;
    this.paths = paths;
    this.progress = progress;
    int count = paths.size();
    this.sizes = new long[count];
    this.wrong = new Ranges[count];
    this.untold = new Ranges[count];
    this.shared = new boolean[count];
  }

  static List<FileCheck> run(Metainfo metainfo, List<Path> paths, Progress progress)
      throws IOException {
    try (CheckPieces check = new CheckPieces(metainfo, paths, progress)) {
      return check.run();
    }
  }

  /**
   * A part of a piece that is a file's.
   *
   * @param number which file
   * @param from its first byte in the file
   * @param to the byte behind its last
   */
  private record Part(int number, long from, long to) {}

  private List<FileCheck> run() throws IOException {
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Files.isRegularFile(paths.get(i)) ? Files.size(paths.get(i)) : -1;
      wrong[i] = new Ranges();
      untold[i] = new Ranges();
    }
    int first = 0;
    long length = metainfo.pieceLength();
    for (int piece = 0; piece < metainfo.pieces().length / Sha.SHA1_BYTES; piece++) {
      long start = piece * length;
      long end = Math.min(start + length, metainfo.length());
      while (first < sizes.length && endOf(first) <= start) {
        first++;
      }
      check(piece, parts(first, start, end), start, end);
    }
    List<FileCheck> checks = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      checks.add(result(i));
    }
    return checks;
  }

  private long endOf(int number) {
    Member file = metainfo.members().get(number);
    return file.offset() + file.size();
  }

  private List<Part> parts(int first, long start, long end) {
    List<Part> parts = new ArrayList<>();
    for (int i = first; i < sizes.length && metainfo.members().get(i).offset() < end; i++) {
      Member file = metainfo.members().get(i);
      long from = Math.max(start - file.offset(), 0);
      long to = Math.min(end - file.offset(), file.size());
      if (from < to) {
        parts.add(new Part(i, from, to));
      }
    }
    return parts;
  }

  private void check(int piece, List<Part> parts, long start, long end) throws IOException {
    if (parts.isEmpty()) {
      return;
    }
    if (parts.stream().anyMatch(part -> part.to() > sizes[part.number()])) {
      for (Part part : parts) {
        long there = Math.min(part.to(), Math.max(part.from(), sizes[part.number()]));
        untold[part.number()].add(part.from(), there);
        wrong[part.number()].add(there, part.to());
      }
      return;
    }
    long at = start;
    for (Part part : parts) {
      long offset = metainfo.members().get(part.number()).offset();
      zeros(offset + part.from() - at);
      digest(part);
      at = offset + part.to();
    }
    zeros(end - at);
    int digest = piece * Sha.SHA1_BYTES;
    byte[] expected = Arrays.copyOfRange(metainfo.pieces(), digest, digest + Sha.SHA1_BYTES);
    if (!Arrays.equals(sha1.digest(), expected)) {
      for (Part part : parts) {
        wrong[part.number()].add(part.from(), part.to());
        shared[part.number()] |= parts.size() > 1;
      }
    }
  }

  private void digest(Part part) throws IOException {
    FileChannel file = channel(part.number());
    long at = part.from();
    while (at < part.to()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), part.to() - at));
      int n = file.read(buffer, at);
      if (n <= 0) {
        throw new IOException(paths.get(part.number()) + " became shorter while it was read");
      }
      sha1.update(buffer.array(), 0, n);
      at += n;
    }
  }

  private void zeros(long count) {
    Arrays.fill(buffer.array(), (byte) 0);
    for (long left = count; left > 0; left -= buffer.capacity()) {
      sha1.update(buffer.array(), 0, (int) Math.min(left, buffer.capacity()));
    }
  }

  private FileChannel channel(int number) throws IOException {
    if (channel == null || open != number) {
      close();
      progress.stage(metainfo.members().get(number).display(), "checking");
      channel = FileChannel.open(paths.get(number), StandardOpenOption.READ);
      open = number;
    }
    return channel;
  }

  private FileCheck result(int number) {
    Member file = metainfo.members().get(number);
    long size = sizes[number];
    if (size < 0) {
      boolean exists = Files.exists(paths.get(number));
      return new FileCheck(
          file.display(),
          file.size(),
          exists ? Outcome.DIFFERENT : Outcome.MISSING,
          List.of(),
          exists ? "no regular file" : "");
    }
    wrong[number].add(file.size(), size);
    if (size != file.size()) {
      return different(number, "has " + size + " bytes, not " + file.size());
    }
    if (!wrong[number].isEmpty()) {
      return different(number, shared[number] ? "or a file of the same piece" : "");
    }
    return untold[number].isEmpty()
        ? new FileCheck(file.display(), file.size(), Outcome.GOOD, List.of(), "")
        : new FileCheck(
            file.display(),
            file.size(),
            Outcome.UNPROVED,
            untold[number].all(),
            "in one piece with a file that is missing or too short");
  }

  private FileCheck different(int number, String message) {
    Member file = metainfo.members().get(number);
    return new FileCheck(
        file.display(), file.size(), Outcome.DIFFERENT, wrong[number].all(), message);
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
