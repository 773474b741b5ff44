package org.gitsnapshot.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.request.StepSet;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files of sources there are, and which of them belong to a set. */
class StepsTest {
  @TempDir Path directory;

  @BeforeEach
  void steps() throws IOException {
    for (String step : List.of("tcc-0.9", "curl-8", "Bash-5", "perl-5", "unused-1", ".hidden")) {
      Path file = directory.resolve("steps/" + step + "/sources");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
    Files.writeString(
        directory.resolve("steps/manifest"),
        """
        # build: unused-1
        build: tcc-0.9
        build: no-sources-1 ( KERNEL == True )
        improve: console
        build: curl-8#and a comment
        improve: get_network ( CHROOT == False )
        build: Bash-5 ( A == B )
        improve: network_again
          build: perl-5
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"steps/*/sources", "steps/[a-z]*/sources", "steps/tcc-?.9/sources", "./s*/*/s*s"})
  void aPatternMatchesWhatTheShellMatches(String pattern) throws IOException {
    String shell = new Tool(directory).text("sh", "-c", "printf '%s\\n' " + pattern);
    assertThat(SourcePaths.expand(pattern, directory))
        .map(path -> directory.relativize(path.normalize()).toString())
        .isEqualTo(shell.lines().map(line -> line.replaceFirst("^\\./", "")).toList());
  }

  @Test
  void aDirectoryStandsForTheSourcesInIt() throws IOException {
    assertThat(SourcePaths.expand("steps", directory))
        .isEqualTo(SourcePaths.expand("steps/*/sources", directory))
        .hasSize(5);
    assertThat(SourcePaths.expand(directory.resolve("steps/*/sources").toString(), Path.of("")))
        .hasSize(5);
  }

  @Test
  void nothingFoundIsAnError() {
    assertThatThrownBy(() -> SourcePaths.expand("step/*/sources", directory))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("no file of sources matches step/*/sources");
    assertThatThrownBy(() -> SourcePaths.expand("steps/[/sources", directory))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void allIsWhatTheManifestBuilds() throws IOException {
    assertThat(chosen(StepSet.ALL)).containsExactly("tcc-0.9", "curl-8", "Bash-5", "perl-5");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstLine() throws IOException {
    Files.writeString(directory.resolve("steps/manifest"), "\ufeffbuild: curl-8\n");
    assertThat(chosen(StepSet.ALL)).containsExactly("curl-8");
  }

  @Test
  void preNetworkEndsAtTheFirstImprovementThatSaysNetwork() throws IOException {
    assertThat(chosen(StepSet.PRE_NETWORK)).containsExactly("tcc-0.9", "curl-8");
  }

  @Test
  void aSetNeedsTheManifest() throws IOException {
    Files.delete(directory.resolve("steps/manifest"));
    assertThatThrownBy(() -> chosen(StepSet.ALL))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("steps/manifest")
        // Several commands read it, each with options of its own.
        .asInstanceOf(throwable(UnavailableException.class))
        .extracting(failure -> failure.hint().orElseThrow())
        .asString()
        .contains("live-bootstrap's steps/manifest")
        .doesNotContain("--");
  }

  private List<String> chosen(StepSet part) throws IOException {
    List<Path> files = SourcePaths.expand("steps/*/sources", directory);
    return StepsManifest.choose(files, part).stream()
        .map(file -> file.getName(file.getNameCount() - 2).toString())
        .toList();
  }
}
