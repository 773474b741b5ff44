package org.gitsnapshot.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.io.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GzipHeaderTest {
  @Test
  void whatIsUsualIsNotWritten() throws Exception {
    for (String text :
        new String[] {
          "gnu-gzip -9 xfl=2", "gnu-gzip -9 os=3", "gnu-gzip -9 mtime=0", "gnu-gzip -9 os=3 xfl=2"
        }) {
      assertThat(Compressor.parse(text)).isEqualTo(new Compressor("gnu-gzip", 9));
    }
    assertThat(Compressor.parse("zlib -8 xfl=2")).hasToString("zlib -8 xfl=2");
    assertThat(GzipHeader.USUAL.toString()).isEmpty();
  }

  @Test
  void fieldsComeInAnyOrderAndAreWrittenInOne() throws Exception {
    Compressor read =
        Compressor.parse(
            " gnu-gzip  checked   os=0 mtime=5 text comment=\"c\"  name=\"\\x61 b=c\" ");
    assertThat(read)
        .hasToString("gnu-gzip -6 name=\"a b=c\" comment=\"c\" mtime=5 os=0 text checked");
    assertThat(Compressor.parse(read.toString())).isEqualTo(read);
  }

  @Test
  void aRecipeHoldsIt() throws Exception {
    String text = "tar git prefix=\"x|1/\" | gnu-gzip -6 name=\"a|b \\\"c\\\"\" os=0";
    assertThat(Recipe.parse(text)).hasToString(text);
    assertThat(Recipe.parse(text).format()).isEqualTo(Format.TAR_GZ);
  }

  @Test
  void equalHeadersAndOnlyTheyHaveEqualTextsAndBytes() throws Exception {
    Random random = new Random(11);
    Compressor before = new Compressor("zlib", 6);
    for (int i = 0; i < 3000; i++) {
      int level = 1 + random.nextInt(9);
      Compressor compressor = new Compressor("zlib", level, Optional.of(random(random)));
      assertThat(Compressor.parse(compressor.toString())).isEqualTo(compressor);
      GzipHeader header = compressor.header().orElse(GzipHeader.USUAL);
      byte[] bytes = header.toBytes(level);
      byte[] file = Arrays.copyOf(bytes, bytes.length + 20);
      assertThat(new Compressor("zlib", level, GzipHeader.of(file))).isEqualTo(compressor);
      for (int length = 0; length < bytes.length; length++) {
        assertThat(GzipHeader.of(Arrays.copyOf(bytes, length))).isEmpty();
      }
      assertThat(before.equals(compressor))
          .isEqualTo(before.toString().equals(compressor.toString()));
      before = compressor;
    }
  }

  @Test
  void whatCannotBeWrittenAgainIsNone() {
    byte[] bytes = GzipHeader.USUAL.toBytes(6);
    assertThat(GzipHeader.of(bytes)).isPresent();
    for (int at : new int[] {0, 1, 2}) {
      byte[] other = bytes.clone();
      other[at]++;
      assertThat(GzipHeader.of(other)).isEmpty();
    }
    bytes[3] = 32;
    assertThat(GzipHeader.of(bytes)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "gnu-gzip -6 nam=\"x\" | no field of a gzip header is called \"nam\" | did you mean \"name\"?",
        "gnu-gzip -6 name=x | the value of name is not quoted | such as: name=",
        "gnu-gzip -6 name=\"x | the quote of name is not closed | such as: name=",
        "gnu-gzip -6 name=\"x\"y | expected a space after name | such as",
        "gnu-gzip -6 name=\"\\q\" | is no escape | \\xHH",
        "gnu-gzip -6 name=\"\\x00\" | there is a NUL in name | ",
        "gnu-gzip -6 os=256 | os is a number from 0 to 255, not \"256\" | such as",
        "gnu-gzip -6 os= | os is a number from 0 to 255, not \"\" | such as",
        "gnu-gzip -6 mtime=4294967296 | mtime is a number from 0 to 4294967295 | such as",
        "gnu-gzip -6 mtime=-1 | mtime is a number from 0 to 4294967295 | such as",
        "gnu-gzip -6 mtime=1 mtime=1 | the gzip header gives mtime twice | ",
        "gnu-gzip -6 text os | os of a gzip header has no value | such as",
        "gnu-gzip -6 text=1 | text of a gzip header takes no value | such as",
        "gnu-gzip -6 text -9 | no field of a gzip header is called \"-9\" | the fields are name",
        "bzip2 -6 mtime=1 | bzip2 has no gzip header: mtime=1 | that have one are gnu-gzip, zlib",
        "gzip name=\"x\" | no engine is called \"gzip\" | did you mean \"gnu-gzip\"?",
      })
  void aSlipIsTold(String text, String message, String hint) {
    assertThatThrownBy(() -> Compressor.parse(text))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            fault -> {
              assertThat(fault).hasMessageContaining(message);
              assertThat(fault.hint().orElse("")).contains(hint == null ? "" : hint);
            });
  }

  @Test
  void fieldsThatDoNotFitAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> header("\0", 0, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> header("", -1, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> header("", 1L << 32, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> header("", 0, 256));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Compressor("xz", 6, Optional.of(header("x", 0, 3))));
  }

  private static GzipHeader header(String name, long mtime, int os) {
    return new GzipHeader(
        Optional.of(ByteString.utf8(name)),
        Optional.empty(),
        Optional.empty(),
        mtime,
        os,
        OptionalInt.empty(),
        false,
        false);
  }

  private static GzipHeader random(Random random) {
    return new GzipHeader(
        string(random, 1),
        string(random, 1),
        string(random, 0),
        random.nextBoolean() ? 0 : random.nextLong() & GzipHeader.MAX_MTIME,
        random.nextBoolean() ? GzipHeader.UNIX : random.nextInt(256),
        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(6)),
        random.nextBoolean(),
        random.nextBoolean());
  }

  private static Optional<ByteString> string(Random random, int least) {
    if (random.nextBoolean()) {
      return Optional.empty();
    }
    byte[] bytes = new byte[random.nextInt(5)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (least + random.nextInt(256 - least));
    }
    return Optional.of(ByteString.of(bytes));
  }
}
