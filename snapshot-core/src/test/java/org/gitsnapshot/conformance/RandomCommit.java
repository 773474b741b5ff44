package org.gitsnapshot.conformance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gitsnapshot.conformance.SampleCommit.Blob;
import org.gitsnapshot.conformance.SampleCommit.Directory;
import org.gitsnapshot.conformance.SampleCommit.Line;
import org.gitsnapshot.conformance.SampleCommit.Module;
import org.gitsnapshot.conformance.SampleCommit.Node;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;

/** A commit whose tree crowds the edges of the format, the same for the same seed. */
final class RandomCommit {
  /** Lengths of whole paths at which something in the format changes, and their neighbours. */
  private static final int[] PATH_LENGTHS = {
    98, 99, 100, 101, 102, 152, 153, 154, 155, 156, 157, 199, 253, 254, 255, 256, 257, 300
  };

  /** The same where a pax record's length gets a digit more. */
  private static final int[] LONG_PATH_LENGTHS = {
    78, 80, 82, 985, 986, 987, 988, 989, 990, 991, 992, 993, 9984, 9987, 9988, 9989, 9990, 9991
  };

  private static final int[] LINK_LENGTHS = {
    0, 1, 20, 98, 99, 100, 101, 102, 155, 156, 255, 256, 984, 985, 986, 987, 988, 9983, 9984, 9985
  };
  private static final String[] FILE_MODES = {
    "100644", "100644", "100644", "100755", "100664", "100600", "100744", "100645", "107777",
    "0100644"
  };
  private static final String[] ODD_SUBMODULE_MODES = {"160000", "160000", "0", "170000", "20000"};
  private static final String[] COMMITTERS = {
    "C <c> 0 +0000",
    "C <c> 1 +0000",
    "C <c> 1700000000 +0200",
    "C <c> 1234567890 -1200",
    "C <c> 2147483648 +0000",
    "C <c> 8589934591 +0000",
    "C <c> 8589934592 +0000",
    "C <c> 99999999999 +0000",
    "C <c> 8589934590 -0930",
    "C <c> 253402300800 +0000",
    "C <c> 9223372036854775807 +0000",
    "C <c> 9223372036854775808 +0000",
    "C <c> 18446744073709551615 +0000",
    "C <c> 18446744073709551616 +0000",
    "C <c> -1 +0000",
    "C <c> -5 +0000",
    "C <c> -99999999999999999999999 +0000",
    "C <c>",
    "C <c> soon",
    "C <c> +7 +0000",
    "C <c>  \t 7 +0000",
    "C <c> 007",
    "C <c> 7.5 +0000",
    "C <c> 0x10 +0000",
    "<> 5 +0000",
    "C c 5 +0000",
    "C <c>> 5 +0000",
    "\u00e9\u00ff <c> 6 +0000"
  };
  private static final String[] PREFIXES = {
    "",
    "",
    "p/",
    "p",
    "a//",
    "a///",
    "a/b/",
    "/",
    "//",
    "/abs/",
    "../up/",
    "sp ace/",
    "'q'/",
    "\u00e9t\u00e9/",
    "\u00e9t\u00e9",
    "-dash/"
  };

  private static final ByteString ATTRIBUTES = ByteString.utf8(".gitattributes");

  private final Dice dice;
  private final Features features;
  private final RandomAttributes attributeFiles;
  private final RandomContent contents;
  private final boolean attributes;
  private int entries;

  private RandomCommit(long seed, Features features) {
    this.dice = new Dice(seed);
    this.features = features;
    this.attributeFiles = new RandomAttributes(dice, features);
    this.contents = new RandomContent(dice);
    // Where nothing is left out by a pattern, everything is compared.
    this.attributes = !dice.oneIn(3) && features.has(Features.PLAIN_ATTRIBUTES);
  }

  /** Returns the commit of a seed. */
  static SampleCommit of(long seed, Features features) {
    return new RandomCommit(seed, features).make();
  }

  private SampleCommit make() {
    Directory root = dice.oneIn(25) ? empty("40000") : directory("40000", 0, 0);
    return new SampleCommit(root, headers(), prefix());
  }

