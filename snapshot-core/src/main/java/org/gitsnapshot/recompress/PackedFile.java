package org.gitsnapshot.recompress;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.gitsnapshot.codec.reading.CompressedFormat;
import org.gitsnapshot.codec.reading.Decompression;
import org.gitsnapshot.codec.reading.ForeignFormat;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.DigestingOutput;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.io.ByteString;

/**
 * A file, compressed or not, that is read from its beginning to its end once or several times.
 *
 * @param path where it is
 * @param format its compressed format
 * @param digests of the file as it is
 * @param raw of what is in it
 */
record PackedFile(Path path, CompressedFormat format, FileDigests digests, FileDigests raw) {
  private static final int BUFFER = 1 << 16;

  /** Enough to tell every format. */
  private static final int HEAD = 16;

  /** Opens a file's bytes. */
  interface Opener {
    InputStream open() throws IOException;
  }

  /**
   * Reads a file to its end.
   *
   * @param position hears how many raw bytes there are so far
   * @throws InvalidInputException if it is no regular file, or is called compressed and is not
   * @throws UnsupportedException if its format is not read here
   * @throws CorruptObjectException if it is damaged, cut off, or has bytes behind its end
   */
  static PackedFile read(Path path, LongConsumer position) throws IOException {
    CompressedFormat format = format(path);
    return read(
        path, format, () -> Files.newInputStream(path), OutputStream.nullOutputStream(), position);
  }

  /** Reads the same file again, and passes its raw bytes on. */
  PackedFile readInto(OutputStream out, LongConsumer position) throws IOException {
    PackedFile again = read(path, format, () -> Files.newInputStream(path), out, position);
    if (!again.equals(this)) {
      throw new CorruptObjectException(
          path + " has changed while it was read", "see to it that nobody writes to it");
    }
    return again;
  }

  /** Opens the raw bytes. */
  InputStream openRaw() throws IOException {
    return Decompression.open(Files.newInputStream(path));
  }

  static PackedFile read(
      Path path, CompressedFormat format, Opener opener, OutputStream out, LongConsumer position)
      throws IOException {
    DigestingOutput file = new DigestingOutput(OutputStream.nullOutputStream(), true);
    DigestingOutput raw = new DigestingOutput(out, true);
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    try (InputStream in = Decompression.open(new Copying(opener.open(), file))) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        raw.write(buffer, 0, n);
        size += n;
        position.accept(size);
      }
    } catch (SnapshotException e) {
      throw e.in(path.toString());
    }
    return new PackedFile(path, format, file.digests(), raw.digests());
  }

  private static CompressedFormat format(Path path) throws IOException {
    byte[] head;
    try {
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        throw new InvalidInputException(path + " is no regular file", "name a file");
      }
      try (InputStream in = Files.newInputStream(path)) {
        head = in.readNBytes(HEAD);
      }
    } catch (NoSuchFileException absent) {
      throw new UnavailableException(path + ": there is no such file", null, absent);
    }
    CompressedFormat format = CompressedFormat.of(head);
    if (format != CompressedFormat.NONE) {
      return format;
    }
    ForeignFormat.refuse(path.toString(), head);
    Optional<String> suffix = FileName.compressedSuffix(String.valueOf(path.getFileName()));
    if (suffix.isPresent()) {
      throw new InvalidInputException(
          path + " is called " + suffix.get() + " and is not compressed: " + beginning(head),
          "it may be the page of a server that did not have the file");
    }
    return format;
  }

  private static String beginning(byte[] head) {
    boolean text = new String(head, StandardCharsets.ISO_8859_1).chars().allMatch(c -> c >= 9);
    if (head.length == 0) {
      return "it is empty";
    }
    return text
        ? "it begins with \"" + ByteString.of(head).display().strip() + "\""
        : "no format that is known begins so";
  }

  /** Copies what is read. */
  private static final class Copying extends FilterInputStream {
    private final OutputStream copy;

    Copying(InputStream in, OutputStream copy) {
      super(in);
      this.copy = copy;
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      if (b >= 0) {
        copy.write(b);
      }
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = in.read(bytes, offset, length);
      if (n > 0) {
        copy.write(bytes, offset, n);
      }
      return n;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
