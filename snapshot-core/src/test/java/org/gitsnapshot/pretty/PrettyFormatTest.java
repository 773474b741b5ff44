package org.gitsnapshot.pretty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What formats ask of the state, and what is refused. */
class PrettyFormatTest {
  private static final Oid ID = Oid.fromHex("123456789a".repeat(4));
  private static final String HEADER =
      "tree " + ID + "\nauthor A <a@b> 5 -0030\ncommitter C <c@d> 5000 +0000\n";

  private final List<String> asked = new ArrayList<>();
  private ByteString decorations = ByteString.EMPTY;

  @Test
  void theClockIsNeverLookedAt() throws IOException {
    assertThat(expand("%cr|%ch|%<(9)%cr|%ar|%ah")).isEqualTo("<%cr>|<%ch>|<%cr>    |<%ar>|<%ah>");
  }

  @Test
  void aSignatureIsAskedForOnlyWhereThereIsOne() throws IOException {
    String formats = "%G?|%GG|%GS|%GK|%GF|%GP|%GT|%GX";
    assertThat(expand(HEADER + "\nm\ngpgsig x\n", formats)).isEqualTo("N||||||undefined|%GX");
    assertThat(asked).isEmpty();
    assertThat(expand(HEADER + "gpgsig x\n y\n\nm\n", formats))
        .isEqualTo("<%G?>|<%GG>|<%GS>|<%GK>|<%GF>|<%GP>|<%GT>|%GX");
    assertThat(expand(HEADER + "gpgsig-sha256 x\n y\n\nm\n", "%G?")).isEqualTo("N");
  }

  @Test
  void onlyTheFirstDescriptionOfAnArchiveIsExpanded() throws IOException {
    PrettyFormat format = format(HEADER + "\nm\n");
    assertThat(text(format.substitute(bytes("$Format:%(describe:tags,abbrev=3,match=a*)$"))))
        .isEqualTo("<describe>");
    assertThat(asked)
        .containsExactly(
            new DescribeOptions(true, OptionalInt.of(4), List.of(ByteString.utf8("a*")), List.of())
                .toString());
    assertThat(text(format.expand(bytes("%(describe)")))).isEqualTo("%(describe)");
    PrettyFormat another = format(HEADER + "\nm\n");
    assertThat(text(another.expand(bytes("%(describe:x)%(describe)"))))
        .isEqualTo("%(describe:x)%(describe)");
  }

  @Test
  void aCommitWithoutAnEmptyLineHasNoMessage() throws IOException {
    assertThat(expand(HEADER, "%s|%f|%b|%B|%(trailers)|%w(3)%B")).isEqualTo("|||||");
  }

  @Test
  void whatEndsGitsWorkIsRefused() {
    assertThatThrownBy(() -> expand("%ad"))
        .isInstanceOf(CorruptObjectException.class)
        .hasMessageContaining("-0030");
    assertThatThrownBy(() -> expand("%C(always,reddish)"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("reddish");
    assertThatThrownBy(() -> expand(HEADER + "encoding UTF-7\n\nm\n", "%s"))
        .isInstanceOf(UnsupportedException.class)
        .hasMessageContaining("UTF-7");
    assertThatThrownBy(() -> expand("tree 1\n\nm\n", "%T"))
        .isInstanceOf(CorruptObjectException.class);
  }

  @Test
  void anEncodingThatCannotBeConvertedDoesNotMatterToIds() throws IOException {
    assertThat(expand(HEADER + "encoding UTF-7\n\nm\n", "%H %T")).isEqualTo(ID + " " + ID);
  }

  @Test
  void placeholdersSaysWhatAFormatAsksFor() {
    assertThat(asks("%H %T %P %an %ad %s %B %(foo %h"))
        .containsExactly(StateDependence.ABBREVIATION);
    assertThat(asks("%% %%h %x25h %%(describe)")).isEmpty();
    assertThat(asks("%p")).containsExactly(StateDependence.ABBREVIATION);
    assertThat(asks("%+D")).containsExactly(StateDependence.DECORATION);
    assertThat(asks("%<(20)%d")).containsExactly(StateDependence.DECORATION);
    assertThat(asks("%aN")).containsExactly(StateDependence.MAILMAP);
    assertThat(asks("%cr")).containsExactly(StateDependence.CLOCK);
    assertThat(asks("%ch")).isEqualTo(both(StateDependence.CLOCK));
    assertThat(asks("%G?")).containsExactly(StateDependence.SIGNATURE);
    assertThat(asks("%(describe:tags)")).isEqualTo(both(StateDependence.DESCRIBE));
    assertThat(asks("%(describe:foo)")).isEmpty();
    assertThat(asks("%(decorate:tag=)")).isEqualTo(both(StateDependence.DECORATION));
    assertThat(asks("%(trailers)")).containsExactly(StateDependence.VERSION_DEPENDENT);
    assertThat(asks("%cI")).containsExactly(StateDependence.VERSION_DEPENDENT);
    assertThat(asks("%C(red)")).containsExactly(StateDependence.VERSION_DEPENDENT);
    assertThat(asks("%h%C(always,reddish)")).containsExactly(StateDependence.ABBREVIATION);
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void manyNamesOfACommitTakeNoLongerThanTheyAre() throws IOException {
    // Were each looked at up to the end of all, this would be 10^12 bytes.
    String names = "HEAD -> main" + ", tag: v1234567".repeat(300_000) + ", x".repeat(300_000);
    decorations = ByteString.utf8(names);
    assertThat(expand("%D").equals(names)).isTrue();
    assertThat(expand("%d").equals(" (" + names + ")")).isTrue();
  }

  private static Set<StateDependence> asks(String format) {
    return PrettyFormat.placeholders(bytes(format));
  }

  private static Set<StateDependence> both(StateDependence one) {
    return EnumSet.of(one, StateDependence.VERSION_DEPENDENT);
  }

  private String expand(String format) throws IOException {
    return expand(HEADER + "\nm\n", format);
  }

  private String expand(String commit, String format) throws IOException {
    return text(format(commit).expand(bytes(format)));
  }

  private PrettyFormat format(String commit) {
    return new PrettyFormat(ID, bytes(commit), FormatAge.GIT_2_39, new Recording());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Notes what it is asked, and answers with that. */
  private final class Recording implements FormatState {
    @Override
    public String abbreviate(Oid id) {
      return id.hex().substring(0, 7);
    }

    @Override
    public ByteString decorations() {
      return decorations;
    }

    @Override
    public ByteString describe(DescribeOptions options) {
      asked.add(options.toString());
      return ByteString.utf8("<describe>");
    }

    @Override
    public Mailmap.Person mapped(Mailmap.Person person) {
      return person;
    }

    @Override
    public ByteString given(String placeholder) {
      asked.add(placeholder);
      return ByteString.utf8("<" + placeholder + ">");
    }
  }
}
