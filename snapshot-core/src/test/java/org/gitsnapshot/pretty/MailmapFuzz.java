package org.gitsnapshot.pretty;

import java.util.List;
import org.gitsnapshot.fuzz.Tried;
import org.gitsnapshot.io.ByteString;

/** Mailmaps: the lines that matter for a person say the same of that person as the whole file. */
public final class MailmapFuzz {
  private MailmapFuzz() {}

  /** Tries one input: a name, a byte 0, an address, a byte 0, and a mailmap. */
  public static void fuzzerTestOneInput(byte[] input) {
    List<byte[]> parts = Tried.parts(input, 3);
    Mailmap.Person person =
        new Mailmap.Person(ByteString.of(parts.get(0)), ByteString.of(parts.get(1)));
    Mailmap whole = Mailmap.parse(ByteString.of(parts.get(2)));
    Mailmap.Person mapped = whole.map(person);
    ByteString lines = whole.relevantLines(List.of(person));
    Mailmap relevant = Mailmap.parse(lines);
    Tried.checkEqual(relevant.map(person), mapped, "person by the lines that matter");
    Tried.checkEqual(relevant.relevantLines(List.of(person)), lines, "lines that matter");
  }
}
