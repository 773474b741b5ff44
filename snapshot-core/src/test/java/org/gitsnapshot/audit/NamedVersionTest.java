package org.gitsnapshot.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedVersionTest {
  @ParameterizedTest
  @CsvSource({
    "demo-1.7.6, 1.7.6",
    "demo_1.7.6+dfsg.orig, 1.7.6",
    "v1.7.6, 1.7.6",
    "moby-20.10.24/engine, 20.10.24",
    "demo-1.0-release, 1.0",
    "demo-1.0rc1, 1.0rc1",
    "demo-1.0-rc.1, 1.0-rc.1",
    "openssl-1.1.1w, 1.1.1w",
    "boost_1_85_0, 1_85_0",
    "go1.21.0.src, 1.21.0",
    "python3.11-demo-1.2-x86_64, 1.2",
    "systemd-257, 257",
    "curl-8_5_0, 8_5_0",
  })
  void theVersionOfANameIsWhole(String name, String version) {
    assertThat(NamedVersion.in(name)).first().extracting(NamedVersion::text).isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bzip2",
        "demo",
        "demo-x86_64",
        "demo-main",
        "demo-20260131",
        "demo-1.2-3-gabcdef1"
      })
  void otherDigitsAreNoVersion(String name) {
    assertThat(NamedVersion.in(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "demo-1.7.6, release_1_7_6, true",
    "openssh-9.8p1, V_9_8_P1, true",
    "demo-1.0-rc.1, v1.0rc1, true",
    "demo-1.7, v1.7.6, false",
    "demo-1.7.6, v1.7, false",
    "demo-1.7.6, v1.7.61, false",
    "demo-1.7.6, 11.7.6, false",
    "demo-7.6, v1.7.6, false",
    "demo-1.0, v1.0-rc1, false",
  })
  void twoNamesHaveOneVersionHoweverItIsWritten(String one, String other, boolean same) {
    assertThat(NamedVersion.in(one).get(0).isIn(other)).isEqualTo(same);
  }

  @Test
  void numbersAreTheSameWithoutZerosAndStages() {
    List<NamedVersion> versions = NamedVersion.in("demo-1.7-rc2");
    assertThat(versions.get(0).hasNumbersIn("v1.7.0")).isTrue();
    assertThat(versions.get(0).hasNumbersIn("v1.7.6")).isFalse();
  }
}
