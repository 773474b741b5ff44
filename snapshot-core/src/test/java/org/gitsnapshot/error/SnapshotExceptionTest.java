package org.gitsnapshot.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotExceptionTest {
  static Stream<SnapshotException> allKinds() {
    return Stream.of(
        new CorruptObjectException("damaged", "hint"),
        new InvalidInputException("damaged", "hint"),
        new LimitExceededException("damaged", "hint"),
        new OutputException("damaged", "hint"),
        new UnavailableException("damaged", "hint"),
        new UnsupportedException("damaged", "hint"));
  }

  @ParameterizedTest
  @MethodSource("allKinds")
  void sayingWhereKeepsTheKindTheHintAndTheCause(SnapshotException fault) {
    SnapshotException placed = fault.in("x.tar");

    assertThat(placed).hasSameClassAs(fault).hasMessage("x.tar: damaged").hasCause(fault);
    assertThat(placed.hint()).contains("hint");
  }

  @ParameterizedTest
  @MethodSource("allKinds")
  void whereIsSaidOnce(SnapshotException fault) {
    SnapshotException placed = fault.in("x.tar").in("x.tar");

    assertThat(placed).hasMessage("x.tar: damaged");
    assertThat(new InvalidInputException("x.tar is no tar", null).in("x.tar"))
        .hasMessage("x.tar is no tar");
    assertThat(placed.in("x")).hasMessage("x: x.tar: damaged");
  }

  @Test
  void whatMayPassStaysSo() {
    assertThat(UnavailableException.passing("busy", null, null).in("server").isPassing()).isTrue();
    assertThat(new UnavailableException("gone", null).in("server").isPassing()).isFalse();
  }
}
