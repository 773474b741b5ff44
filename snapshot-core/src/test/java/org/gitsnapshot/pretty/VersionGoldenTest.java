package org.gitsnapshot.pretty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.junit.jupiter.api.Test;

/** What versions of git expand differently, against what the one that we follow gave. */
class VersionGoldenTest {
  private static final String COMMIT =
      "tree "
          + "0".repeat(40)
          + "\nauthor A <a@b> 1112354055 +0000\ncommitter C <c@d> 1112354055 -0000\n\n"
          + "subj \u0897 \u2630 \ua7ce\n\nSigned-off-by: x\n# comment\nother\nlast";

  @Test
  void formatsExpandAsInTheVersionThatIsFollowed() throws IOException {
    List<String> lines = lines();
    String decorations = lines.get(1).substring("# decorations: ".length());
    for (String line : lines.subList(2, lines.size())) {
      String[] parts = line.split("\t", -1);
      PrettyFormat format =
          new PrettyFormat(
              Oid.fromHex("1".repeat(40)),
              COMMIT.getBytes(StandardCharsets.UTF_8),
              FormatAge.GIT_2_46,
              new Decorated(decorations));
      String expanded = FormatRepository.text(format.expand(FormatRepository.bytes(parts[0])));
      assertThat(FormatRepository.show(expanded)).as(parts[0]).isEqualTo('"' + parts[1] + '"');
    }
  }

  private static List<String> lines() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    VersionGoldenTest.class.getResourceAsStream("git-2.55.0.tsv")),
                StandardCharsets.US_ASCII))) {
      return reader.lines().toList();
    }
  }

  /** A state that knows names, and nothing else. */
  private record Decorated(String names) implements FormatState {
    @Override
    public String abbreviate(Oid id) {
      throw new AssertionError(id);
    }

    @Override
    public ByteString decorations() {
      return ByteString.utf8(names);
    }

    @Override
    public ByteString describe(DescribeOptions options) {
      throw new AssertionError(options);
    }

    @Override
    public Mailmap.Person mapped(Mailmap.Person person) {
      throw new AssertionError("no mailmap is needed");
    }

    @Override
    public ByteString given(String placeholder) {
      throw new AssertionError(placeholder);
    }
  }
}
