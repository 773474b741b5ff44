package org.gitsnapshot.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gitsnapshot.error.UnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListeningAddressTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "localhost, localhost",
    "0.0.0.0, localhost",
    "0, localhost",
    "::, localhost",
    "[::], localhost",
    "0:0:0:0:0:0:0:0, localhost",
    "::1, [::1]",
    "[::1], [::1]",
    "fe80::1%1, [fe80::1%251]",
  })
  void itsUrlLeadsThere(String bind, String host) throws UnavailableException {
    assertThat(ListeningAddress.of(bind).urlHost()).isEqualTo(host);
  }

  @Test
  void aHostThatIsNotThereIsToldWithWhatToDo() {
    assertThatThrownBy(() -> ListeningAddress.of("nosuchhost.invalid"))
        .isInstanceOfSatisfying(
            UnavailableException.class,
            e ->
                assertThat(e.fullMessage())
                    .contains("nosuchhost.invalid: there is no such host", "127.0.0.1"));
  }
}