  private String headers() {
    if (!features.has(Features.ODD_OBJECTS)) {
      return SampleCommit.PLAIN_HEADERS.replace(
          "1600000000", dice.pick("1600000000", "0", "1", "2147483648", "8589934591"));
    }
    String parents =
        dice.oneIn(4) ? "parent " + "1".repeat(40) + "\nparent " + "2".repeat(40) + "\n" : "";
    return parents
        + "author A <a> 3 +0000\ncommitter "
        + (dice.oneIn(3) ? dice.pick(COMMITTERS) : "C <c> 1600000000 +0000")
        + "\n"
        + (dice.oneIn(5) ? "encoding ISO-8859-1\n" : "")
        + "\nmessage\n";
  }

  private ByteString prefix() {
    int kind = dice.below(6);
    if (kind < 4) {
      return ByteString.utf8(dice.pick(PREFIXES));
    }
    if (kind == 4) {
      int length = dice.pick(PATH_LENGTHS);
      String one = "g".repeat(length - 1) + dice.pick("g", "/");
      String two = "g".repeat(length / 2) + "/" + "h".repeat(length - length / 2 - 2) + "/";
      return ByteString.utf8(dice.pick(one, two));
    }
    return name(0).concat(ByteString.utf8(dice.pick("", "/", "//")));
  }

  private static Directory empty(String mode) {
    return new Directory(mode, List.of(), true);
  }

  /** Makes a directory whose path, with its slash, has so many bytes. */
  private Directory directory(String mode, int pathLength, int depth) {
    List<Line> lines = new ArrayList<>();
    Set<ByteString> names = new HashSet<>();
    int count = dice.below(depth == 0 ? 9 : 6);
    for (int i = 0; i < count && entries < 60; i++) {
      ByteString name = name(pathLength);
      if (names.add(name)) {
        lines.add(new Line(name, node(pathLength + name.length(), depth)));
        entries++;
      }
    }
    if (attributes && dice.oneIn(depth == 0 ? 2 : 4)) {
      boolean link = features.has(Features.ODD_OBJECTS) && dice.oneIn(20);
      lines.add(new Line(ATTRIBUTES, new Blob(link ? "120000" : "100644", attributeFiles.file())));
    }
    boolean sorted = !features.has(Features.ODD_OBJECTS) || attributes || !dice.oneIn(10);
    return new Directory(mode, lines, sorted);
  }

  private Node node(int pathLength, int depth) {
    int kind = dice.below(12);
    if (kind < 5 && depth < 7) {
      String mode = odd("40000", "40000", "040000", "40755");
      return dice.oneIn(6) ? empty(mode) : directory(mode, pathLength + 1, depth + 1);
    }
    if (kind == 5) {
      return new Module(odd("160000", ODD_SUBMODULE_MODES), Oid.of(dice.noise(20)));
    }
    if (kind < 8) {
      return new Blob(odd("120000", "120000", "120777"), dice.name(dice.pick(LINK_LENGTHS)));
    }
    String mode = dice.oneIn(4) ? "100755" : odd("100644", FILE_MODES);
    return new Blob(mode, contents.file());
  }

  /** Returns one of the odd choices where they all mean the same to the git that is asked. */
  private String odd(String plain, String... choices) {
    return features.has(Features.ODD_OBJECTS) ? dice.pick(choices) : plain;
  }

  private ByteString name(int before) {
    int kind = dice.below(10);
    if (kind < 4) {
      return ByteString.utf8(
          dice.pick(
              "a", "b", "c", "d", "x", "y", "a.c", "b.c", "ab", "d.x", "d-x", "d0", "*", "a b",
              "!a", "#a", "acb"));
    }
    if (kind < 8) {
      int whole = dice.oneIn(20) ? dice.pick(LONG_PATH_LENGTHS) : dice.pick(PATH_LENGTHS);
      // Names of more than 255 bytes are no file's on disk, but git archives them all the same.
      return dice.name(whole - before > 0 ? whole - before : 3);
    }
    return dice.name(1 + dice.below(12));
  }
}
