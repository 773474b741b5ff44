package org.gitsnapshot.codec.reading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.gitsnapshot.error.UnsupportedException;

/**
 * A compressed file format that is not read here, told by the first bytes of a file, so that such a
 * file is not taken for content.
 */
public enum ForeignFormat {
  /** Zstandard, RFC 8878. */
  ZSTD("zstd", 0x28, 0xb5, 0x2f, 0xfd),
  /** Lzip. */
  LZIP("lzip", 'L', 'Z', 'I', 'P'),
  /** LZ4's frames. */
  LZ4("lz4", 0x04, 0x22, 0x4d, 0x18),
  /** Lzop. */
  LZOP("lzop", 0x89, 'L', 'Z', 'O'),
  /** LZMA Utils, the format before xz: what its presets write. */
  LZMA("lzma", 0x5d, 0x00, 0x00),
  /** Compress, {@code .Z}. */
  COMPRESS("compress", 0x1f, 0x9d),
  /** Pack, {@code .z}. */
  PACK("pack", 0x1f, 0x1e);

  private static final String ZIP = "PK\u0003\u0004";

  private final String label;

  /** One char a byte. */
  private final String magic;

  ForeignFormat(String label, int... magic) {
    this.label = label;
    this.magic = new String(magic, 0, magic.length);
  }

  /** Returns the name of the program that writes it, such as {@code zstd}. */
  String label() {
    return label;
  }

  /** Returns the format of a file that begins with these bytes, if it is one of these. */
  static Optional<ForeignFormat> of(byte[] head) {
    String start = new String(head, StandardCharsets.ISO_8859_1);
    return Arrays.stream(values()).filter(format -> start.startsWith(format.magic)).findFirst();
  }

  /**
   * Refuses a file whose content nobody here can know.
   *
   * @param file what it is called
   * @param head how it begins
   * @throws UnsupportedException if that is one of these formats
   */
  public static void refuse(String file, byte[] head) throws UnsupportedException {
    Optional<ForeignFormat> foreign = of(head);
    if (foreign.isPresent()) {
      throw new UnsupportedException(
          file + " is compressed by " + foreign.get().label() + ", which is not read here",
          "unpack it with " + foreign.get().label() + " first");
    }
  }

  /**
   * Refuses a file in which a tar was looked for, and something was found that may hold one: a
   * format that is not read here, one that is read and was not expected there, or a zip.
   *
   * @param file what it is called
   * @param head how what is in it begins, unpacked if the file is compressed
   * @throws UnsupportedException if that is so
   */
  public static void refuseInsteadOfTar(String file, byte[] head) throws UnsupportedException {
    refuse(file, head);
    CompressedFormat again = CompressedFormat.of(head);
    if (again != CompressedFormat.NONE) {
      throw new UnsupportedException(
          file
              + " is compressed twice, and what lies inside, of "
              + again.label()
              + ", is not read",
          "unpack it once first");
    }
    if (new String(head, StandardCharsets.ISO_8859_1).startsWith(ZIP)) {
      throw new UnsupportedException(
          file + " is a zip archive, which is not read here",
          "unpack it, and give the directory to snapshot compare");
    }
  }
}
