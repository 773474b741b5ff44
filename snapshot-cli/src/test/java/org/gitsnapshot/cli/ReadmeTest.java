package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of the README and of docs that need no network run as they stand. */
@Tag("one-jvm")
class ReadmeTest {
  private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

  @TempDir Path checkout;

  @BeforeEach
  void checkout() throws IOException {
    Path root = CommandFixture.ROOT;
    Files.createSymbolicLink(checkout.resolve("pins"), root.resolve("pins"));
    Files.createSymbolicLink(checkout.resolve("golden"), root.resolve("golden"));
    Path launcher = checkout.resolve("snapshot");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    // Each command is a process that is soon over: compiling thoroughly is in vain.
    Files.writeString(
        launcher,
        "#!/bin/sh\nXDG_CACHE_HOME='%s' exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' org.gitsnapshot.cli.Main \"$@\"\n"
            .formatted(checkout.resolve("cache"), java, System.getProperty("java.class.path")));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"docs/clean.md, 1", "docs/recompress.md, 1"})
  void everyShellBlockRunsByItself(String document, int atLeast) throws Exception {
    run(document, atLeast);
  }

  /** As somebody does who reads one after the other. */
  @Test
  void allRunInOneCheckout() throws Exception {
    run("README.md", 3);
    run("docs/clean.md", 1);
    run("docs/recompress.md", 1);
  }

  private void run(String document, int atLeast) throws IOException, InterruptedException {
    List<String> blocks = blocks(Files.readString(CommandFixture.ROOT.resolve(document)));
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(atLeast);
    for (String block : blocks) {
      Path log = checkout.resolve("log");
      Process shell =
          new ProcessBuilder("sh", "-e", "-c", block)
              .directory(checkout.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      int code = shell.waitFor();
      assertThat(code).as(block + Files.readString(log)).isZero();
    }
  }

  private static List<String> blocks(String readme) {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = SHELL.matcher(readme);
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }
}
