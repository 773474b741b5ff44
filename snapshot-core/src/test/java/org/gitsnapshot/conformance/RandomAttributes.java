package org.gitsnapshot.conformance;

import java.nio.charset.StandardCharsets;
import org.gitsnapshot.io.ByteString;

/** The content of a {@code .gitattributes}. */
final class RandomAttributes {
  /** Patterns of one name, which mean the same to every git. */
  private static final String[] PLAIN_PATTERNS = {
    "*", "?", "a*", "*a", "*.c", "/a", "[a-c]", "b", "d", "x", "d0", "ab", "*.x"
  };

  private static final String[] PATTERNS = {
    "*",
    "?",
    "a*",
    "*a",
    "**/b",
    "b/**",
    "*.c",
    "/a",
    "/b/",
    "a/",
    "[a-c]",
    "[!a]*",
    "[^a-c]",
    "[[:alpha:]]",
    "[]a]",
    "[a",
    "\\a",
    "\\*",
    "**",
    "**/a/**",
    "a/**/b",
    "a**b",
    "x/*/y",
    "d/",
    "d/*",
    "d/**",
    "/d/d",
    "*/",
    "b*/",
    "!a",
    "\\!a",
    "\\#a",
    "#a",
    "\"a\"",
    "\"\\141\"",
    "\"a b\"",
    "\"a",
    "\"\\x\"",
    "a.?",
    "*.[cx]"
  };

  private static final String[] PLAIN_STATES = {
    "export-ignore", "export-ignore", "export-ignore", "-export-ignore", "!export-ignore"
  };

  private static final String[] STATES = {
    "export-ignore",
    "export-ignore",
    "export-ignore",
    "-export-ignore",
    "!export-ignore",
    "export-ignore=x",
    "export-ignore=",
    "drop",
    "-drop",
    "!drop",
    "keep",
    "-keep",
    "binary",
    "drop -export-ignore",
    "export-ignore -keep",
    "text=auto",
    "text",
    "-text",
    "eol=lf",
    "filter=lfs diff=lfs merge=lfs -text",
    "filter",
    "diff merge=union",
    "$bad",
    "-",
    "a=b=c"
  };

  private static final String[] CONVERSIONS = {
    "eol=crlf",
    "eol=crlf",
    "text eol=crlf",
    "text=auto eol=crlf",
    "-eol",
    "!eol",
    "!text",
    "text=input",
    "crlf",
    "-crlf",
    "crlf=input",
    "ident",
    "ident",
    "-ident",
    "!ident",
    "ident=x",
    "crlf eol=crlf",
    "ident eol=crlf",
    "win",
    "-win",
    "working-tree-encoding=UTF-8"
  };

  private final Dice dice;
  private final Features features;

  RandomAttributes(Dice dice, Features features) {
    this.dice = dice;
    this.features = features;
  }

  ByteString file() {
    StringBuilder file = new StringBuilder();
    if (features.has(Features.ALL_ATTRIBUTES) && dice.oneIn(12)) {
      file.append("\u00ef\u00bb\u00bf"); // The byte order mark, byte by byte.
    }
    int lines = 1 + dice.below(5);
    for (int i = 0; i < lines; i++) {
      if (features.has(Features.ALL_ATTRIBUTES)) {
        line(file);
      } else {
        file.append(dice.pick(PLAIN_PATTERNS)).append(' ').append(dice.pick(PLAIN_STATES));
        file.append('\n');
      }
    }
    return ByteString.of(file.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private void line(StringBuilder file) {
    file.append(dice.pick("", "", "", " ", "\t"));
    if (dice.oneIn(6)) {
      file.append("[attr]").append(dice.pick("drop", "keep", "binary", "win", "-x"));
    } else {
      file.append(dice.pick(PATTERNS));
    }
    for (int states = 1 + dice.below(3); states > 0; states--) {
      file.append(dice.pick(" ", " ", "\t", "  ")).append(state());
    }
    file.append(dice.pick("\n", "\n", "\n", "\r\n", " \n"));
  }

  private String state() {
    boolean converts = features.has(Features.CONVERSIONS) && dice.oneIn(2);
    return converts ? dice.pick(CONVERSIONS) : dice.pick(STATES);
  }
}
