package org.gitsnapshot.pretty;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Files with formats, and commits to expand them for, made of what is most likely to go wrong. */
final class RandomFormat {
  private static final String[] PLAIN = {
    "%H",
    "%h",
    "%T",
    "%t",
    "%P",
    "%p",
    "%an",
    "%aN",
    "%ae",
    "%aE",
    "%al",
    "%aL",
    "%ad",
    "%aD",
    "%at",
    "%ai",
    "%as",
    "%cn",
    "%cN",
    "%ce",
    "%cE",
    "%cl",
    "%cL",
    "%cd",
    "%cD",
    "%ct",
    "%ci",
    "%cs",
    "%d",
    "%D",
    "%e",
    "%s",
    "%f",
    "%b",
    "%B",
    "%N",
    "%S",
    "%m",
    "%n",
    "%%",
    "%x00",
    "%x41",
    "%xc3%xa9",
    "%xe9",
    "%x0a",
    "%x20",
    "%x1b[31m",
    "%xZZ",
    "%x4",
    "%G?",
    "%GG",
    "%GT",
    "%GK",
    "%GX",
    "%gD",
    "%gd",
    "%gs",
    "%gn",
    "%gx",
    "%g",
    "%a",
    "%aX",
    "%c",
    "%Z",
    "%(",
    "%()",
    "%(foo)",
    "%",
    "%C(auto)",
    "%Cred",
    "%Creset",
    "%Cfoo",
    "%C(red)",
    "%C(auto,red)",
    "%C(always,red)",
    "%C(always,bold blue)",
    "%C(",
    "%C",
    "%s",
    "%s",
    "%b",
    "%B"
  };

  private static final String[] SHAPES = {
    "%w(20)",
    "%w(10,2,4)",
    "%w(0)",
    "%w()",
    "%w(0,3,5)",
    "%w(1)",
    "%w(5,20)",
    "%w(30,,4)",
    "%w(72,4,4)",
    "%w(16384)",
    "%w(16385)",
    "%w( 7, 2)",
    "%w(7 )",
    "%w(-1)",
    "%w(x)",
    "%w(",
    "%w",
    "%<(10)",
    "%<(5,trunc)",
    "%<(6,ltrunc)",
    "%<(7,mtrunc)",
    "%<(1,trunc)",
    "%<(2,mtrunc)",
    "%<(1,ltrunc)",
    "%<|(20)",
    "%<|(40,trunc)",
    "%<|(30,ltrunc)",
    "%<|(-10)",
    "%<|(-30,mtrunc)",
    "%>(10)",
    "%>(30)",
    "%>|(40)",
    "%>>(30)",
    "%>>(3)",
    "%>>|(20)",
    "%>>(12,trunc)",
    "%><(31)",
    "%><|(50)",
    "%><(8,mtrunc)",
    "%<(0)",
    "%<(-5)",
    "%<( 12 )",
    "%<(12,bad)",
    "%<(12, trunc)",
    "%<(16384)",
    "%<(99999)",
    "%<(",
    "%<()",
    "%<(x)",
    "%<(5x)",
    "%>",
    "%<|",
    "%><",
    "%>>"
  };

  private static final String[] OPTIONS = {
    "only",
    "only=no",
    "only=yes",
    "only=x",
    "unfold",
    "unfold=true",
    "keyonly",
    "valueonly",
    "key=Signed-off-by",
    "key=acked-by:",
    "key=a",
    "key=",
    "key",
    "separator=,",
    "separator=%x2C ",
    "separator=%n%x00",
    "separator",
    "separator=|",
    "key_value_separator==",
    "key_value_separator",
    "only=0x10",
    "only=2k",
    "valueonly=off",
    "foo",
    "",
    " only"
  };

  private static final String[] LATEST = {
    "%aI", "%cI", "%(decorate)", "%(decorate:prefix=a,suffix=%n,separator=%x2C%%)",
    "%(decorate:tag=,pointer=>)", "%(decorate:tag)", "%(decorate:foo)", "%(decorate:tag=x,foo)",
    "%(decorate", "%(decorate:)", "%(decorate:prefix=%x00a)", "%C(always,#f80)"
  };

  private static final String[] WORDS = {
    "a",
    "bb",
    "word",
    "longer-words",
    "x.y..z",
    "\u00e9t\u00e9",
    "\u4e2d\u6587",
    "e\u0301",
    "\ud83d\ude00",
    "\u200b",
    "#",
    "---",
    "key:",
    "Conflicts:",
    "1",
    "--",
    "\u00a0",
    "_",
    "supercalifragilistic",
    "<",
    ">",
    "\u001b[1;32mgreen\u001b[m",
    "\u001b[",
    "\u0007",
    "\u00ad"
  };

  private static final String[] LINES = {
    "Signed-off-by: A B <a@b>",
    "Acked-by:   C  ",
    "a: b",
    "a-b : c",
    " continued",
    "\tcontinued",
    "# comment",
    "(cherry picked from commit 1234)",
    "no trailer",
    "Key With Space: v",
    "empty:",
    ": nothing",
    "Conflicts:",
    "\tpath/to/file",
    "---",
    "",
    " ",
    "\t",
    "-: x",
    "0: x",
    "a\u00e9: x",
    "# Conflicts:",
    "#\tfile",
    "# ------------------------ >8 ------------------------",
    "Bug: #1"
  };

