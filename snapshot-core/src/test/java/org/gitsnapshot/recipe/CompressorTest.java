package org.gitsnapshot.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gitsnapshot.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompressorTest {
  @ParameterizedTest
  @EnumSource(ReservedEngine.class)
  void everyLevelOfEveryEngineReadsBack(ReservedEngine engine) throws Exception {
    for (int level = engine.minLevel(); level <= engine.maxLevel(); level++) {
      Compressor compressor = Compressor.of(engine, level);
      assertThat(Compressor.parse(compressor.toString())).isEqualTo(compressor);
      assertThat(compressor.format()).isEqualTo(engine.format());
    }
    assertThat(Compressor.parse(engine.label()))
        .isEqualTo(Compressor.of(engine, engine.defaultLevel()));
  }

  @Test
  void spacesAroundWordsDoNotMatter() throws Exception {
    assertThat(Compressor.parse("  zlib   -9 ")).isEqualTo(new Compressor("zlib", 9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''             | a compressor is missing               | such as",
        "'gnu-gzp -6'   | no engine is called \"gnu-gzp\"       | did you mean \"gnu-gzip\"?",
        "'pigz'         | no engine is called \"pigz\"          | the engines are gnu-gzip, zlib",
        "'gnu-gzip -0'  | gnu-gzip has no level -0              | its levels are -1 to -9",
        "'bzip2 -10'    | bzip2 has no level -10                | its levels are -1 to -9",
        "'xz -06'       | \"-06\" is not a level of xz          | its levels are -0 to -9",
        "'xz 6'         | \"6\" is not a level of xz            | its levels are -0 to -9",
        "'xz -99999999' | \"-99999999\" is not a level of xz    | its levels are -0 to -9",
        "'zlib -6e'     | there is no extreme level \"-6e\"     | its levels are -1 to -9",
        "'xz -10e'      | \"-10e\" is not a level of xz        | -9, and -0e to -9e",
        "'xz -T1'       | \"-T1\" is not a level of xz          | threads are no option",
        "'xz -6 -T1'    | \"-T1\" is not a level of xz          | threads are no option",
        "'gnu-gzip -6 -n' | \"-n\" is not a level of gnu-gzip | its levels are -1 to -9",
      })
  void aSlipIsTold(String text, String message, String hint) {
    assertThatThrownBy(() -> Compressor.parse(text))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            fault -> {
              assertThat(fault).hasMessageContaining(message);
              assertThat(fault.hint().orElseThrow()).contains(hint);
            });
  }

  @Test
  void theTextIsTheEngineAndTheLevel() {
    assertThat(Compressor.of(ReservedEngine.GNU_GZIP, 9)).hasToString("gnu-gzip -9");
    assertThat(Compressor.of(ReservedEngine.XZ_MT, 0)).hasToString("xz-mt -0");
  }

  @Test
  void extremeLevelsAreWrittenWithAnEAndAreEnginesOfTheirOwn() throws Exception {
    assertThat(Compressor.parse("xz -0e"))
        .isEqualTo(Compressor.of(ReservedEngine.XZ_EXTREME, 0))
        .isEqualTo(Compressor.parse("xz-extreme -0"))
        .hasToString("xz -0e");
    assertThat(Compressor.parse("xz-mt -9e"))
        .isEqualTo(Compressor.of(ReservedEngine.XZ_MT_EXTREME, 9))
        .hasToString("xz-mt -9e");
  }

  @Test
  void theDefaultOfAFormatWritesThatFormat() {
    assertThat(Compressor.defaultFor(Format.TAR_GZ)).hasToString("gnu-gzip -6");
    assertThat(Compressor.defaultFor(Format.TAR_XZ)).hasToString("xz-java -6");
    assertThat(Compressor.defaultFor(Format.TAR_BZ2)).hasToString("bzip2 -9");
    assertThatIllegalArgumentException().isThrownBy(() -> Compressor.defaultFor(Format.TAR));
  }

  @Test
  void cannotBeMadeOfWhatIsNotReserved() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Compressor("gzip", 6));
    assertThatIllegalArgumentException().isThrownBy(() -> new Compressor("gnu-gzip", 10));
  }
}
