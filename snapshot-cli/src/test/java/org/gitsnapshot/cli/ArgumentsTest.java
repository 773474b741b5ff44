package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gitsnapshot.cli.CommandFixture.DEMO;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.gitsnapshot.cli.CommandFixture.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of arguments that are wrong or unclear, before anything is done. */
class ArgumentsTest {
  @TempDir Path directory;
  private CommandFixture snapshot = new CommandFixture(Path.of("."));

  @BeforeEach
  void ownHome() {
    snapshot = new CommandFixture(directory.resolve("home"));
  }

  @Test
  void nothingAskedShowsHowToAsk() {
    Result result = snapshot.run();
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("Usage: snapshot", "Exit codes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--format tar,tar.gz -o -",
        "--format rar -o x",
        "--format tar.xz --engine gnu-gzip -o x",
        "--format tar --level 9 -o x",
        "--engine nope -o x",
        "--engine gnu-gzip --level 99 -o x",
        "--engine gnu-gzip,zlib --format tar.gz -o x",
        "--engine gnu-gzip,gnu-gzip -o x",
        "--engine xz@-6 --level 3 -o x",
        "--engine xz@-6e --level 3 -o x",
        "--format tar.xz -o x.tar.gz",
        "--format tar -o x.TGZ",
        "--format tar,tar.xz -o x.tar.gz",
        "--engine zlib -o x.tar.xz",
        "--engine zlib -o x.tbz2",
        "-o x.zip",
        "-o x.tar.zst",
        "--like nowhere -o x",
        "--profile git-0 -o x",
        "--umask 22 -o x",
        "--umask 01777 -o x",
        "--umask user -o x",
        "--json -o -",
        "--timeout 0 -o x",
        "--threads 0 -o x",
        "--instead-of nonsense -o x"
      })
  void wrongOptionsAreWrongUsage(String options) {
    String[] first = {"archive", "--repo", DEMO.toString(), "--commit", "v1.0"};
    String[] args =
        Stream.concat(Stream.of(first), Stream.of(options.split(" "))).toArray(String[]::new);
    Result result =
        snapshot.run(Stream.of(args).map(word -> word.replace('@', ' ')).toArray(String[]::new));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(Path.of("x")).doesNotExist();
  }

  /** An empty path is the working directory, which a script that forgot a variable did not mean. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "build p.toml --cache|it is empty",
        "build p.toml --log-file|it is empty",
        "build|it is empty",
        "archive --commit v1.0 -o x --repo|it is empty",
        "archive --commit v1.0 --repo x -o|it is empty",
        "recompress x --to none -o|it is empty",
        "clean x --remove y -o|it is empty",
        "compare|it is empty",
        "torrent x -o|it is empty",
        "audit x --repo|it is empty",
        "pin|it is empty",
        "agree|it is empty",
        "build p.toml --only|it is empty",
        "build p.toml --limit|it is empty",
        "pin u v1.0 --name|it is empty",
        "archive --commit v1.0 --repo x --format|it is empty",
        "fetch d --mirror u --sha256|it is empty",
        "build p.toml --log-file -|- is neither standard input nor output here",
        "compare x y --html -|- is neither standard input nor output here",
        "torrent x -o -|- is neither standard input nor output here",
        "archive --repo x --commit v1.0 --format tar -o new/|it ends in a slash and so means a directory",
        "clean x --remove y -o new/|it ends in a slash and so means a directory",
        "clean x --remove y -o z --manifest new/|it ends in a slash and so means a directory",
        "agree x --merge new/|it ends in a slash and so means a directory",
        "torrent x -o new/|it ends in a slash and so means a directory",
        "compare x y --html new/|it ends in a slash and so means a directory",
        "audit x --repo y --pin new/|it ends in a slash and so means a directory",
        "serve x --access-log new/|it ends in a slash and so means a directory",
        "build p.toml --log-file new/|it ends in a slash and so means a directory",
        "build https://user:word@example.org/p.toml|a path is wanted, and this is a URL"
      })
  void aPathIsNeitherEmptyNorAnythingElse(String line) {
    String[] parts = line.split("\\|", 2);
    Stream<String> words = Stream.of(parts[0].split(" "));
    Stream<String> last = parts[1].startsWith("it is empty") ? Stream.of("") : Stream.of();
    Result result = snapshot.run(2, Stream.concat(words, last).toArray(String[]::new));
    assertThat(result.err()).contains(parts[1]).doesNotContain("word");
    assertThat(Path.of("-")).doesNotExist();
    assertThat(Path.of("new")).doesNotExist();
    // Of several the others might be meant for something else.
    assertThat(snapshot.run(2, "compare", "x", "").err()).contains("what is '' for?");
  }

  @Test
  void anotherNameIsProposedWhereOneContradictsTheForm() {
    String[] archive = {
      "archive", "--repo", DEMO.toString(), "--commit", "v1.0", "--format", "", "-o", "x.tgz"
    };
    archive[6] = "tar.xz";
    assertThat(snapshot.run(2, archive).err())
        .isEqualTo(
            "snapshot: tar.xz would be made, and x.tgz is called otherwise (name it x.tar.xz)\n");
    archive[6] = "tar,tar.xz";
    assertThat(snapshot.run(2, archive).err()).contains("tar and tar.xz", "(name it x)");
  }

  /** Java decodes arguments; what is no text in the locale has become another character. */
  @Test
  void anArgumentThatIsNoTextIsRefused() {
    Result result = snapshot.run("archive", "--repo", "x", "--prefix", "caf\ufffd/", "-o", "-");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("caf", "has bytes that are no text here", "LC_ALL=C.UTF-8");
  }

