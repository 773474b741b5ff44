package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the cache is when nobody says, and that it is not in the current directory. */
class DefaultCacheTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "/xdg, /home/a, /users/a, /xdg/git-snapshot",
    "'', /home/a, /users/a, /home/a/.cache/git-snapshot",
    "xdg, /home/a, /users/a, /home/a/.cache/git-snapshot",
    "'', '', /users/a, /users/a/.cache/git-snapshot",
    "'', home/a, /users/a, /users/a/.cache/git-snapshot",
    "/xdg, '', ?, /xdg/git-snapshot"
  })
  void theFirstAbsolutePathIsTaken(String xdg, String home, String userHome, Path expected) {
    assertThat(DefaultCache.of(Map.of("XDG_CACHE_HOME", xdg, "HOME", home), userHome))
        .contains(expected);
  }

  @ParameterizedTest
  @CsvSource({"'', '', ?", "xdg, '', ''", "., ., ."})
  void withoutOneThereIsNoCache(String xdg, String home, String userHome) {
    assertThat(DefaultCache.of(Map.of("XDG_CACHE_HOME", xdg, "HOME", home), userHome)).isEmpty();
    assertThat(DefaultCache.of(Map.of(), userHome)).isEmpty();
  }

  @Test
  void whatNeedsOneSaysHowToGiveIt() {
    String before = System.getProperty("user.home");
    System.setProperty("user.home", "?");
    try {
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      String demo = CommandFixture.DEMO.toString();
      String out = directory.resolve("o.tar").toString();
      String[] archive = {"archive", "--repo", demo, "--commit", "v1.0", "-o", out};

      assertThat(Main.run(archive, OutputStream.nullOutputStream(), err, Map.of(), false))
          .isEqualTo(3);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .contains("no home directory", "(give --cache DIR)", "XDG_CACHE_HOME");
      assertThat(Path.of("?")).doesNotExist();
    } finally {
      System.setProperty("user.home", before);
    }
  }
}
