package org.gitsnapshot.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSetTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);

  @TempDir Path directory;

  @Test
  void aDownloadIsNamedByItsUrl() throws Exception {
    Source source = only("f https://example.org/dir/app-1.0.tar.gz " + A + "\n");
    assertThat(source.name()).isEqualTo("app-1.0.tar.gz");
    assertThat(source.sha256().hex()).isEqualTo(A);
    assertThat(source.origin())
        .isEqualTo(new Source.Download(List.of("https://example.org/dir/app-1.0.tar.gz")));
    assertThat(source.position()).hasToString("sources:1:1");
  }

  @Test
  void theLastWordNamesAFile() throws Exception {
    assertThat(only("file https://example.org/v1.tar.gz " + A + " app-1.0.tar.gz ").name())
        .isEqualTo("app-1.0.tar.gz");
  }

  @Test
  void aRepositoryAndAReferenceAreSplitAtTheLastTilde() throws Exception {
    Source source = only("g https://git.sr.ht/~user/repo~v1.0 _ " + A + " repo-1.0.tar.gz");
    assertThat(source.origin()).isEqualTo(new Source.Git("https://git.sr.ht/~user/repo", "v1.0"));
    assertThat(source.name()).isEqualTo("repo-1.0.tar.gz");
  }

  @Test
  void aSnapshotIsNamedByItsHttpUrl() throws Exception {
    String line = "git https://x.org/r.git~8e128e https://x.org/snap/r-8e128e.tar.xz " + A;
    assertThat(only(line).name()).isEqualTo("r-8e128e.tar.xz");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f https://x.org/a.gz %s \n",
        "f  https://x.org/a.gz\t%s",
        "\n\n  f https://x.org/a.gz %s\r\n\n",
        "# f https://x.org/b.gz %s\nf https://x.org/a.gz %1$s",
        "f https://x.org/a.gz/ %s",
      })
  void blanksCommentsAndAMissingLastLineEndAreTakenAsTheShellTakesThem(String text)
      throws Exception {
    assertThat(only(text.formatted(A)).name()).isEqualTo("a.gz");
  }

  @ParameterizedTest
  @CsvSource({
    "x https://x.org/a,sources:2:1: a line begins with",
    "f,sources:2:2: the URL is missing",
    "f https://x.org/a.gz,sources:2:21: the SHA-256 is missing",
    "f https://x.org/a.gz 1234,sources:2:22: not a SHA-256",
    "f _ A name,sources:2:3: a line of kind f has a URL",
    "f https://x.org/a.gz A _,sources:2:87: the file name is \"_\"",
    "f https://x.org/a.gz A ../a,sources:2:87: the file name has a slash",
    "f https://x.org/a.gz A .hidden,sources:2:87: the file name begins with a dot",
    "f https://x.org/a.gz A SHA256SUMS,sources:2:87: the file name is that of a list",
    "f https://x.org/a.gz A INDEX.HTML,sources:2:87: the file name is that of a list",
    "f https://x.org/a.gz A Manifest.json,sources:2:87: the file name is that of a list",
    "f https://x.org/a.gz A SHA256sums.sig,sources:2:87: the file name is that of a list",
    "f https://x.org/a.gz A sha512sums,sources:2:87: the file name is that of a list",
    "f https://x.org/a.gz A x.MANIFEST.JSON,sources:2:87: the file name is that of a list",
    "f https://x.org/Index.html A,sources:2:3: the file name at the end of the URL is that of a",
    "f https://x.org/a.gz A a.manifest.json,sources:2:87: the file name is that of a list",
    "f https://x.org/.. A,sources:2:3: the file name at the end of the URL begins with a dot",
    "f https://x.org/a.gz A name more,sources:2:92: there is a word too many",
    "g https://x.org/a.git _ A a.tar.gz,sources:2:3: the repository and the reference",
    "g https://x.org/a.git~ _ A a.tar.gz,sources:2:3: the repository and the reference",
    "g https://x.org/a.git~v1 _ A,sources:2:26: without a URL there must be a file name",
  })
  void aFaultNamesFileLineAndColumn(String line, String message) {
    assertThatThrownBy(() -> only("\n" + line.replace(" A", " " + A)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void equalLinesAreOneFile() throws Exception {
    SourceSet set = new SourceSet();
    set.parse("a", "f https://x.org/a.gz " + A);
    set.parse("b", "f https://y.org/a.gz " + A + "\nf https://x.org/a.gz " + A);
    assertThat(set.sources())
        .singleElement()
        .extracting(Source::origin)
        .isEqualTo(new Source.Download(List.of("https://x.org/a.gz", "https://y.org/a.gz")));
  }

  @Test
  void whatCanBeMadeIsNotDownloaded() throws Exception {
    SourceSet set = new SourceSet();
    set.parse("a", "f https://x.org/r-1.tar.gz " + A);
    set.parse("b", "g https://x.org/r~1 https://x.org/r-1.tar.gz " + A);
    assertThat(set.sources())
        .singleElement()
        .extracting(Source::origin)
        .isEqualTo(new Source.Git("https://x.org/r", "1"));
  }

  @Test
  void oneNameWithTwoDigestsIsRefusedNamingBothPlaces() throws Exception {
    SourceSet set = new SourceSet();
    set.parse("a/sources", "f https://x.org/a.gz " + A);
    assertThatThrownBy(() -> set.parse("b/sources", "\nf https://y.org/a.gz " + B))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("b/sources:2:1", "a/sources:1:1", A, B, "a.gz");
  }

  @Test
  void aFileThatIsNoTextIsRefused() throws Exception {
    Path file = directory.resolve("sources");
    Files.write(file, "f https://x.org/\u00e9 ".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> new SourceSet().read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + " is not UTF-8");
    assertThatThrownBy(() -> new SourceSet().read(directory.resolve("absent")))
        .isInstanceOf(UnavailableException.class);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstWord() throws IOException {
    Path file = directory.resolve("sources");
    Files.writeString(file, "\ufefff https://x.org/a.gz " + A + "\n");
    SourceSet set = new SourceSet();
    set.read(file);
    assertThat(set.sources()).singleElement().extracting(Source::name).isEqualTo("a.gz");
  }

  private static Source only(String text) throws IOException {
    SourceSet set = new SourceSet();
    set.parse("sources", text);
    assertThat(set.sources()).hasSize(1);
    return set.sources().get(0);
  }
}