  private static final String[] IDENTS = {
    "A U Thor <author@example.com> 1112354055 +0200",
    "B <b@b> 1 +0000",
    "A <a@b> 12345 -0030",
    "A <a@b> 12345",
    "A a@b 12345 +0000",
    "A <<a@b>> 1112354055 -0700",
    "<a@b> 5000 +0060",
    "A <a@b> 4102444800 +1234",
    "  A\t < x @ y > 8589934591 -1200",
    "A <a> b> 100 -1 x",
    "A <a@b>",
    "J\u00fcrgen <j@x> 951782400 +0100",
    "\u4e2d\u6587 <c@x> 951868799 +0000",
    "",
    "A <a@b> 1 +9999",
    "Mapped Name <mapped@x> 1709164800 -0100"
  };

  private final Random random;
  private final boolean latest;

  /**
   * Creates one.
   *
   * @param latest whether git is the version that this library follows; if not, formats are left
   *     out that other versions expand otherwise
   */
  RandomFormat(long seed, boolean latest) {
    this.random = new Random(seed);
    this.latest = latest;
  }

  /** Returns the pieces of a file with formats. */
  List<String> file() {
    List<String> pieces = new ArrayList<>();
    int formats = random.nextInt(10) == 0 ? 2 : 1;
    for (int i = 0; i < formats; i++) {
      int before = random.nextInt(4);
      for (int j = 0; j < before; j++) {
        pieces.add(outside());
      }
      pieces.add("$Format:");
      int inside = 1 + random.nextInt(7);
      for (int j = 0; j < inside; j++) {
        pieces.add(inside());
      }
      pieces.add("$");
    }
    pieces.add("|");
    return pieces;
  }

  private String outside() {
    return switch (random.nextInt(8)) {
      case 0 -> "\n";
      case 1 -> "   ";
      case 2 -> random.nextInt(4) == 0 ? "\0" : "\n\n";
      case 3 -> utf8(" \u001b[31m");
      default -> utf8(pick(WORDS)) + (random.nextBoolean() ? " " : "");
    };
  }

  private String inside() {
    if (latest && random.nextInt(12) == 0) {
      return pick(LATEST);
    }
    return switch (random.nextInt(12)) {
      case 0, 1 -> pick(SHAPES);
      case 2 -> "%" + pick("+", "-", " ") + pick(PLAIN).substring(1);
      case 3 -> "%" + pick("+", "-", " ") + pick(SHAPES).substring(1);
      case 4 -> trailers();
      case 5 -> utf8(pick(WORDS));
      case 6 -> pick(" ", "\n", "   ", ", ");
      case 7 -> pick(SHAPES) + pick(PLAIN);
      default -> pick(PLAIN);
    };
  }

  private String trailers() {
    StringBuilder format = new StringBuilder("%(trailers");
    int options = random.nextInt(4);
    for (int i = 0; i < options; i++) {
      format.append(i == 0 ? ":" : ",").append(pick(OPTIONS));
    }
    return format.append(random.nextInt(12) == 0 ? "" : ")").toString();
  }

  /** Returns what follows the tree line of a commit, in bytes. */
  String commit() {
    StringBuilder commit = new StringBuilder();
    if (random.nextInt(25) != 0) {
      commit.append("author ").append(pick(IDENTS)).append('\n');
    }
    commit.append("committer ").append(pick(IDENTS)).append('\n');
    boolean latin1 = random.nextInt(6) == 0;
    if (latin1 || random.nextInt(10) == 0) {
      commit.append("encoding ");
      commit.append(latin1 ? pick("ISO-8859-1", "latin-1", "CP1252", "ISO8859-15") : encoding());
      commit.append('\n');
    }
    if (random.nextInt(12) == 0) {
      commit.append("mergetag object 1\n type commit\n \n author X <x> 1 +0000\n");
    }
    message(commit);
    String text = commit.toString();
    return latin1 && random.nextInt(4) != 0 ? latin1(text) : utf8(text);
  }

  private String encoding() {
    return pick("UTF-8", "utf8", "NONE", "US-ASCII", "UTF8 ", "", "KOI8-R", "x/y", "utf-8");
  }

  private void message(StringBuilder commit) {
    // Without an empty line git reads on behind its memory, and nobody can say what it finds.
    commit.append(random.nextInt(10) == 0 ? "\n\n \n" : "\n");
    int paragraphs = random.nextInt(4);
    for (int i = 0; i < paragraphs; i++) {
      int lines = 1 + random.nextInt(3);
      for (int j = 0; j < lines; j++) {
        line(commit);
      }
      commit.append(pick("\n", "\n", "\n", "\n\n", " \n", "\r\n"));
    }
    if (random.nextInt(3) != 0) {
      int lines = 1 + random.nextInt(6);
      for (int j = 0; j < lines; j++) {
        String line = pick(LINES);
        commit.append(line.startsWith("#") && !latest ? "c: d" : line).append('\n');
      }
    }
    if (random.nextInt(6) == 0) {
      commit.append(pick("\n", "\n\n", "\0after", "\n# end\n", "\nConflicts:\n\ta\n"));
      commit.append(latest && random.nextBoolean() ? "no line feed" : "");
    }
  }

  private void line(StringBuilder commit) {
    int words = random.nextInt(8);
    for (int i = 0; i < words; i++) {
      commit.append(pick(WORDS)).append(pick(" ", " ", " ", " ", "  ", "\t", ""));
    }
    commit.append(random.nextInt(12) == 0 ? "\r\n" : "\n");
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static String utf8(String text) {
    return FormatRepository.text(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static String latin1(String text) {
    return text.replaceAll("[^\\x00-\\xff]", "?");
  }
}