  @Test
  void misspelledCommandIsCorrected() {
    Result result = snapshot.run("bild", "x.toml");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo("snapshot: there is no command bild (did you mean build?)\n");
    assertThat(snapshot.run(2, "help", "bild").err()).isEqualTo(result.err());
  }

  @Test
  void misspelledOptionIsCorrected() {
    String[] missing = {"archive", "--repo", DEMO.toString(), "--comm", "v1.0", "-o", "x"};
    assertThat(snapshot.run(2, missing).err())
        .isEqualTo("snapshot: Unknown option: '--comm' (did you mean --commit?)\n");
    assertThat(snapshot.run(2, "build", "x.toml", "--treads=2").err())
        .isEqualTo("snapshot: Unknown option: '--treads=2' (did you mean --threads?)\n");
    assertThat(snapshot.run(2, "archive", "--repo", DEMO.toString()).err())
        .contains("Missing required option", "--commit", "see snapshot archive --help");
  }

  @Test
  void behindTwoDashesNothingIsAnOptionOrACommand() {
    String hint = " (options come before --)\n";
    assertThat(snapshot.run(2, "pin", "x", "--", "v1.0", "--like", "github").err())
        .isEqualTo("snapshot: behind -- nothing is an option: '--like'" + hint);
    assertThat(snapshot.run(2, "pin", "x", "--like", "git", "--", "v1", "--like=git").err())
        .isEqualTo("snapshot: behind -- nothing is an option: '--like=git'" + hint);
    assertThat(snapshot.run(2, "archive", "--", "--commit", "v1.0").err())
        .isEqualTo("snapshot: behind -- nothing is an option: '--commit'" + hint);
    assertThat(snapshot.run(2, "--", "pin", "x").err())
        .isEqualTo("snapshot: behind -- nothing is a command: pin (the command comes before --)\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "split x --size 0|a medium has at least 1 byte (see snapshot split --help)",
        "split x --size 5 --reserve 5|the reserve is at least 0 and less than the size (see",
        "archive --repo x --commit v1 -o x.tar.gz --level -9|not -9 (write --level 9)",
        "archive --repo x --commit v1 -o x --mailmap none|none: cannot be read: there is no such",
      })
  void whatIsWrongWithAValueIsTold(String line) {
    String[] parts = line.split("\\|", 2);
    assertThat(snapshot.run(2, parts[0].split(" ")).err()).contains(parts[1]).hasLineCount(1);
  }

  @Test
  void anOptionOfPairsIsNamedOnce() {
    String[] given = {"archive", "--repo", "x", "--commit", "v1", "-o", "x", "--given", "nothing"};
    assertThat(snapshot.run(2, given).err())
        .contains("option '--given'")
        .doesNotContain("option o");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "build --json --threads x p.toml",
        "build --jsonn --json p.toml",
        "archive --json",
        "build --json p.toml --log-level loud",
        "help bild --json",
        "bild --json"
      })
  void wrongArgumentsAreToldInJsonToo(String line) {
    Result result = snapshot.run(2, line.split(" "));
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.out()).contains("\"error\" : \"", "\"exitCode\" : 2");
    assertThat(snapshot.run(2, "build", "--", "--json", "--x").out()).isEmpty();
  }

  /** Of another kind of file the text would be taken for options, also behind two dashes. */
  @Test
  void anArgumentThatBeginsWithAnAtSignIsAName() throws IOException {
    Path options = Files.writeString(directory.resolve("options"), "--to\nnone\n");
    Path file = Files.writeString(Path.of("@" + directory.getFileName()), "text\n");
    try {
      String at = "@" + options;
      assertThat(snapshot.run(2, "recompress", options.toString(), at).err())
          .contains("--to ENGINE");
      assertThat(snapshot.run(2, "recompress", "--", options.toString(), at).err())
          .contains("--to ENGINE");
      Path made = directory.resolve("made.gz");
      snapshot.run(0, "recompress", file.toString(), "--to", "gnu-gzip -6", "-o", made.toString());
      assertThat(made).exists();
    } finally {
      Files.delete(file);
    }
  }
}
