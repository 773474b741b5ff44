package org.gitsnapshot.recognize;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gitsnapshot.codec.reading.CompressedFormat;
import org.gitsnapshot.codec.reading.Decompression;
import org.gitsnapshot.codec.reading.ReadingLimits;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.fuzz.Tried;
import org.jspecify.annotations.Nullable;

/** What compressed files begin with, and what is in them. */
public final class HeadsFuzz {
  private static final ReadingLimits LIMITS = new ReadingLimits(4 << 20, 1000, 1 << 20, 16 << 20);

  private static @Nullable Path file;

  private HeadsFuzz() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    GzipHead gzip = GzipHead.parse(input);
    Tried.check(gzip.length() >= 0 && gzip.length() <= input.length, "a head beyond the file");
    xz(input);
    CompressedFormat.of(input);
    Tried.read(
        () -> {
          try (InputStream in = Decompression.open(new ByteArrayInputStream(input), LIMITS)) {
            return in.transferTo(OutputStream.nullOutputStream());
          }
        },
        CorruptObjectException.class,
        LimitExceededException.class,
        UnsupportedException.class);
  }

  /** The index is read from the end of the file, so there is one. */
  private static void xz(byte[] input) {
    try {
      if (file == null) {
        file = Files.createTempFile("heads", ".xz");
        file.toFile().deleteOnExit();
      }
      Files.write(file, input);
      XzHead.parse(input, file)
          .layout()
          .ifPresent(
              found -> Tried.check(found.dictionary() > 0, "dictionary " + found.dictionary()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
