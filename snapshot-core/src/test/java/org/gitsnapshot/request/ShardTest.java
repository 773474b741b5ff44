package org.gitsnapshot.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.gitsnapshot.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  /** Computed by python3: int(sha256(name).hexdigest()[:14], 16) % count + 1. */
  @ParameterizedTest
  @CsvSource({
    "zlib-1.3.1.tar.gz,1,1",
    "zlib-1.3.1.tar.gz,3,1",
    "zlib-1.3.1.tar.gz,8,7",
    "gnulib-8e128e.tar.gz,1,1",
    "gnulib-8e128e.tar.gz,3,3",
    "gnulib-8e128e.tar.gz,8,4",
    "käse.gz,1,1",
    "käse.gz,3,3",
    "käse.gz,8,1"
  })
  void aNameBelongsToOneShardForEver(String name, int count, int index) {
    for (int i = 1; i <= count; i++) {
      assertThat(new Shard(i, count).has(name)).isEqualTo(i == index);
    }
  }

  @Test
  void shardsAreOfAboutOneSize() {
    Shard first = new Shard(1, 4);
    long size = IntStream.range(0, 10_000).filter(i -> first.has("file-" + i)).count();
    assertThat(size).isBetween(2_300L, 2_700L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "0/2", "3/2", "1/0", "1/-2", "a/b", "1/2/3", " 1/2"})
  void whatIsNoShardIsRefused(String text) {
    assertThatThrownBy(() -> Shard.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("not a shard: " + text);
  }

  @Test
  void aShardIsReadAsItIsWritten() throws InvalidInputException {
    assertThat(Shard.parse("2/8")).isEqualTo(new Shard(2, 8)).hasToString("2/8");
  }
}
