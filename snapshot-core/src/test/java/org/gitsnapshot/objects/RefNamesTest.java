package org.gitsnapshot.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.gitsnapshot.io.ByteString;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which names are refs' names, beside git check-ref-format. */
@Tag("one-jvm")
class RefNamesTest {
  private static final String[] PARTS = {
    "a", "b", "/", "/", ".", ".lock", "lock", "@", "{", "@{", "~", "^", ":", "?", "*", "[", "]",
    "\\", " ", "\t", "\u007f", "\u0001", "\u00e9", "-", "k"
  };

  private static Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (String part : PARTS) {
      names.addAll(List.of("refs/" + part, "refs/a" + part, "refs/" + part + "/a", part + "/refs"));
    }
    Random random = new Random(1);
    while (names.size() < 600) {
      StringBuilder name = new StringBuilder("refs/x");
      for (int i = random.nextInt(5); i >= 0; i--) {
        name.append(PARTS[random.nextInt(PARTS.length)]);
      }
      names.add(name.toString());
    }
    names.add("refs/");
    names.add("refs");
    return names;
  }

  @Test
  void areThoseThatGitTakes(@TempDir Path temp) throws Exception {
    Set<String> ours = new TreeSet<>();
    StringBuilder script = new StringBuilder();
    for (String name : names()) {
      if (RefNames.isValid(ByteString.utf8(name))) {
        ours.add(name);
      }
      String quoted = "'" + name + "'";
      script.append("git check-ref-format ").append(quoted).append(" && printf '%s\\n' ");
      script.append(quoted).append('\n');
    }
    script.append("true\n");
    Set<String> theirs = new TreeSet<>(linesOf(Files.writeString(temp.resolve("s"), script)));
    theirs.removeIf(name -> !name.startsWith("refs/"));
    assertThat(ours).isEqualTo(theirs).hasSizeGreaterThan(50);
  }

  @Test
  void pathsHaveTheBytesOfTheNames() {
    for (int b = 1; b < 256; b++) {
      ByteString name = ByteString.utf8("refs/a").concat(ByteString.of(new byte[] {(byte) b, 'b'}));
      assertThat(RefNames.ofPath(RefNames.toPath(name))).isEqualTo(name);
    }
  }

  @Test
  void areSafeIfTheyStayBelowRefsOrAreCapitals() {
    for (String name : new String[] {"refs/a b", "refs/.a/b", "refs/a.lock", "HEAD", "_X"}) {
      assertThat(RefNames.isSafe(ByteString.utf8(name))).as(name).isTrue();
    }
    for (String name :
        new String[] {
          "refs/",
          "refs//a",
          "refs/a/",
          "refs/../a",
          "refs/a/..",
          "refs/./a",
          "@",
          "a",
          "A B",
          "A\n"
        }) {
      assertThat(RefNames.isSafe(ByteString.utf8(name))).as(name).isFalse();
    }
  }

  private static List<String> linesOf(Path script) throws IOException, InterruptedException {
    Process shell = new ProcessBuilder("sh", script.toString()).start();
    String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    return out.lines().toList();
  }
}
