package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gitsnapshot.cli.CommandFixture.DEMO;
import static org.gitsnapshot.cli.CommandFixture.DEMO_COMMIT;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.gitsnapshot.cli.CommandFixture.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code snapshot audit} as a user meets it. */
class AuditCommandTest {
  @TempDir Path directory;
  private CommandFixture snapshot = new CommandFixture(Path.of("."));
  private String published = "";

  @BeforeEach
  void archive() {
    snapshot = new CommandFixture(directory.resolve("home"));
    published = directory.resolve("demo-1.0.tar.gz").toString();
    Result made =
        snapshot.run(
            "archive",
            "--repo",
            DEMO.toString(),
            "--commit",
            "v1.0",
            "--prefix",
            "demo-1.0/",
            "-o",
            published);
    assertThat(made.code()).as(made.err()).isZero();
  }

  private Result audit(String... more) {
    String[] all = new String[more.length + 4];
    all[0] = "audit";
    all[1] = published;
    all[2] = "--repo";
    all[3] = DEMO.toString();
    System.arraycopy(more, 0, all, 4, more.length);
    return snapshot.run(all);
  }

  @Test
  void theVerdictIsTheFirstLineAndThePinTheLast() throws IOException {
    Path pins = directory.resolve("pins.toml");
    Result audited = audit("--pin", pins.toString());
    assertThat(audited.code()).as(audited.err()).isZero();
    assertThat(audited.out())
        .startsWith(
            "reproduced: commit cff1a813e6e3 (v1.0), tar git prefix=\"demo-1.0/\" | gnu-gzip -6\n")
        .contains("found by    the comment in the tar\n")
        .endsWith(Files.readString(pins));
    Result verified = snapshot.run("verify", pins.toString());
    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(verified.out()).contains("demo-1.0: same");
  }

  @Test
  void aUmaskIsInTheHeadlineAndInThePinThatBuildsTheFile() throws IOException {
    Files.delete(Path.of(published));
    String[] archive = {
      "archive", "--repo", DEMO.toString(), "--commit", "v1.0", "--prefix", "demo-1.0/", "-o"
    };
    String[] more = {published, "--umask", "0022"};
    snapshot.run(0, Stream.of(archive, more).flatMap(Stream::of).toArray(String[]::new));
    Path pins = directory.resolve("pins.toml");
    Result audited = audit("--pin", pins.toString());
    assertThat(audited.code()).as(audited.err()).isZero();
    assertThat(audited.out())
        .startsWith(
            "reproduced: commit cff1a813e6e3 (v1.0), tar git prefix=\"demo-1.0/\" umask=0022"
                + " | gnu-gzip -6\n");
    assertThat(Files.readString(pins)).contains("\numask   = \"0022\"\n");
    assertThat(snapshot.run(0, "verify", pins.toString()).out()).contains("demo-1.0: same");
  }

  @Test
  void treesAloneProveTheContent() {
    Result proved = audit("--trees", "--commit", DEMO_COMMIT);
    assertThat(proved.code()).as(proved.err()).isZero();
    assertThat(proved.out())
        .startsWith("the content is the commit's\n")
        .contains("proved: commit " + DEMO_COMMIT + " has the tree ");
    Result json = audit("--trees", "--commit", DEMO_COMMIT, "--json");
    assertThat(json.out()).contains("\"proof\" : \"proved\"");
  }

  @Test
  void aPinIsNotAskedForWhereNoneIsFound() {
    Path pins = directory.resolve("pins.toml");
    Result trees = audit("--trees", "--commit", DEMO_COMMIT, "--pin", pins.toString());
    assertThat(trees.code()).isEqualTo(2);
    assertThat(trees.err()).contains("--trees finds no recipe, and so no pin for " + pins);
    String[] alone = {"audit", published, "--commit", DEMO_COMMIT, "--pin", pins.toString()};
    assertThat(snapshot.run(2, alone).err()).contains("without a repository there is no pin");
  }

