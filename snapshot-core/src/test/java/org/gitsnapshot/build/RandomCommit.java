package org.gitsnapshot.build;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.testing.GitArchive;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.RawRepository.Item;

/** A commit whose tree crowds the edges of the format, the same for the same seed. */
final class RandomCommit {
  /** Lengths of whole paths at which something in the format changes, and their neighbours. */
  private static final int[] PATH_LENGTHS = {
    98, 99, 100, 101, 102, 152, 153, 154, 155, 156, 157, 199, 253, 254, 255, 256, 257, 300
  };

  /** The same where a pax record's length gets a digit more. */
  private static final int[] LONG_PATH_LENGTHS = {985, 986, 987, 988, 989, 990, 991, 992};

  private static final int[] SIZES = {
    0, 1, 511, 512, 513, 1024, 7680, 8191, 8192, 8704, 9216, 9728, 10240, 20000
  };
  private static final int[] LINK_LENGTHS = {
    0, 1, 20, 98, 99, 100, 101, 102, 155, 156, 255, 256, 985, 986, 987, 988
  };
  private static final String[] FILE_MODES = {
    "100644", "100644", "100644", "100755", "100664", "100600", "100744", "100645", "107777",
    "0100644"
  };
  private static final String[] ODD_SUBMODULE_MODES = {"160000", "160000", "0", "170000", "20000"};
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
    "**/a/**",
    "x/*/y",
    "d/",
    "d/*",
    "d/**",
    "/d/d",
    "*/",
    "b*/",
    "\"a\"",
    "\"\\141\""
  };
  private static final String[] COMMITTERS = {
    "C <c> 0 +0000",
    "C <c> 1 +0000",
    "C <c> 1700000000 +0200",
    "C <c> 1234567890 -1200",
    "C <c> 2147483648 +0000",
    "C <c> 8589934591 +0000",
    "C <c> 8589934592 +0000",
    "C <c> 99999999999 +0000",
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

  private final Random random;
  private final RawRepository repository;
  private final boolean attributes;
  private int entries;

  private RandomCommit(long seed, RawRepository repository) {
    this.random = new Random(seed);
    this.repository = repository;
    // Where nothing is left out by a pattern, everything is compared.
    this.attributes = random.nextInt(3) != 0;
  }

  /** Adds the commit of a seed to a repository and says how it shall be archived. */
  static GitArchive.Job of(long seed, RawRepository repository) {
    return new RandomCommit(seed, repository).make();
  }

  private GitArchive.Job make() {
    Oid tree = random.nextInt(25) == 0 ? repository.tree(List.of()) : directory(0, 0);
    String parents =
        random.nextInt(4) == 0 ? "parent " + "1".repeat(40) + "\nparent " + "2".repeat(40) : "";
    String rest =
        (parents.isEmpty() ? "" : parents + "\n")
            + "author A <a> 3 +0000\ncommitter "
            + (random.nextInt(3) == 0 ? pick(COMMITTERS) : "C <c> 1600000000 +0000")
            + "\n"
            + (random.nextInt(5) == 0 ? "encoding ISO-8859-1\n" : "")
            + "\nmessage\n";
    return new GitArchive.Job(repository.commit(tree, rest), prefix());
  }

  private ByteString prefix() {
    int kind = random.nextInt(6);
    if (kind < 4) {
      return ByteString.utf8(pick(PREFIXES));
    }
    if (kind == 4) {
      int length = pick(PATH_LENGTHS);
      String one = "g".repeat(length - 1) + pick("g", "/");
      String two = "g".repeat(length / 2) + "/" + "h".repeat(length - length / 2 - 2) + "/";
      return ByteString.utf8(pick(one, two));
    }
    byte[] bytes = name(0);
    return ByteString.of(bytes).concat(ByteString.utf8(pick("", "/", "//")));
  }

  /** Makes a directory whose path, with its slash, has so many bytes. */
  private Oid directory(int pathLength, int depth) {
    List<Item> items = new ArrayList<>();
    Set<ByteString> names = new HashSet<>();
    int count = random.nextInt(depth == 0 ? 9 : 6);
    for (int i = 0; i < count && entries < 60; i++) {
      ByteString name = ByteString.of(name(pathLength));
      if (names.add(name)) {
        items.add(item(name, pathLength + name.length(), depth));
        entries++;
      }
    }
    if (attributes && random.nextInt(depth == 0 ? 2 : 4) == 0) {
      String mode = random.nextInt(20) == 0 ? "120000" : "100644";
      items.add(new Item(mode, ".gitattributes", repository.blob(attributeFile())));
    }
    if (!attributes && random.nextInt(10) == 0) {
      return repository.treeInThisOrder(items);
    }
    return repository.tree(items);
  }

  private Item item(ByteString name, int pathLength, int depth) {
    int kind = random.nextInt(12);
    if (kind < 5 && depth < 7) {
      String mode = pick("40000", "40000", "040000", "40755");
      Oid inner =
          random.nextInt(6) == 0
              ? repository.tree(List.of())
              : directory(pathLength + 1, depth + 1);
      return new Item(mode, name, inner);
    }
    if (kind == 5) {
      byte[] id = new byte[20];
      random.nextBytes(id);
      return new Item(pick(ODD_SUBMODULE_MODES), name, Oid.of(id));
    }
    if (kind < 8) {
      return new Item(pick("120000", "120777"), name, repository.blob(bytes(pick(LINK_LENGTHS))));
    }
    int size = random.nextInt(3) == 0 ? pick(SIZES) : random.nextInt(30);
    byte[] content = new byte[size];
    random.nextBytes(content);
    return new Item(pick(FILE_MODES), name, repository.blob(content));
  }

  private byte[] name(int before) {
    int kind = random.nextInt(10);
    if (kind < 4) {
      return pick("a", "b", "c", "d", "x", "y", "a.c", "b.c", "ab", "d.x", "d-x", "d0", "*", "a b")
          .getBytes(StandardCharsets.US_ASCII);
    }
    if (kind < 8) {
      int whole = random.nextInt(20) == 0 ? pick(LONG_PATH_LENGTHS) : pick(PATH_LENGTHS);
      // Names of more than 255 bytes are no file's on disk, but git archives them all the same.
      return whole - before > 0 ? bytes(whole - before) : bytes(3);
    }
    return bytes(1 + random.nextInt(12));
  }

  /** Letters mostly, and now and then any byte but NUL and slash. */
  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    boolean any = random.nextInt(3) == 0;
    for (int i = 0; i < length; i++) {
      int c = any ? 1 + random.nextInt(255) : 'a' + random.nextInt(4);
      bytes[i] = c == '/' ? (byte) '_' : (byte) c;
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    if (text.startsWith(".") || text.startsWith("git~")) {
      bytes[0] = '_'; // Git refuses some of these; another test is about them.
    }
    return bytes;
  }

  private String attributeFile() {
    StringBuilder file = new StringBuilder();
    int lines = 1 + random.nextInt(5);
    for (int i = 0; i < lines; i++) {
      if (random.nextInt(6) == 0) {
        file.append("[attr]").append(pick("drop", "keep", "binary")).append(' ');
      } else {
        file.append(pick(PATTERNS)).append(pick(" ", "\t", "  "));
      }
      file.append(
          pick(
              "export-ignore",
              "export-ignore",
              "export-ignore",
              "-export-ignore",
              "!export-ignore",
              "export-ignore=x",
              "drop",
              "-drop",
              "keep",
              "binary",
              "drop -export-ignore",
              "text=auto",
              "diff merge=union"));
      file.append(pick("\n", "\n", "\r\n"));
    }
    return file.toString();
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private int pick(int[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
