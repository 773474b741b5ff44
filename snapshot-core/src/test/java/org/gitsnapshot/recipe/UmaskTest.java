package org.gitsnapshot.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UmaskTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0000, 0777, 0777, 0666",
    "002, 0002, 0775, 0775, 0664",
    "022, 0022, 0755, 0755, 0644",
    "0077, 0077, 0700, 0700, 0600",
    "0111, 0111, 0666, 0666, 0666",
    "0777, 0777, 0, 0, 0",
  })
  void aTextGivesTheModesOfGit(
      String text, String canonical, String directory, String executable, String file) {
    Umask umask = Umask.parse(text).orElseThrow();
    assertThat(umask).hasToString(canonical);
    assertThat(umask.directoryMode()).isEqualTo(Integer.parseInt(directory, 8));
    assertThat(umask.fileMode(true)).isEqualTo(Integer.parseInt(executable, 8));
    assertThat(umask.fileMode(false)).isEqualTo(Integer.parseInt(file, 8));
    assertThat(umask.isGits()).isEqualTo(canonical.equals("0002"));
  }

  @Test
  void everyUmaskReadsBack() {
    for (int bits = 0; bits <= 0777; bits++) {
      Umask umask = new Umask(bits);
      assertThat(umask.toString()).hasSize(4);
      assertThat(Umask.parse(umask.toString())).contains(umask);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "22", "777", "1000", "00022", "0o22", "0x12", "-022", " 022", "008", "user", "٠٢"
      })
  void whatGitWouldReadOtherwiseOrNotAtAllIsNone(String text) {
    assertThat(Umask.parse(text)).isEmpty();
  }

  @Test
  void thereAreNoBitsBesidesPermissions() {
    for (int bits : new int[] {-1, 01000, 07777, Integer.MIN_VALUE}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new Umask(bits));
    }
  }
}
