package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the script starts Java, seen by a program that is called so and tells what it got. */
class LauncherTest {
  @TempDir Path root;
  private Path launcher;

  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void checkout() throws IOException {
    launcher = Files.copy(CommandFixture.ROOT.resolve("snapshot"), root.resolve("snapshot"));
    for (String directory :
        List.of(
            "snapshot-core/src/main",
            "snapshot-cli/src/main",
            "snapshot-cli/src/build",
            "snapshot-cli/target/app/lib",
            "jdk/bin")) {
      Files.createDirectories(root.resolve(directory));
    }
    for (String file :
        List.of(
            "pom.xml",
            "snapshot-core/pom.xml",
            "snapshot-cli/pom.xml",
            "snapshot-cli/target/app/lib/snapshot-cli-1.jar",
            "snapshot-cli/target/app/built")) {
      Files.createFile(root.resolve(file));
    }
    Path java = root.resolve("jdk/bin/java");
    Files.writeString(
        java, "#!/bin/sh\necho \"LC_ALL=$LC_ALL\"\nfor word; do echo \"$word\"; done\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  private Ended run(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    Path err = root.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, Files.readString(err));
  }

  /** Java would lose bytes of arguments and names of files. */
  @ParameterizedTest
  @CsvSource({
    "'', '', '', C.UTF-8",
    "POSIX, '', de_DE.UTF-8, C.UTF-8",
    "'', C, de_DE.UTF-8, C.UTF-8",
    "'', '', en_US.ISO-8859-1, C.UTF-8",
    "'', '', de_DE.UTF-8, ''",
    "'', en_US.utf8, C, ''",
    "C.UTF-8, '', C, C.UTF-8"
  })
  void javaGetsALocaleThatIsUtf8(String all, String type, String lang, String got)
      throws Exception {
    Ended ended = run(Map.of("LC_ALL", all, "LC_CTYPE", type, "LANG", lang), "--version");

    assertThat(ended.out()).startsWith("LC_ALL=" + got + "\n").endsWith("\n--version\n");
  }

  @Test
  void whoSaysHowLargeTheHeapIsSaysHowItBegins() throws Exception {
    assertThat(run(Map.of()).out()).contains("\n-Xms160m\n", "\n-Xmn48m\n");
    assertThat(run(Map.of("SNAPSHOT_JAVA_OPTS", "-Da=b -Xmx64m")).out())
        .contains("\n-Da=b\n-Xmx64m\n")
        .doesNotContain("-Xms160m", "-Xmn48m");
  }

  /** An archive may go to standard output. */
  @Test
  void aJavaThatCannotStartSaysSoOnStandardError() throws Exception {
    Ended ended =
        run(
            Map.of("JAVA_HOME", System.getProperty("java.home"), "SNAPSHOT_JAVA_OPTS", "-Xmx1k"),
            "archive");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("maximum heap");
  }

  /** Whoever reads standard error finds why, and no file is left where it was run. */
  @Test
  void aJavaThatCrashesReportsOnStandardError() throws Exception {
    assertThat(run(Map.of()).out())
        .contains("\n-XX:+DisplayVMOutputToStderr\n-XX:+ErrorFileToStderr\n");
  }
}
