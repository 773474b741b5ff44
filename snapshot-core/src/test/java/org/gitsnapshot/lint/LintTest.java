package org.gitsnapshot.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.SnapshotOptions;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.report.Finding;
import org.gitsnapshot.report.Finding.Reason;
import org.gitsnapshot.report.LintReport;
import org.gitsnapshot.request.LintRequest;
import org.gitsnapshot.request.RecipeRequest;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.RawRepository.Item;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each reason is found where it holds, and is silent where it does not. */
class LintTest {
  @TempDir Path directory;
  private RawRepository repository;
  private final List<Item> root = new ArrayList<>();

  @BeforeEach
  void init() {
    repository = RawRepository.init(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "%cr, relative-date",
    "%ah, relative-date",
    "%G?, signature",
    "%d, decoration",
    "%D, decoration",
    "%h, abbreviation",
    "%p, abbreviation",
    "%(describe:tags), describe",
    "%aN, mailmap",
    "%<(20)%cE, mailmap",
  })
  void aPlaceholderThatDependsOnMoreThanTheCommitIsNamed(String placeholder, String reason)
      throws IOException {
    file(".gitattributes", "v export-subst\n");
    file("v", "x $Format:" + placeholder + "$ y");
    file("w", "$Format:%cr$"); // no export-subst
    assertThat(lint().findings())
        .filteredOn(finding -> finding.reason() != Reason.NEW_PLACEHOLDER)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.reason().label()).isEqualTo(reason);
              assertThat(finding.subject()).contains(placeholder);
              assertThat(finding.paths()).containsExactly(ByteString.utf8("v"));
            });
  }

  @Test
  void whatTheCommitDecidesIsNoReason() throws IOException {
    file(".gitattributes", "v export-subst\n*.t text eol=lf\n*.b -text\nx text\ny text=auto\n");
    file("v", "$Format:%H %T %an %ae %at %ci %s %b %n$");
    file("a.t", "a\n");
    file("a.b", "a\n");
    file("x", "no line end");
    file("y", "\0binary\n");
    assertThat(lint().findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%cI", "%(decorate)", "%C(always,red)", "%(trailers:only)"})
  void whatNotEveryGitExpandsAlikeIsNamed(String placeholder) throws IOException {
    file(".gitattributes", "v export-subst\n");
    file("v", "$Format:" + placeholder + "$");
    assertThat(lint().findings()).extracting(Finding::reason).contains(Reason.NEW_PLACEHOLDER);
  }

  @Test
  void filtersEncodingsAndLineEndsAreNamed() throws IOException {
    file(
        ".gitattributes",
        """
        *.bin filter=lfs diff=lfs -text
        *.t text
        *.c crlf
        *.a text=auto
        *.u text working-tree-encoding=UTF-16
        """);
    file("1.bin", "version https://git-lfs.github.com/spec/v1\n");
    file("2.bin", "version https://git-lfs.github.com/spec/v1\n");
    file("a.t", "a\n");
    file("b.c", "a\n");
    file("c.a", "a\n");
    file("u.u", "no line end");
    assertThat(lines(lint()))
        .containsExactly(
            "filter filter=lfs 2 1.bin 2.bin",
            "platform-eol  3 a.t b.c c.a",
            "encoding working-tree-encoding=UTF-16 1 u.u");
  }

  @Test
  void anEncodingThatNobodyKnowsIsNamedLikeOthers() throws IOException {
    file(".gitattributes", "* text\na working-tree-encoding=IBM-9999\nv export-subst\n");
    file("a", "text\n");
    file("v", "$Format:%d$\n");
    assertThat(lint().findings())
        .extracting(Finding::reason)
        .contains(Reason.ENCODING, Reason.DECORATION);
  }

  @Test
  void namesThatCollideAreNamedInTheirDirectory() throws IOException {
    Oid blob = repository.blob("x");
    Oid tree = repository.tree(List.of(new Item("100644", "Makefile", blob)));
    root.add(new Item("040000", "a", tree));
    root.add(new Item("040000", "b", tree));
    file("README", "1");
    file("readme", "2");
    file("caf\u00e9", "3");
    file("cafe\u0301", "4");
    file("STRASSE", "5");
    file("stra\u00dfe", "6");
    file("other", "7");
    assertThat(lint().findings())
        .extracting(finding -> finding.reason() + " " + finding.subject())
        .containsExactlyInAnyOrder(
            "NAME_COLLISION README and readme",
            "NAME_COLLISION cafe\u0301 and caf\u00e9",
            "NAME_COLLISION STRASSE and stra\u00dfe");
  }

  @Test
  void directoriesThatCollideAreNamed() throws IOException {
    Oid tree = repository.tree(List.of(new Item("100644", "f", repository.blob("x"))));
    root.add(new Item("040000", "Lib", tree));
    root.add(new Item("040000", "lib", tree));
    assertThat(lines(lint())).containsExactly("name-collision Lib and lib 1 lib");
  }

  @ParameterizedTest
  @CsvSource({"aux.c", "NUL", "a:b", "what?", "end.", "'end '", "com1", "back\\slash"})
  void namesThatWindowsDoesNotTakeAreNamed(String name) throws IOException {
    file(name, "x");
    file("auxiliary", "x");
    assertThat(lint().findings())
        .singleElement()
        .extracting(Finding::reason)
        .isEqualTo(Reason.WINDOWS_NAME);
  }

  @Test
  void namesThatAreNotUtf8AreNamed() throws IOException {
    ByteString name = ByteString.of("caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    root.add(new Item("100644", name, repository.blob("x")));
    assertThat(lint().findings())
        .singleElement()
        .extracting(Finding::reason)
        .isEqualTo(Reason.NAME_ENCODING);
  }

  @Test
  void whatOldTarReadersCannotUnpackIsNamed() throws IOException {
    String prefix = "p".repeat(50) + "/";
    file("a".repeat(49), "fits: 100 bytes");
    file("b".repeat(60), "split");
    file("c".repeat(101), "pax");
    root.add(new Item("120000", "l", repository.blob("t".repeat(101))));
    assertThat(lines(lint(prefix, 1_700_000_000L)))
        .containsExactly(
            "pax-header  2 " + prefix + "c".repeat(101) + " " + prefix + "l",
            "split-path  1 " + prefix + "b".repeat(60));
  }

  @Test
  void aTimeThatUstarCannotHoldIsNamed() throws IOException {
    file("a", "x");
    assertThat(lint("", 1L << 33).findings())
        .singleElement()
        .extracting(Finding::reason)
        .isEqualTo(Reason.TIME);
    assertThat(lint("", (1L << 33) - 1).findings()).isEmpty();
  }

  @Test
  void whatIsNotInTheArchiveIsNoReason() throws IOException {
    file(".gitattributes", "* export-ignore\nkeep -export-ignore\nv export-subst\n");
    file("v", "$Format:%cr$");
    file("AUX", "x");
    file("keep", "x");
    assertThat(lint().findings()).isEmpty();
  }

  @Test
  void ofManyPathsTheFirstAreNamedAndAllCounted() throws IOException {
    file(".gitattributes", "* filter=x\n");
    for (int i = 0; i < 30; i++) {
      file(String.format("f%02d", i), "x");
    }
    Finding finding = lint().findings().get(0);
    assertThat(finding.count()).isEqualTo(31);
    assertThat(finding.paths()).hasSize(Finding.MAX_PATHS);
  }

  private void file(String name, String content) {
    root.add(new Item("100644", name, repository.blob(content)));
  }

  private LintReport lint() throws IOException {
    return lint("", 1_700_000_000L);
  }

  private LintReport lint(String prefix, long time) throws IOException {
    Oid commit =
        repository.commit(
            repository.tree(root),
            "author A <a> 1 +0000\ncommitter C <c> " + time + " +0000\n\nm\n");
    repository.flush();
    RecipeRequest recipe =
        new RecipeRequest(
            Optional.empty(),
            Optional.of(ByteString.utf8(prefix)),
            Optional.empty(),
            SubstInputs.NONE,
            Map.of(Format.TAR, Optional.empty()));
    try (Snapshots snapshots = Snapshots.open(SnapshotOptions.of(directory.resolve("cache")))) {
      return snapshots.lint(new LintRequest(List.of(directory.toString()), commit.hex(), recipe));
    }
  }

  private static List<String> lines(LintReport report) {
    List<String> lines = new ArrayList<>();
    for (Finding finding : report.findings()) {
      StringBuilder line = new StringBuilder(finding.reason().label());
      line.append(' ').append(finding.subject()).append(' ').append(finding.count());
      finding.paths().forEach(path -> line.append(' ').append(path.display()));
      lines.add(line.toString());
    }
    return lines;
  }
}
