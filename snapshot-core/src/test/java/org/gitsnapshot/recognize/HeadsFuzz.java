package org.gitsnapshot.recognize;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import org.gitsnapshot.codec.reading.CompressedFormat;
import org.gitsnapshot.codec.reading.Decompression;
import org.gitsnapshot.codec.reading.ReadingLimits;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.fuzz.Tried;

/** What compressed files begin with, and what is in them. */
public final class HeadsFuzz {
  private static final ReadingLimits LIMITS = new ReadingLimits(4 << 20, 1000, 1 << 20, 16 << 20);

  private HeadsFuzz() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    GzipHead gzip = GzipHead.parse(input);
    Tried.check(gzip.length() >= 0 && gzip.length() <= input.length, "a head beyond the file");
    XzHead.parse(input).dictionary().ifPresent(size -> Tried.check(size > 0, "size " + size));
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
}
