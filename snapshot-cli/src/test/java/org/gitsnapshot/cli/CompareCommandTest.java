package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gitsnapshot.cli.CommandFixture.DEMO;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.gitsnapshot.cli.CommandFixture.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code snapshot compare} as a user meets it. */
class CompareCommandTest {
  @TempDir Path directory;
  private CommandFixture snapshot = new CommandFixture(Path.of("."));
  private String six = "";
  private String nine = "";
  private String other = "";

  @BeforeEach
  void archives() {
    snapshot = new CommandFixture(directory.resolve("home"));
    six = archive("six.tar.gz", "v1.0", "demo-1.0/", "gnu-gzip -6");
    nine = archive("nine.tar.gz", "v1.0", "demo-1.0/", "gnu-gzip -9");
    other = archive("other.tar.gz", "v1.0", "demo-2.0/", "gnu-gzip -6");
  }

  @Test
  void theVerdictIsTheFirstLineAndTheCode() {
    Result same = snapshot.run("compare", six, six);
    assertThat(same.code()).as(same.err()).isZero();
    assertThat(same.out()).startsWith("identical\n");
    Result engines = snapshot.run("compare", six, nine);
    assertThat(engines.code()).isEqualTo(1);
    assertThat(engines.out())
        .startsWith("same raw tar, compressed differently (gnu-gzip -6 against gnu-gzip -9)\n  A ");
    Result top = snapshot.run("compare", six, other);
    assertThat(top.code()).isEqualTo(1);
    assertThat(top.out())
        .startsWith("same content, tar differs (top directory)\n")
        .contains("top directory: \"demo-1.0/\" → \"demo-2.0/\"\n");
  }

  @Test
  void aCommitIsASideAndGetsThePrefixOfTheOther() {
    Result same =
        snapshot.run("compare", other, "--repo", DEMO.toString(), "--commit", "v1.0", "--offline");
    assertThat(same.code()).as(same.err()).isZero();
    assertThat(same.out()).startsWith("identical: the raw tar is the commit's, which gnu-gzip -6");
    Result first =
        snapshot.run(
            "compare", "@", other, "--repo", DEMO.toString(), "--commit", "v1.0", "--prefix", "x/");
    assertThat(first.code()).isEqualTo(1);
    assertThat(first.out()).contains("top directory: \"x/\" → \"demo-2.0/\"");
  }

  @Test
  void theModesOfACommitAreThoseOfTheUmask() {
    String[] sides = {"compare", six, "--repo", DEMO.toString(), "--commit", "v1.0", "--umask"};
    String[] same = Arrays.copyOf(sides, 8);
    same[7] = "0002";
    assertThat(snapshot.run(0, same).out()).startsWith("identical: ");
    same[7] = "0022";
    assertThat(snapshot.run(1, same).out())
        .startsWith("same content, tar differs (mode)\n")
        .contains("mode: 0664 → 0644");
  }

