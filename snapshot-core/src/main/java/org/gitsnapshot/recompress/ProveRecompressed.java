package org.gitsnapshot.recompress;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.codec.reading.CompressedFormat;
import org.gitsnapshot.manifest.Recompression;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.CompressedBy;
import org.gitsnapshot.report.RecompressionProof;
import org.gitsnapshot.report.RecompressionProof.Side;

/** Proves that two files hold the same raw bytes, by unpacking both; no record is believed. */
public final class ProveRecompressed {
  private static final int BUFFER = 1 << 16;

  private final Progress progress;

  /** Creates it. */
  public ProveRecompressed(Progress progress) {
    this.progress = progress;
  }

  /**
   * Proves it, or finds the first difference.
   *
   * @throws org.gitsnapshot.error.SnapshotException if one cannot be read or unpacked
   */
  public RecompressionProof run(Path original, Path other) throws IOException {
    PackedFile first = read(original);
    PackedFile second = read(other);
    Optional<Long> difference =
        first.raw().equals(second.raw()) ? Optional.empty() : Optional.of(differs(first, second));
    List<String> notes = new ArrayList<>();
    Optional<Recompression> record = Upstream.recordBeside(other);
    if (record.isPresent()) {
      contradictions(record.get(), first, second, notes);
    }
    return new RecompressionProof(side(first), side(second), difference, notes);
  }

  private PackedFile read(Path file) throws IOException {
    String label = file.toString();
    progress.stage(label, "reading");
    PackedFile packed = PackedFile.read(file, bytes -> progress.bytes(label, bytes));
    progress.done(label);
    return packed;
  }

  private Side side(PackedFile file) throws IOException {
    Optional<CompressedBy> by = Optional.empty();
    if (file.format() != CompressedFormat.NONE) {
      progress.stage(file.path().toString(), "looking for its compressor");
      by = Optional.of(Upstream.compressedBy(file));
      progress.done(file.path().toString());
    }
    return new Side(file.path(), file.digests(), by, file.raw());
  }

  private static void contradictions(
      Recompression record, PackedFile original, PackedFile other, List<String> notes) {
    Path file = Upstream.recordFile(other.path());
    if (!record.to().digests().equals(other.digests())) {
      notes.add(file + " is the record of another file");
      return;
    }
    if (!record.raw().equals(other.raw())) {
      notes.add(file + " says that the raw bytes are others");
    }
    if (!record.from().digests().equals(original.digests())) {
      notes.add(
          file
              + " names another file of upstream: sha256 "
              + record.from().digests().sha256().hex());
    }
  }

  private static long differs(PackedFile first, PackedFile second) throws IOException {
    try (InputStream one = new BufferedInputStream(first.openRaw(), BUFFER);
        InputStream two = new BufferedInputStream(second.openRaw(), BUFFER)) {
      long at = 0;
      int a = one.read();
      int b = two.read();
      while (a == b && a >= 0) {
        at++;
        a = one.read();
        b = two.read();
      }
      return at;
    }
  }
}
