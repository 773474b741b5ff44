package org.gitsnapshot.pretty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.fuzz.Tried;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;

/** Pretty formats over hostile commits, alone and in a file. */
public final class PrettyFuzz {
  private static final Oid ID = Oid.fromHex("0123456789abcdef0123456789abcdef01234567");

  private PrettyFuzz() {}

  /** Tries one input: a format, a byte 0, and a commit object. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    List<byte[]> parts = Tried.parts(input, 2);
    byte[] format = parts.get(0);
    PrettyFormat.placeholders(format);
    for (FormatAge age : FormatAge.values()) {
      Tried.read(
          () -> new PrettyFormat(ID, parts.get(1), age, new Answers()).substitute(file(format)),
          UnsupportedException.class,
          LimitExceededException.class,
          InvalidInputException.class,
          CorruptObjectException.class);
    }
    found(format);
  }

  private static byte[] file(byte[] format) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("a line\n $Format:".getBytes(StandardCharsets.US_ASCII));
    file.writeBytes(format);
    file.write('$');
    return file.toByteArray();
  }

  /** Formats are found wherever the pieces of a stream end. */
  private static void found(byte[] format) throws IOException {
    byte[] file = file(format);
    List<ByteString> whole = new ArrayList<>();
    new FormatFinder(1 << 20, each -> whole.add(ByteString.of(each))).write(file);
    List<ByteString> single = new ArrayList<>();
    try (FormatFinder finder = new FormatFinder(1 << 20, each -> single.add(ByteString.of(each)))) {
      for (byte b : file) {
        finder.write(b);
      }
    }
    Tried.check(!whole.isEmpty(), "no format found");
    Tried.checkEqual(single, whole, "formats found byte by byte");
  }

  private static final class Answers implements FormatState {
    @Override
    public String abbreviate(Oid id) {
      return id.hex().substring(0, 7);
    }

    @Override
    public ByteString decorations() {
      return ByteString.utf8("HEAD -> main, tag: v1.0");
    }

    @Override
    public ByteString describe(DescribeOptions options) {
      return ByteString.utf8("v1.0-3-gabc");
    }

    @Override
    public Mailmap.Person mapped(Mailmap.Person person) {
      return person;
    }

    @Override
    public ByteString given(String placeholder) {
      return ByteString.utf8("3 weeks ago");
    }
  }
}
