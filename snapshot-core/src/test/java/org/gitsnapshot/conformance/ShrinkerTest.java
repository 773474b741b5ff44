package org.gitsnapshot.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gitsnapshot.conformance.SampleCommit.Blob;
import org.gitsnapshot.conformance.SampleCommit.Directory;
import org.gitsnapshot.conformance.SampleCommit.Line;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.testing.GitArchive;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Differences that are known, and what is left of the commits that show them. */
@Tag("one-jvm")
class ShrinkerTest {
  private static final int STEPS = 20_000;

  @TempDir Path directory;

  @Test
  void ofAFileOfFiftyBytesNothingButItsLengthIsLeft() throws IOException {
    for (long seed = 0; seed < 10; seed++) {
      Directory root = RandomCommit.of(seed, Features.CONVERSIONS).root();
      Line wanted = new Line(ByteString.utf8("wanted"), new Blob("100755", letters(200)));
      SampleCommit start =
          new SampleCommit(
              new Directory("40755", List.of(new Line(ByteString.utf8("r"), root), wanted), false),
              "author\n",
              ByteString.utf8("prefix/"));
      SampleCommit small = new Shrinker(each -> hasLongFile(each.root()), STEPS).shrink(start);
      assertThat(hasLongFile(small.root())).isTrue();
      assertThat(small.prefix()).isEqualTo(ByteString.EMPTY);
      assertThat(small.headers()).isEqualTo(SampleCommit.PLAIN_HEADERS);
      Directory left = small.root();
      while (left.lines().get(0).node() instanceof Directory inner) {
        left = inner;
      }
      assertThat(left.mode()).isEqualTo("40000");
      assertThat(left.sorted()).isTrue();
      assertThat(left.lines())
          .singleElement()
          .satisfies(line -> assertThat(line.name()).isEqualTo(ByteString.utf8("a")))
          .satisfies(line -> assertThat(((Blob) line.node()).content().length()).isEqualTo(50));
    }
  }

  private static boolean hasLongFile(Directory directory) {
    for (Line line : directory.lines()) {
      if (line.node() instanceof Blob blob
          ? blob.mode().startsWith("100") && blob.content().length() >= 50
          : line.node() instanceof Directory inner && hasLongFile(inner)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void ofAnAttributeFileTheOneLineIsLeftThatMatters() throws IOException {
    String lines = "x text\n*.c export-ignore\n# nothing\ny eol=lf\n";
    Directory root =
        new Directory(
            "40000",
            List.of(
                new Line(ByteString.utf8("a.c"), new Blob("100644", letters(3))),
                new Line(
                    ByteString.utf8(".gitattributes"), new Blob("100644", ByteString.utf8(lines)))),
            true);
    SampleCommit small =
        new Shrinker(each -> mentions(each.root(), "export-ignore"), STEPS)
            .shrink(new SampleCommit(root, SampleCommit.PLAIN_HEADERS, ByteString.EMPTY));
    assertThat(small.root().lines())
        .containsExactly(
            new Line(
                ByteString.utf8(".gitattributes"),
                new Blob("100644", ByteString.utf8("export-ignore"))));
  }

  private static boolean mentions(Directory root, String word) {
    return root.lines().stream()
        .anyMatch(
            line -> line.node() instanceof Blob blob && blob.content().toString().contains(word));
  }

  @Test
  void whatTheFormerGitsWroteOtherwiseIsFoundAndMadeSmall() {
    // Our oldest profile is no match for today's git: the comparison has to notice.
    Comparison comparison = new Comparison(directory, "git", Profile.GIT_1_8_0, false);
    Seeds seeds = new Seeds(comparison, Features.PLAIN_ATTRIBUTES);
    assertThatThrownBy(() -> seeds.requireSame(0, 300))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("made small: commit ")
        .satisfies(
            e -> {
              String message = String.valueOf(e.getMessage());
              String script = message.substring(message.indexOf("git init"));
              // A commit, one tree or a few inside each other, and a blob at the most.
              assertThat(script.lines().filter(line -> line.startsWith("printf")))
                  .hasSizeBetween(2, 5);
            });
  }

  @Test
  void theCommandsMakeTheSameCommit() throws IOException {
    for (long seed = 0; seed < 6; seed++) {
      SampleCommit commit = RandomCommit.of(seed, Features.CONVERSIONS);
      Path mine = Files.createDirectory(directory.resolve("mine-" + seed));
      RawRepository repository = RawRepository.init(mine);
      GitArchive.Job job = commit.addTo(repository);
      repository.flush();
      Path other = Files.createDirectory(directory.resolve("other-" + seed));
      Path script = Files.writeString(directory.resolve("script"), Reproduction.of(commit));
      assertThat(new Tool(other).run(null, "sh", script.toString()))
          .isEqualTo(GitArchive.of(repository, List.of(job)).get(0));
    }
  }

  private static ByteString letters(int length) {
    return ByteString.utf8("l".repeat(length));
  }
}