  @Test
  void standardInputIsASide() throws IOException {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(Files.readAllBytes(Path.of(six))));
      Result same = snapshot.run("compare", "-", six);
      assertThat(same.code()).as(same.err()).isZero();
      assertThat(same.out()).contains("A standard input, archive");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void aLinkToADirectoryIsFollowedAndNoneInside() throws IOException {
    Path real = Files.createDirectory(directory.resolve("real"));
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("file"), "x");
    Files.writeString(real.resolve("file"), "x");
    Files.createSymbolicLink(real.resolve("inside"), elsewhere);
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("real"));
    assertThat(snapshot.run(0, "compare", link.toString(), real.toString()).out())
        .contains("A " + link + ", directory");
    assertThat(snapshot.run(1, "compare", link.toString(), elsewhere.toString()).out())
        .contains("only in A: inside");
  }

  @Test
  void aPipeIsASideAndIsReadOnce() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(snapshot.run(2, "compare", pipe.toString(), pipe.toString()).err())
        .contains("both sides are " + pipe);
    Process writer =
        new ProcessBuilder("sh", "-c", "cat \"$0\" >\"$1\"", six, pipe.toString()).start();
    try {
      assertThat(snapshot.run(0, "compare", pipe.toString(), six).out())
          .contains("A " + pipe + ", archive");
      assertThat(writer.waitFor()).isZero();
    } finally {
      writer.destroy();
    }
  }

  @Test
  void contentIsShownAsADiff() throws IOException {
    Path a = Files.createDirectory(directory.resolve("a"));
    Path b = Files.createDirectory(directory.resolve("b"));
    Files.writeString(a.resolve("file"), "one\ntwo\n");
    Files.writeString(b.resolve("file"), "one\n2\n");
    Files.writeString(b.resolve("new"), "<script>");
    Result result = snapshot.run("compare", a.toString(), b.toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .startsWith("content differs (2 files)\n")
        .contains("content: file, 8 bytes → 6 bytes", "    -two\n    +2\n", "only in B: new");
    assertThat(snapshot.run(1, "compare", a.toString(), b.toString(), "--diff-lines", "0").out())
        .contains("    A sha256 ", "    … 3 more lines (--diff-lines)\n")
        .doesNotContain("@@", "two");
  }

  @Test
  void whatIsNotListedIsToldBehindWhatIs() throws IOException {
    Path a = Files.createDirectory(directory.resolve("a"));
    Path b = Files.createDirectory(directory.resolve("b"));
    for (String name : List.of("1", "2", "3")) {
      Files.writeString(a.resolve(name), name);
    }
    Files.writeString(a.resolve("z"), "old");
    Files.writeString(b.resolve("z"), "new");
    String page = directory.resolve("page.html").toString();
    String[] cut = {"compare", a.toString(), b.toString(), "--most", "2", "--html", page};
    assertThat(snapshot.run(1, cut).out())
        .containsSubsequence("content: z", "only in A: 1", "only in A: 2", "only in A: … 1 more")
        .contains("note: 1 more file differs and is not listed (--most)");
    assertThat(Files.readString(Path.of(page)))
        .containsSubsequence("content: 1<", ">z<", "only-in-a: 3<", ">2<", "and 1 more (--most)");
    String[] none = {"compare", a.toString(), b.toString(), "--most", "0"};
    assertThat(snapshot.run(1, none).out())
        .contains("the files:\n  content: … 1 more (--most)\n  only in A: … 3 more (--most)\n");
  }

  @Test
  void jsonIsOneObjectThatSaysTheSame() throws IOException {
    Result result = snapshot.run("compare", six, other, "--json");
    assertThat(result.code()).isEqualTo(1);
    try (JsonParser parser = new JsonFactory().createParser(result.out())) {
      while (parser.nextToken() != null) {
        assertThat(parser.currentToken()).isNotNull();
      }
    }
    assertThat(result.out())
        .contains("\"sameness\" : \"same-content\"", "\"what\" : \"top directory\"");
  }

  @Test
  void htmlIsOneWellFormedPageWithoutAnythingElse() throws Exception {
    Path a = Files.createDirectory(directory.resolve("a"));
    Path b = Files.createDirectory(directory.resolve("b"));
    Files.writeString(a.resolve("<&>"), "<one>\n");
    Files.writeString(b.resolve("<&>"), "<two>\n");
    Path page = directory.resolve("page.html");
    Result result = snapshot.run("compare", a.toString(), b.toString(), "--html", page.toString());
    assertThat(result.code()).isEqualTo(1);
    String html = Files.readString(page);
    assertThat(html)
        .contains("content differs (1 file)", "&lt;&amp;&gt;", "-&lt;one&gt;", "<details")
        .doesNotContain("<script", "http:", "https:", "<one>");
    Result strip = snapshot.run("compare", six, other, "--html", page.toString());
    assertThat(strip.code()).isEqualTo(1);
    String svg = Files.readString(page);
    assertThat(svg).contains("<svg role=\"img\"");
    String picture = svg.substring(svg.indexOf("<svg"), svg.indexOf("</svg>") + 6);
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(picture.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement()
                .getTagName())
        .isEqualTo("svg");
    Result nowhere = snapshot.run("compare", six, other, "--html", "/nowhere/page.html");
    assertThat(nowhere.code()).isEqualTo(3);
  }

  @Test
  void thePageReplacesNeitherSide() throws IOException {
    Path bundle = Files.copy(DEMO, directory.resolve("copy.bundle"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of(six));
    Path before = Files.copy(Path.of(six), directory.resolve("before"));
    for (String page : List.of(six, link.toString())) {
      assertThat(snapshot.run(2, "compare", nine, six, "--html", page).err())
          .contains(page + " is what is read, and would be replaced");
    }
    String repo = bundle.toUri().toString();
    String page = bundle.toString();
    snapshot.run(2, "compare", six, "--repo", repo, "--commit", "v1.0", "--html", page);
    assertThat(Path.of(six)).hasSameBinaryContentAs(before);
    assertThat(bundle).hasSameBinaryContentAs(DEMO);
  }

  @Test
  void threeSidesAreNotOne() {
    assertThat(snapshot.run(2, "compare", six, nine, six).err()).contains("there are 3 sides");
  }

  @Test
  void wrongUsageAndMissingFilesAreTold() {
    assertThat(snapshot.run("compare", six).code()).isEqualTo(2);
    assertThat(snapshot.run("compare", six, nine, "--commit", "v1.0").code()).isEqualTo(2);
    assertThat(snapshot.run("compare", six, "--commit", "v1.0").code()).isEqualTo(2);
    assertThat(snapshot.run("compare", "-", "-").code()).isEqualTo(2);
    assertThat(snapshot.run("compare", six, "@").code()).isEqualTo(2);
    Result missing = snapshot.run("compare", six, directory.resolve("none").toString());
    assertThat(missing.code()).isEqualTo(3);
    assertThat(missing.err()).contains("there is no such file").doesNotContain("Exception");
  }

  private String archive(String name, String revision, String prefix, String engine) {
    String file = directory.resolve(name).toString();
    Result result =
        snapshot.run(
            "archive",
            "--repo",
            DEMO.toString(),
            "--commit",
            revision,
            "--prefix",
            prefix,
            "--engine",
            engine,
            "-o",
            file);
    assertThat(result.code()).as(result.err()).isZero();
    return file;
  }
}
