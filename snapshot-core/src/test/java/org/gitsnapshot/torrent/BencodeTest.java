package org.gitsnapshot.torrent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BencodeTest {
  private static BencodeValue read(String text) throws SnapshotException {
    return BencodeReader.read("x.torrent", text.getBytes(ISO_8859_1), TorrentLimits.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i0e",
        "i-1e",
        "i9223372036854775807e",
        "i-9223372036854775808e",
        "0:",
        "3:a:e",
        "le",
        "de",
        "d0:i1e1:ai2e2:aai3e1:\u00e9lee",
        "d1:ald1:bl1:ceei-5eee",
      })
  void whatIsReadIsWrittenAsItWas(String text) throws SnapshotException {
    assertThat(new String(BencodeWriter.toBytes(read(text)), ISO_8859_1)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''            | byte 0: it ends in the middle of a value",
        "i1            | byte 2: it ends in the middle of a value",
        "x             | byte 0: expected a value",
        "i1ex          | byte 3: there is more behind the end",
        "i01e          | byte 1: a number with a zero in front",
        "i-0e          | byte 1: a number with a zero in front",
        "i-e           | byte 2: expected digits",
        "ie            | byte 1: expected digits",
        "i1.5e         | byte 2: expected digits and then e",
        "li9223372036854775808ee      | byte 2: a number of more than 63 bits",
        "li99999999999999999999999999ee | byte 2: a number of more than 63 bits",
        "01:a          | byte 0: a number with a zero in front",
        "4:abc         | byte 0: a string of 4 bytes, and 3 left",
        "99999999999:a | byte 0: a string of 99999999999 bytes, and 1 left",
        "d1:b0:1:a0:e  | byte 6: the key \"a\" is not in order",
        "d1:a0:1:a0:e  | byte 6: the key \"a\" is there twice",
        "di1ei2ee      | byte 1: expected a key",
        "d1:ae         | byte 4: expected a value",
        "l1:a          | byte 4: it ends in the middle",
      })
  void whatIsNotExactlyOneValueIsToldWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("x.torrent: " + message);
  }

  @Test
  void depthAndNumberAreBounded() {
    assertThatThrownBy(() -> read("l".repeat(1_000_000)))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("nested deeper than 100");
    assertThatThrownBy(() -> read("l" + "0:".repeat(2_000_000) + "e"))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("more than 2000000 values");
    assertThatThrownBy(
            () -> MetainfoReader.parse("x", new byte[101], new TorrentLimits(100, 100, 100)))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("longer than 100 bytes");
  }
}
