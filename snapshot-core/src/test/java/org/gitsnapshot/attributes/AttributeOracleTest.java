package org.gitsnapshot.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random patterns, lines and files against {@code git check-attr}. */
@Tag("one-jvm")
class AttributeOracleTest {
  private static final String[] PATTERN_PIECES = {
    "a",
    "b",
    "ab",
    "x.c",
    ".",
    "*",
    "*",
    "**",
    "**/",
    "/**",
    "/",
    "/",
    "?",
    "[ab]",
    "[!a]",
    "[a-c]",
    "[^b.]",
    "[]a]",
    "[[:alpha:]]",
    "[[:digit:]x]",
    "[a",
    "\\*",
    "\\a",
    "\\[",
    "[\\]]",
    "[a-]",
    "-",
    "[[:nope:]]",
    "[[:alpha]",
    "[!/]",
    "foo",
    "*.c",
    "\\/"
  };
  private static final String[] NAME_PIECES = {
    "a", "b", "ab", "x.c", ".", "c", "foo", "*", "-", "]"
  };

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everyPatternMatchesWhatGitMatches(long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder file = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      String pattern = join(random, PATTERN_PIECES, 1 + random.nextInt(6));
      if (!pattern.startsWith("!") && !pattern.startsWith("#")) {
        file.append(pattern).append(" p").append(i).append('\n');
      }
    }
    assertSame(Map.of("", file.toString()), paths(random, 250));
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void patternsInDirectoriesMatchBelowThem(long seed) throws IOException {
    Random random = new Random(seed);
    Map<String, String> files = new TreeMap<>();
    for (String where : List.of("", "a/", "a/b/", "foo/")) {
      StringBuilder file = new StringBuilder();
      for (int i = 0; i < 60; i++) {
        String pattern = join(random, PATTERN_PIECES, 1 + random.nextInt(5));
        file.append(pattern).append(" p").append(i % 20).append('=').append(i).append(where);
        file.append('\n');
      }
      files.put(where, file.toString());
    }
    assertSame(files, paths(random, 250));
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26})
  void everyLineGivesTheAttributesGitGives(long seed) throws IOException {
    Random random = new Random(seed);
    String[] words = {
      "text",
      "-text",
      "!text",
      "text=auto",
      "binary",
      "-binary",
      "!binary",
      "mac",
      "-mac",
      "!mac",
      "mac=1",
      "two",
      "eol=lf",
      "-eol=x",
      "!diff",
      "diff=",
      "x=y=z",
      "export-ignore",
      "a.b-c_d",
      "builtin_x"
    };
    String[] bad = {"$x", "-", "!", "--x", "=", "-!x"};
    StringBuilder file = new StringBuilder();
    for (int i = 0; i < 120; i++) {
      String name =
          List.of("*", "a", "*.c", "a/", "/foo", "\"a\"", "\"x\\056c\"", "\"a")
              .get(random.nextInt(8));
      if (i % 12 == 0) {
        name = "[attr]" + List.of("mac", "two", "binary", "a.b-c_d").get(random.nextInt(4));
      }
      file.append(random.nextInt(5) == 0 ? " \t" : "").append(name);
      for (int k = random.nextInt(4); k > 0; k--) {
        file.append(random.nextBoolean() ? " " : "\t ");
        file.append(words[random.nextInt(words.length)]);
      }
      if (random.nextInt(15) == 0) {
        file.append(' ').append(bad[random.nextInt(bad.length)]);
      }
      file.append(random.nextInt(6) == 0 ? " \r\n" : "\n");
      if (i % 10 == 9) {
        assertSame(Map.of("", file.toString(), "a/", "* -mac\n[attr]two x\n"), paths(random, 12));
        file.setLength(file.length() / 2);
      }
    }
  }

  @Test
  void patternThatDefeatsBacktrackingIsFast() {
    ByteString pattern = ByteString.utf8("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b");
    ByteString text = ByteString.utf8("a".repeat(2000));
    assertThat(Wildmatch.compile(pattern, true).matches(text, 0)).isFalse();
  }

  private static String join(Random random, String[] pieces, int count) {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < count; i++) {
      joined.append(pieces[random.nextInt(pieces.length)]);
    }
    return joined.toString();
  }

  /** Paths without empty parts; one that ends in a slash is a directory. */
  private static Set<String> paths(Random random, int count) {
    Set<String> paths = new LinkedHashSet<>();
    while (paths.size() < count) {
      StringBuilder path = new StringBuilder();
      for (int depth = random.nextInt(4); depth >= 0; depth--) {
        String name = join(random, NAME_PIECES, 1 + random.nextInt(3));
        path.append(name.equals(".") || name.equals("..") ? "d" : name)
            .append(depth > 0 ? "/" : "");
      }
      paths.add(random.nextInt(3) == 0 ? path + "/" : path.toString());
    }
    return paths;
  }

  private void assertSame(Map<String, String> files, Set<String> paths) throws IOException {
    Tool tool = new Tool(directory);
    tool.git("init", "-q", ".");
    AttributeStack root = AttributeStack.EMPTY;
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path parent = directory.resolve(file.getKey());
      Files.createDirectories(parent);
      Files.writeString(parent.resolve(".gitattributes"), file.getValue());
    }
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    for (String path : paths) {
      input.writeBytes((path + "\0").getBytes(StandardCharsets.UTF_8));
    }
    Map<String, Map<String, String>> expected = new TreeMap<>();
    paths.forEach(path -> expected.put(path, new TreeMap<>()));
    byte[] output = tool.git(input.toByteArray(), "check-attr", "-z", "--all", "--stdin");
    String[] fields = new String(output, StandardCharsets.UTF_8).split("\0", -1);
    for (int i = 0; i + 2 < fields.length; i += 3) {
      expected
          .computeIfAbsent(fields[i], path -> new TreeMap<>())
          .put(fields[i + 1], fields[i + 2]);
    }
    Map<String, Map<String, String>> actual = new TreeMap<>();
    for (String path : paths) {
      actual.put(path, attributes(root, files, path));
    }
    assertThat(actual).isEqualTo(expected);
  }

  private static Map<String, String> attributes(
      AttributeStack root, Map<String, String> files, String path) throws IOException {
    boolean isDirectory = path.endsWith("/");
    String plain = isDirectory ? path.substring(0, path.length() - 1) : path;
    AttributeStack stack = root;
    List<String> parents = new ArrayList<>(List.of(""));
    for (int slash = plain.indexOf('/'); slash >= 0; slash = plain.indexOf('/', slash + 1)) {
      parents.add(plain.substring(0, slash + 1));
    }
    for (String parent : parents) {
      if (files.containsKey(parent)) {
        String name = parent.isEmpty() ? "" : parent.substring(0, parent.length() - 1);
        stack =
            stack.with(ByteString.utf8(name), files.get(parent).getBytes(StandardCharsets.UTF_8));
      }
    }
    Map<String, String> text = new TreeMap<>();
    stack
        .of(ByteString.utf8(plain), isDirectory)
        .forEach(
            (name, value) -> {
              switch (value.state()) {
                case SET -> text.put(name, "set");
                case UNSET -> text.put(name, "unset");
                case VALUE -> text.put(name, value.text());
                case UNSPECIFIED -> {} // check-attr --all leaves these out.
              }
            });
    return text;
  }
}
