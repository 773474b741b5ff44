package org.gitsnapshot.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XzOptionsTextTest {
  @ParameterizedTest
  @CsvSource({
    "xz -6 check=crc32, xz -6 check=crc32",
    "xz check=crc64, xz -6",
    "xz -9 dict=64MiB, xz -9",
    "xz -6 dict=65536KiB, xz -6 dict=64MiB",
    "xz -6 dict=100000, xz -6 dict=100000",
    "xz -6 dict=98304, xz -6 dict=96KiB",
    "xz-mt  -9e  block=1GiB   dict=4096 , xz-mt -9e dict=4KiB block=1024MiB",
    "xz -6 mode=normal nice=64 mf=bt4 depth=0 lc=3 lp=0 pb=2, xz -6",
    "xz -6 depth=4294967295 mf=hc3 nice=3 mode=fast pb=4 lp=4 lc=0,"
        + " xz -6 lc=0 lp=4 pb=4 mode=fast nice=3 mf=hc3 depth=4294967295",
    "xz-extreme -3 nice=273, xz -3e nice=273",
  })
  void theTextHasWhatIsNotAsInThePreset(String text, String canonical) throws Exception {
    Compressor compressor = Compressor.parse(text);
    assertThat(compressor).hasToString(canonical);
    assertThat(Compressor.parse(canonical)).isEqualTo(compressor);
    Recipe recipe = Recipe.parse("tar git prefix=\"x/\" | " + text);
    assertThat(recipe.compressor()).contains(compressor);
    assertThat(recipe).hasToString("tar git prefix=\"x/\" | " + canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "xz -6 dict=4095   | dict of xz is a number from 4096 to 536870912 | xz -6 check=crc32",
        "xz -6 dict=1GiB   | dict of xz is a number from 4096 to 536870912, not \"1GiB\" | such as",
        "xz -6 dict=8M     | dict of xz is a number from 4096 to 536870912, not \"8M\" | dict=64MiB",
        "xz -6 lc=1KiB     | lc of xz is a number from 0 to 4 | such as",
        "xz -6 lc=3 lp=2   | lc and lp are more than 4 together | such as",
        "xz -6 nice=3      | mf=bt4 needs nice=4 or more | such as",
        "xz -6 nice=274    | nice of xz is a number from 2 to 273 | such as",
        "xz -6 mf=bt5      | mf of xz is one of hc3, hc4, bt2, bt3, bt4, not \"bt5\" | such as",
        "xz -6 mode=best   | mode of xz is one of fast, normal | such as",
        "xz -6 check=md5   | check of xz is one of none, crc32, crc64, sha256 | such as",
        "xz -6 dict=1MiB dict=1MiB | the options of xz give dict twice | ''",
        "xz -6 dic=1MiB    | no option of xz is called \"dic\" | did you mean \"dict\"?",
        "xz -6 block=0     | block of xz is a number from 1 to 1073741824 | such as",
        "xz -6 x86=        | the filter x86 of xz is not supported | only LZMA2",
        "xz -6 check=crc32 x | no option of xz is called \"x\" | the options are check, dict",
        "xz-java -6 check=crc32 | xz-java has no options of xz: check=crc32 | are xz, xz-mt",
        "bzip2 -9 dict=1MiB nice=9 | bzip2 has no options of xz: dict=1MiB nice=9 | xz, xz-mt",
        "xz-java -6 mtime=1 | xz-java has no gzip header: mtime=1 | gnu-gzip, zlib",
      })
  void aSlipIsTold(String text, String message, String hint) {
    assertThatThrownBy(() -> Compressor.parse(text))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            fault -> {
              assertThat(fault).hasMessageContaining(message);
              assertThat(fault.hint().orElse("")).contains(hint);
            });
  }

  @Test
  void onlyXzHasOptions() {
    XzOptions options = XzOptions.preset(6, false);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Compressor("xz-java", 6, Optional.empty(), Optional.of(options)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new XzOptions(XzCheck.NONE, 1 << 20, 3, 2, 2, true, 64, XzFinder.BT4, 0, 0))
        .withMessage("lp is a number from 0 to 1, not 2");
  }
}
