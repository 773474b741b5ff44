package org.gitsnapshot.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByteStringTest {
  private static ByteString latin(String text) {
    return ByteString.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void theOrderIsThatOfUnsignedBytesThenLength() {
    List<ByteString> sorted =
        List.of(latin(""), latin("a"), latin("a\0"), latin("ab"), latin("b"), latin("\u00ff"));
    List<ByteString> shuffled = new ArrayList<>(sorted);
    Collections.reverse(shuffled);
    Collections.sort(shuffled);
    assertThat(shuffled).isEqualTo(sorted);
  }

  @Test
  void equalBytesAreEqualStrings() {
    assertThat(latin("abc"))
        .isEqualTo(ByteString.utf8("abc"))
        .hasSameHashCodeAs(ByteString.utf8("abc"));
    assertThat(latin("\u00e9")).isNotEqualTo(ByteString.utf8("\u00e9"));
  }

  @Test
  void theArraysOfCallersAreNotShared() {
    byte[] bytes = {'a', 'b'};
    ByteString text = ByteString.of(bytes);
    bytes[0] = 'x';
    text.toByteArray()[1] = 'x';
    assertThat(text).isEqualTo(latin("ab"));
  }

  @Test
  void displayShowsUtf8AndEscapesTheRest() {
    assertThat(ByteString.utf8("na\u00efve \u4e2d \ud83d\ude00").display())
        .isEqualTo("na\u00efve \u4e2d \ud83d\ude00");
    assertThat(latin("a\tb\n\u007f\0").display()).isEqualTo("a\\x09b\\x0a\\x7f\\x00");
    assertThat(latin("back\\slash").display()).isEqualTo("back\\\\slash");
    assertThat(latin("\u00e9t\u00e9 \\").display()).isEqualTo("\\xe9t\\xe9 \\\\");
  }

  @Test
  void displayTellsAllBytesApart() {
    List<String> shown = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      shown.add(ByteString.of(new byte[] {(byte) b}).display());
    }
    assertThat(shown).doesNotHaveDuplicates();
    // An escape that was in the name itself is not taken for one of ours.
    assertThat(latin("\\xe9").display()).isNotEqualTo(latin("\u00e9").display());
  }

  @Test
  void onlyUtf8IsText() {
    assertThat(ByteString.utf8("\u00e9").asUtf8()).isEqualTo("\u00e9");
    assertThat(latin("\u00e9").asUtf8()).isNull();
    // An overlong slash, and half of a pair.
    assertThat(latin("\u00c0\u00af").asUtf8()).isNull();
    assertThat(latin("\u00ed\u00a0\u0080").asUtf8()).isNull();
  }

  @Test
  void joinedStringsHaveASeparatorBetweenThem() {
    ByteString comma = ByteString.utf8(", ");
    ByteString a = ByteString.utf8("a");
    assertThat(ByteString.join(comma, List.of())).isEqualTo(ByteString.EMPTY);
    assertThat(ByteString.join(comma, List.of(a))).isEqualTo(a);
    assertThat(ByteString.join(comma, List.of(a, ByteString.EMPTY, ByteString.utf8("bc"))))
        .isEqualTo(ByteString.utf8("a, , bc"));
    assertThat(ByteString.join(comma, List.of(ByteString.EMPTY, a)))
        .isEqualTo(ByteString.utf8(", a"));
  }

  @Test
  void partsAndWholes() {
    ByteString path = ByteString.utf8("dir").concat('/').concat(ByteString.utf8("file"));
    assertThat(path).isEqualTo(ByteString.utf8("dir/file"));
    assertThat(path.length()).isEqualTo(8);
    assertThat(path.substring(4, 8)).isEqualTo(ByteString.utf8("file"));
    assertThat(path.startsWith(ByteString.utf8("dir/"))).isTrue();
    assertThat(path.startsWith(ByteString.utf8("dir/files"))).isFalse();
    assertThat(path.endsWith('e')).isTrue();
    assertThat(ByteString.EMPTY.endsWith('e')).isFalse();
    assertThat(ByteString.of(new byte[] {1, 2, 3}, 1, 2).at(0)).isEqualTo((byte) 2);
  }
}
