package org.gitsnapshot.torrent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.gitsnapshot.report.TorrentCheckReport.FileCheck;
import org.gitsnapshot.report.TorrentCheckReport.Outcome;
import org.gitsnapshot.torrent.FileHasher.Hashes;
import org.gitsnapshot.torrent.Metainfo.Member;

/**
 * Compares one file with its hash tree, and with the pieces of v1 where the torrent has both.
 *
 * @param metainfo the torrent
 * @param file what it says of the file
 * @param tail the zero bytes of v1 in the file's last piece
 */
record CheckFile(Metainfo metainfo, Member file, long tail) {
  FileCheck run(Path path) throws IOException {
    if (!Files.exists(path)) {
      return check(Outcome.MISSING, new Ranges(), "");
    }
    if (!Files.isRegularFile(path)) {
      return check(Outcome.DIFFERENT, new Ranges(), "no regular file");
    }
    FileHasher hasher = new FileHasher(metainfo.pieceLength(), metainfo.hasPieces());
    long read = FileReading.read(path, file.size(), hasher::update);
    Hashes found = hasher.finish(tail);
    Ranges wrong = ranges(found.layer(), file.layer(), 0, Sha.SHA256_BYTES, read);
    long size = Files.size(path);
    wrong.add(file.size(), size);
    if (size != file.size()) {
      return check(Outcome.DIFFERENT, wrong, "has " + size + " bytes, not " + file.size());
    }
    if (!wrong.isEmpty()) {
      return check(Outcome.DIFFERENT, wrong, "");
    }
    if (metainfo.hasPieces()) {
      int first = Math.toIntExact(file.offset() / metainfo.pieceLength());
      Ranges v1 = ranges(found.pieces(), metainfo.pieces(), first, Sha.SHA1_BYTES, read);
      if (!v1.isEmpty()) {
        return check(
            Outcome.DIFFERENT, v1, "as v2 says and not as v1 says: the torrent contradicts itself");
      }
    }
    return check(Outcome.GOOD, new Ranges(), "");
  }

  /**
   * Compares digests of pieces.
   *
   * @param first which of the expected ones is that of the file's first piece
   * @param read the bytes that were read
   */
  private Ranges ranges(byte[] found, byte[] expected, int first, int digestBytes, long read) {
    Ranges wrong = new Ranges();
    long pieceLength = metainfo.pieceLength();
    int number = 0;
    for (long from = 0; from < file.size(); from += pieceLength, number++) {
      long to = Math.min(file.size(), from + pieceLength);
      int at = number * digestBytes;
      int there = (first + number) * digestBytes;
      boolean same =
          to <= read
              && Arrays.equals(found, at, at + digestBytes, expected, there, there + digestBytes);
      if (!same) {
        wrong.add(from, to);
      }
    }
    return wrong;
  }

  private FileCheck check(Outcome outcome, Ranges ranges, String message) {
    return new FileCheck(file.display(), file.size(), outcome, ranges.all(), message);
  }
}
