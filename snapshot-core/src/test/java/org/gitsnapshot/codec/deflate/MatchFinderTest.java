package org.gitsnapshot.codec.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far back a match may be. Zeros all around make a chain of their own. */
final class MatchFinderTest {
  private static final int LENGTH = 20;
  private static final int AT = 40_000;
  private static final int FARTHEST = AT - Window.MAX_DISTANCE;

  private final byte[] data = new byte[Window.BUFFER];
  private final MatchFinder finder = new MatchFinder(Level.of(6), data);

  /** Writes the first bytes of the string that is looked for, and one that is not its next. */
  private void plant(int position, int length, int end) {
    for (int i = 0; i < length; i++) {
      data[position + i] = (byte) (i + 1);
    }
    data[position + length] = (byte) end;
  }

  private int find(int minLength) {
    plant(AT, LENGTH, 100);
    finder.insertAll(1, AT);
    int candidate = finder.insert(AT);
    return MatchFinder.inReach(candidate, AT)
        ? finder.longest(AT, candidate, minLength, Window.MAX_MATCH)
        : 0;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 5, 10, 20})
  void theFirstOfAChainMayBeAtTheFarthest(int minLength) {
    plant(FARTHEST, LENGTH, 101);
    assertThat(find(minLength)).isEqualTo(LENGTH);
    assertThat(finder.matchStart).isEqualTo(minLength < LENGTH ? FARTHEST : 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 5})
  void theOthersMustBeNearer(int minLength) {
    plant(FARTHEST, LENGTH, 101);
    plant(AT - 1_000, 7, 101);
    assertThat(find(minLength)).isEqualTo(7);
    assertThat(finder.matchStart).isEqualTo(AT - 1_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void oneNearerIsFoundBehindOthers(int minLength) {
    plant(FARTHEST + 1, LENGTH, 101);
    plant(AT - 1_000, 7, 101);
    assertThat(find(minLength)).isEqualTo(LENGTH);
    assertThat(finder.matchStart).isEqualTo(FARTHEST + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void whatIsBeyondIsNone(int minLength) {
    plant(FARTHEST - 1, LENGTH, 101);
    assertThat(find(minLength)).isZero();
  }
}
