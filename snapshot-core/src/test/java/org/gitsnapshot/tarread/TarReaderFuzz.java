package org.gitsnapshot.tarread;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.fuzz.Tried;
import org.gitsnapshot.io.ByteString;

/** Tars: headers, pax records and sparse files, however the stream is cut into pieces. */
public final class TarReaderFuzz {
  private static final TarLimits LIMITS = new TarLimits(1 << 16, 1000, 1 << 20);
  private static final int MAGIC = 257;

  private TarReaderFuzz() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    List<PaxRecord> records = PaxRecordParser.parse(input);
    for (PaxRecord each : records == null ? List.<PaxRecord>of() : records) {
      ByteString key = each.key();
      Tried.check(key.length() + each.value().length() < input.length, "more than there is");
    }
    for (byte[] tar : List.of(input, checksummed(input))) {
      Optional<List<Object>> whole = read(new ByteArrayInputStream(tar), tar.length);
      Tried.checkEqual(read(new Drops(tar), tar.length), whole, "the tar in single bytes");
    }
  }

  private static Optional<List<Object>> read(InputStream in, int length) {
    return Tried.read(
        () -> members(new TarReader(in, LIMITS), length),
        CorruptObjectException.class,
        LimitExceededException.class,
        UnsupportedException.class);
  }

  private static List<Object> members(TarReader reader, int length) throws IOException {
    List<Object> seen = new ArrayList<>();
    long at = 0;
    for (TarMember member = reader.next(); member != null; member = reader.next()) {
      Tried.check(member.offset() >= at, "goes back");
      Tried.check(member.headerOffset() >= member.offset(), "header before its extensions");
      Tried.check(member.contentOffset() > member.headerOffset(), "content before its header");
      Count count = new Count();
      reader.copyContent(count);
      Tried.checkEqual(count.bytes, member.size(), "bytes of content");
      seen.add(List.of(member.offset(), member.path(), member.link(), member.kind(), count.hash));
      seen.add(reader.endMember());
      at = member.contentOffset() + member.stored();
      Tried.check(at <= length, "content beyond the end");
    }
    TarEnd end = reader.end();
    Tried.checkEqual(end.entries(), (long) seen.size() / 2, "entries");
    Tried.check(end.offset() + end.zeros() + end.behind() <= length, "an end beyond the end");
    seen.add(List.of(end.offset(), end.zeros(), end.behind()));
    return seen;
  }

  /** Returns a tar in which the headers have right checksums, which no mutation keeps right. */
  private static byte[] checksummed(byte[] input) {
    byte[] tar = input.clone();
    for (int block = 0; block + RawHeader.BLOCK <= tar.length; block += RawHeader.BLOCK) {
      if (TarText.startsWith(tar, block + MAGIC, "ustar")) {
        int sum = 0;
        int from = block + HeaderField.CHECKSUM.offset();
        for (int i = from; i < from + 8; i++) {
          tar[i] = ' ';
        }
        for (int i = block; i < block + RawHeader.BLOCK; i++) {
          sum += tar[i] & 0xff;
        }
        byte[] digits = String.format("%06o\0", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, tar, from, digits.length);
      }
    }
    return tar;
  }

  /** Gives a byte at a time. */
  private static final class Drops extends InputStream {
    private final byte[] bytes;
    private int at;

    Drops(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return at < bytes.length ? bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int b = length == 0 ? 0 : read();
      if (b < 0 || length == 0) {
        return Math.min(b, 0);
      }
      buffer[offset] = (byte) b;
      return 1;
    }
  }

  private static final class Count extends OutputStream {
    long bytes;
    int hash;

    @Override
    public void write(int b) {
      bytes++;
      hash = hash * 31 + (byte) b;
    }
  }
}
