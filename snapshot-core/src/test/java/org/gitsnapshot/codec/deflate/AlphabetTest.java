package org.gitsnapshot.codec.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of RFC 1951, section 3.2.5. */
class AlphabetTest {
  @ParameterizedTest
  @CsvSource({
    "3, 257, 0, 3",
    "10, 264, 0, 10",
    "12, 265, 1, 11",
    "130, 280, 4, 115",
    "131, 281, 5, 131",
    "257, 284, 5, 227",
    "258, 285, 0, 258"
  })
  void lengthsHaveTheirCodes(int length, int code, int extra, int base) {
    assertThat(Alphabet.LENGTH_CODE[length - Window.MIN_MATCH]).isEqualTo(code);
    assertThat(Alphabet.LITERAL_EXTRA[code]).isEqualTo(extra);
    assertThat(Alphabet.LENGTH_BASE[code] + Window.MIN_MATCH).isEqualTo(base);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 1",
    "4, 3, 0, 4",
    "5, 4, 1, 5",
    "6, 4, 1, 5",
    "7, 5, 1, 7",
    "1024, 19, 8, 769",
    "24576, 28, 13, 16385",
    "24577, 29, 13, 24577",
    "32768, 29, 13, 24577"
  })
  void distancesHaveTheirCodes(int distance, int code, int extra, int base) {
    assertThat(Alphabet.distanceCode(distance)).isEqualTo(code);
    assertThat(Alphabet.DISTANCE_EXTRA[code]).isEqualTo(extra);
    assertThat(Alphabet.distanceBase(code)).isEqualTo(base);
  }
}
