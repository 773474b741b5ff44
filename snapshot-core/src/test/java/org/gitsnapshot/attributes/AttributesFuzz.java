package org.gitsnapshot.attributes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gitsnapshot.fuzz.Tried;
import org.gitsnapshot.io.ByteString;

/** Attribute files, their patterns and quoted paths: an attribute file is never an error. */
public final class AttributesFuzz {
  /** The most work one input may make; a pattern's time is the product of both lengths. */
  private static final int MAX_PATH = 4096;

  private AttributesFuzz() {}

  /** Tries one input: a path, a byte 0, and a file. */
  public static void fuzzerTestOneInput(byte[] input) {
    List<byte[]> parts = Tried.parts(input, 2);
    byte[] path = parts.get(0).length > MAX_PATH ? new byte[0] : parts.get(0);
    AttributeFile file = AttributeFile.parse(parts.get(1), true);
    for (AttributeFile.Rule rule : file.rules()) {
      rule.pattern().matches(ByteString.of(path), true, 0, StepCount.NONE);
      boolean asFile = rule.pattern().matches(ByteString.of(path), false, 0, StepCount.NONE);
      boolean asDirectory = rule.pattern().matches(ByteString.of(path), true, 0, StepCount.NONE);
      Tried.check(asDirectory || !asFile, "matches files alone");
    }
    Tried.checkEqual(
        AttributeFile.parse(parts.get(1), false).rules().size(), file.rules().size(), "rules");
    literal(path);
    String line = new String(input, StandardCharsets.ISO_8859_1);
    QuotedPath.parse("\"" + line).ifPresent(quoted -> Tried.check(quoted.end() >= 2, "no end"));
  }

  /** A pattern in which every byte is escaped matches itself and nothing longer. */
  private static void literal(byte[] path) {
    byte[] escaped = new byte[path.length * 2];
    for (int i = 0; i < path.length; i++) {
      escaped[2 * i] = '\\';
      escaped[2 * i + 1] = path[i];
    }
    Wildmatch pattern = Wildmatch.compile(ByteString.of(escaped), true);
    Tried.check(pattern.matches(ByteString.of(path), 0), "does not match itself");
    Tried.check(!pattern.matches(ByteString.of(path).concat('x'), 0), "matches what is longer");
    Wildmatch any = Wildmatch.compile(ByteString.utf8("**"), true);
    Tried.check(any.matches(ByteString.of(path), 0), "does not match anything");
  }
}