  @Test
  void whatIsWrongWithTheFileIsToldWithItsNameHoweverItIsAudited() throws IOException {
    Path file = Path.of(published);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    String begin = "snapshot: " + published + ": the compressed data is damaged or cut off";
    assertThat(audit().err()).startsWith(begin);
    assertThat(audit("--trees", "--commit", DEMO_COMMIT).err()).startsWith(begin);
    assertThat(snapshot.run("audit", published, "--commit", DEMO_COMMIT).err()).startsWith(begin);
  }

  @Test
  void aPipeIsRefusedInsteadOfWaitedFor() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(snapshot.run(2, "audit", pipe.toString(), "--repo", DEMO.toString()).err())
        .contains(pipe + " is no regular file");
    assertThat(snapshot.run(2, "audit", pipe.toString(), "--commit", DEMO_COMMIT).err())
        .contains(pipe + " is no regular file");
    assertThat(snapshot.run(2, "verify", "--derived-from", published, pipe.toString()).err())
        .contains(pipe + " is no regular file");
  }

  @Test
  void anArchiveAloneProvesNothing() {
    Result claimed = snapshot.run("audit", published, "--commit", DEMO_COMMIT);
    assertThat(claimed.code()).isEqualTo(1);
    assertThat(claimed.out())
        .startsWith("not proved to be the commit's content\n")
        .contains("which is a claim and proves nothing");
  }

  @Test
  void aProofNeedsAFullId() {
    assertThat(snapshot.run("audit", published).code()).isEqualTo(2);
    assertThat(snapshot.run("audit", published, "--commit", "v1.0").code()).isEqualTo(2);
    assertThat(audit("--trees", "--commit", "v1.0").err()).contains("v1.0 is not a full id");
    assertThat(audit("--prefix", "x/").code()).isEqualTo(2);
  }

  @Test
  void aPinIsAppendedBehindAnEmptyLineAndOnce() throws IOException {
    Path pins = directory.resolve("pins.toml");
    String other =
        "# mine\n[[pin]]\nname = \"other\"\nurl = [\"x\"]\ncommit = \"" + DEMO_COMMIT + "\"";
    Files.writeString(pins, other);
    for (int i = 0; i < 2; i++) {
      Result result = audit("--pin", pins.toString(), "-q");
      assertThat(result.code()).as(result.err()).isZero();
      assertThat(Files.readString(pins))
          .startsWith(other + "\n\n[[pin]]\nname    = \"demo-1.0\"\n");
      assertThat(Files.readString(pins).split("demo-1.0\"\n", -1)).hasSize(2);
    }
  }

  @Test
  void aRelativePathLeadsFromThePinsFile() throws IOException {
    Path pins = Files.createDirectories(directory.resolve("pins")).resolve("p.toml");
    String relative = Path.of("").toAbsolutePath().relativize(DEMO).toString();
    Result audited =
        snapshot.run(
            0, "audit", published, "--repo", relative, "--repo", "none", "--pin", pins.toString());
    assertThat(audited.out()).endsWith(Files.readString(pins));
    assertThat(Files.readString(pins)).doesNotContain("\"" + relative + "\"", "\"none\"");
    assertThat(snapshot.run(0, "verify", pins.toString()).out()).contains("demo-1.0: same");
  }

  @Test
  void aFileThatIsNoneOfPinsStaysAsItIs() throws IOException {
    Path pins = directory.resolve("pins.toml");
    String cutOff = "[[pin]]\nname = \"half\"\ncommit = \"5f51";
    Files.writeString(pins, cutOff);
    Result result = audit("--pin", pins.toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("pins.toml:3:").doesNotContain("internal");
    assertThat(result.out()).isEmpty();
    assertThat(Files.readString(pins)).isEqualTo(cutOff);
  }

  @Test
  void aPinWhoseNameIsTakenIsToldAndNotAppended() throws IOException {
    Path pins = directory.resolve("pins.toml");
    String taken =
        "[[pin]]\nname = \"demo-1.0\"\nurl = [\"x\"]\ncommit = \"" + DEMO_COMMIT + "\"\n";
    Files.writeString(pins, taken);
    Result result = audit("--pin", pins.toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).contains("reproduced");
    assertThat(result.err()).contains("the pin does not go into the file", "is taken");
    assertThat(Files.readString(pins)).isEqualTo(taken);
  }

  @Test
  void aChangedFileIsADifferenceAndShown() throws IOException {
    tamper();
    Result audited = audit();
    assertThat(audited.code()).as(audited.err()).isEqualTo(1);
    assertThat(audited.out())
        .startsWith("content differs from commit cff1a813e6e3 (v1.0): 1 file changed\n")
        .contains(
            "comment     " + DEMO_COMMIT,
            "not the commit's (1):\n  README",
            "-a small",
            "+A small");
  }

  @Test
  void whatIsNotListedIsToldAtItsGroupAndFirstInJson() throws Exception {
    String script =
        "tar xf \"$0\" && cd demo-1.0 && mkdir po && for i in 1 2 3; do echo $i >po/$i.gmo; done"
            + " && echo x >README && cd .. && tar czf \"$0\" demo-1.0";
    ProcessBuilder sh = new ProcessBuilder("sh", "-e", "-c", script, published);
    assertThat(sh.directory(directory.toFile()).start().waitFor()).isZero();
    assertThat(audit("--most", "2").out())
        .contains(
            "not the commit's (1):\n  README\n",
            "made by gettext (3, 2 of them listed):\n  po/1.gmo\n  po/2.gmo\n  … 1 more (--most)\n",
            "    -x\n    +A small project.\n")
        .containsOnlyOnce("note: 1 more file differs and is not listed (--most)\n");
    String json = audit("--most", "2", "--json").out();
    assertThat(json)
        .containsSubsequence(
            "made by gettext\"", "\"count\" : 3", "\"filesListed\"", "\"only-in-a\" : 2");
    assertThat(json.substring(json.lastIndexOf("\"notes\"")))
        .contains("1 more file differs and is not listed (--most)");
    Result trees = audit("--trees", "--commit", DEMO_COMMIT, "--most", "1");
    assertThat(trees.out())
        .containsSubsequence(
            "    README: its content is not the commit's (blob ",
            "    po/1.gmo: not in the commit\n",
            "    and 2 more: not in the commit (--most)\n");
  }

  @Test
  void jsonIsOneObject() throws IOException {
    for (String verdict : new String[] {"reproduced", "content-differs"}) {
      Result audited = audit("--json");
      assertThat(audited.out())
          .contains("\"verdict\" : \"" + verdict + "\"", "\"gitTree\" : \"", "\"foundBy\"");
      try (JsonParser parser = new JsonFactory().createParser(audited.out())) {
        while (parser.nextToken() != null) {
          assertThat(parser.currentToken()).isNotNull();
        }
      }
      tamper();
    }
  }

  /** Makes the published file a raw tar of which one letter is another. */
  private void tamper() throws IOException {
    byte[] tar;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(Path.of(published)))) {
      tar = in.readAllBytes();
    } catch (ZipException already) {
      return;
    }
    String text = new String(tar, StandardCharsets.ISO_8859_1);
    int content = text.indexOf("README", text.indexOf("demo-1.0/README"));
    int line = (content / 512 + 1) * 512;
    tar[line] ^= 0x20;
    published = Files.write(directory.resolve("demo-1.0.tar"), tar).toString();
  }

  @Test
  void whatIsNoArchiveIsWrongInput() throws IOException {
    published = Files.writeString(directory.resolve("text"), "text").toString();
    assertThat(audit().code()).isEqualTo(2);
    published = directory.resolve("none").toString();
    assertThat(audit().code()).isEqualTo(3);
  }
}
