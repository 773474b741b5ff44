package org.gitsnapshot.recognize;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gitsnapshot.codec.reading.CompressedFormat;
import org.gitsnapshot.recipe.GzipHeader;

/**
 * What the first bytes of a compressed file say.
 *
 * @param format the compressed format
 * @param length how many bytes of header there are that an engine would write in another way; the
 *     rest is compared
 * @param facts what is not usual
 * @param level the level that made it, where the header knows
 * @param xz what an .xz file shows of its options
 * @param gzip the header of a gzip file, where a recipe can hold it
 */
record FileHead(
    CompressedFormat format,
    int length,
    List<String> facts,
    OptionalInt level,
    Optional<XzLayout> xz,
    Optional<GzipHeader> gzip) {
  /** Enough for every name and comment that a program writes. */
  private static final int ENOUGH = 1 << 16;

  static FileHead read(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(ENOUGH);
    }
    CompressedFormat format = CompressedFormat.of(head);
    return switch (format) {
      case GZIP -> {
        GzipHead gzip = GzipHead.parse(head);
        yield new FileHead(
            format,
            gzip.length(),
            gzip.facts(),
            gzip.likelyLevel(),
            Optional.empty(),
            gzip.header());
      }
      case BZIP2 -> {
        int level = head.length > 3 ? head[3] - '0' : 0;
        yield plain(format, List.of(), OptionalInt.of(level), Optional.empty());
      }
      case XZ -> {
        XzHead xz = XzHead.parse(head, file);
        yield plain(format, xz.facts(), OptionalInt.empty(), xz.layout());
      }
      case NONE -> plain(format, List.of(), OptionalInt.empty(), Optional.empty());
    };
  }

  private static FileHead plain(
      CompressedFormat format, List<String> facts, OptionalInt level, Optional<XzLayout> xz) {
    return new FileHead(format, 0, facts, level, xz, Optional.empty());
  }

  /** Returns the suffix that engines of the format have. */
  String suffix() {
    return switch (format) {
      case GZIP -> "gz";
      case BZIP2 -> "bz2";
      case XZ -> "xz";
      case NONE -> "";
    };
  }

  /** Returns the format's name. */
  String name() {
    return switch (format) {
      case GZIP -> "gzip";
      case BZIP2 -> "bzip2";
      case XZ -> "xz";
      case NONE -> "none";
    };
  }
}
