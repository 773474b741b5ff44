package org.gitsnapshot.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Removal;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns against {@code git check-ignore}, and what git has nothing of: prefixes, odd paths. */
@Tag("one-jvm")
class RemovalRulesTest {
  private static final String[] PATTERN_PIECES = {
    "a", "b", "ab", "x.c", "*", "*", "**", "**/", "/**", "/", "/", "?", "[ab]", "[!a]", "\\*",
    "\\ ", " ", "foo", "*.c", "#", "\\#", "\\!", "[a", "!"
  };
  private static final String[] NAMES = {"a", "b", "ab", "x.c", "c", "foo", "a b", "#", "!a", "*"};

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everythingIsRemovedThatGitIgnores(long seed) throws IOException {
    Random random = new Random(seed);
    Set<String> paths = tree(random);
    Tool tool = new Tool(directory);
    tool.git("init", "-q", ".");
    for (int round = 0; round < 12; round++) {
      List<String> lines = new ArrayList<>();
      for (int i = 2 + random.nextInt(6); i > 0; i--) {
        StringBuilder line = new StringBuilder(random.nextInt(3) == 0 ? "!" : "");
        for (int k = 1 + random.nextInt(4); k > 0; k--) {
          line.append(PATTERN_PIECES[random.nextInt(PATTERN_PIECES.length)]);
        }
        lines.add(line.toString());
      }
      assertThat(ours(lines, paths)).as("%s", lines).isEqualTo(git(tool, lines, paths));
    }
  }

  private Set<String> tree(Random random) throws IOException {
    Set<String> paths = new TreeSet<>();
    for (int i = 0; i < 60; i++) {
      Path at = directory;
      for (int depth = random.nextInt(4); depth >= 0; depth--) {
        at = at.resolve(NAMES[random.nextInt(NAMES.length)]);
        if (Files.isRegularFile(at)) {
          break;
        }
        boolean leaf = depth == 0 && random.nextInt(4) > 0;
        if (leaf && !Files.exists(at)) {
          Files.createFile(at);
        } else {
          Files.createDirectories(at);
        }
        String path = directory.relativize(at).toString();
        paths.add(Files.isDirectory(at) ? path + "/" : path);
      }
    }
    return paths;
  }

  private Map<String, String> git(Tool tool, List<String> lines, Set<String> paths)
      throws IOException {
    Files.writeString(directory.resolve(".gitignore"), String.join("\n", lines) + "\n");
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    for (String path : paths) {
      String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
      input.writeBytes((plain + "\0").getBytes(StandardCharsets.UTF_8));
    }
    // It ends with 1 if it ignores none of them.
    String command = "git check-ignore --no-index -vnz --stdin || test $? = 1";
    byte[] output = tool.run(input.toByteArray(), "sh", "-c", command);
    String[] fields = new String(output, StandardCharsets.UTF_8).split("\0", -1);
    Map<String, String> ignored = new TreeMap<>();
    for (int i = 0; i + 3 < fields.length; i += 4) {
      if (!fields[i + 2].isEmpty() && !fields[i + 2].startsWith("!")) {
        ignored.put(fields[i + 3], fields[i + 2]);
      }
    }
    return ignored;
  }

  private static Map<String, String> ours(List<String> lines, Set<String> paths)
      throws IOException {
    List<ByteString> patterns = new ArrayList<>();
    for (String line : lines) {
      Removal.ofPattern(ByteString.utf8(line), null).ifPresent(r -> patterns.add(r.pattern()));
    }
    RemovalRules rules = new RemovalRules(patterns, ByteString.utf8("top/"), Limits.DEFAULT);
    Map<String, String> removed = new TreeMap<>();
    for (String path : paths) {
      int rule = rules.removes(ByteString.utf8("top/" + path), path.endsWith("/"));
      if (rule >= 0) {
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        removed.put(plain, patterns.get(rule).toString().replace("\\\\", "\\"));
      }
    }
    return removed;
  }

  @Test
  void pathsCountWithoutWhatDoesNotCountInThem() throws LimitExceededException {
    RemovalRules rules = rules("./top//", "/a/b", "!/keep");
    assertThat(removes(rules, "top/a/b")).isTrue();
    assertThat(removes(rules, "./top/./a//b")).isTrue();
    assertThat(removes(rules, "/top/a/b/c")).isTrue();
    assertThat(removes(rules, "a/b")).isFalse();
    assertThat(removes(rules, "top/")).isFalse();
    assertThat(rules.unmatched()).containsExactly(1);
  }

  @Test
  void aPrefixNeedNotEndInASlash() throws LimitExceededException {
    RemovalRules rules = rules("app-", "README", "/x");
    assertThat(removes(rules, "app-README")).isTrue();
    assertThat(removes(rules, "app-x/y")).isTrue();
    assertThat(removes(rules, "README")).isFalse();
  }

  @Test
  void aPatternThatHasNoSayMatchesAllTheSame() throws LimitExceededException {
    RemovalRules rules = rules("", "*.info", "x.info", "doc/");
    assertThat(removes(rules, "doc/x.info")).isTrue();
    assertThat(rules.unmatched()).isEmpty();
  }

  @Test
  void anExactPathIsThatPathAlone() throws LimitExceededException {
    for (String path : List.of("a*b", "a[b]", "a?", "a\\b", "a ", "!a", "#a", "a/b")) {
      ByteString pattern = Removal.exactly(ByteString.utf8(path));
      RemovalRules rules = new RemovalRules(List.of(pattern), ByteString.EMPTY, Limits.DEFAULT);
      assertThat(removes(rules, path)).as(path).isTrue();
      assertThat(removes(rules, "d/" + path)).as(path).isFalse();
      assertThat(removes(rules, path.replace('*', 'x').replace('?', 'x').replace("[b]", "b")))
          .as(path)
          .isEqualTo(!path.matches("a\\*b|a\\[b]|a\\?"));
    }
  }

  @Test
  void matchingHasALimit() {
    ByteString pattern = ByteString.utf8("a*a*a*a*a*a*b*");
    RemovalRules rules =
        new RemovalRules(
            List.of(pattern), ByteString.EMPTY, Limits.DEFAULT.with(Limit.PATTERN_STEPS, 1000));
    assertThatThrownBy(() -> rules.removes(ByteString.utf8("a".repeat(200)), false))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageStartingWith("matching paths with patterns takes too long, at aaa")
        .hasMessageNotContaining("\n");
  }

  private static RemovalRules rules(String prefix, String... patterns) {
    List<ByteString> bytes = new ArrayList<>();
    for (String pattern : patterns) {
      bytes.add(ByteString.utf8(pattern));
    }
    return new RemovalRules(bytes, ByteString.utf8(prefix), Limits.DEFAULT);
  }

  private static boolean removes(RemovalRules rules, String path) throws LimitExceededException {
    return rules.removes(ByteString.utf8(path), path.endsWith("/")) >= 0;
  }
}
