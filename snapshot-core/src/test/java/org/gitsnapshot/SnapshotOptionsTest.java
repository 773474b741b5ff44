package org.gitsnapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotOptionsTest {
  private static SnapshotOptions options(
      List<String> insteadOf, Duration timeout, Map<String, String> environment) {
    return new SnapshotOptions(
        Optional.of(Path.of("cache")),
        false,
        insteadOf,
        timeout,
        environment,
        Limits.DEFAULT,
        1,
        Progress.NONE);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -5, 0, 86_401, Long.MAX_VALUE})
  void aTimeoutIsOfOneSecondToADay(long seconds) {
    Duration timeout = Duration.ofSeconds(seconds);
    assertThatThrownBy(() -> options(List.of(), timeout, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a timeout is of 1 second to 1 day");
  }

  @Test
  void theTextShowsNoPassword() {
    SnapshotOptions options =
        options(
            List.of(
                "https://user:s3cret@mirror.example/=https://example.org/",
                "git@mirror.example:=https://user:s3cret@example.org/",
                "https://mirror.example/=https://user:s3cret@example.org/"),
            Duration.ofSeconds(60),
            Map.of("https_proxy", "user:s3cret@proxy.example:3128"));
    assertThat(options.toString())
        .startsWith("SnapshotOptions[cache=Optional[cache], offline=false, insteadOf=[")
        .contains(
            "[https://mirror.example/=https://example.org/,"
                + " git@mirror.example:=https://example.org/,"
                + " https://mirror.example/=https://example.org/]")
        .contains(", timeout=PT1M, environment=[https_proxy], ")
        .doesNotContain("s3cret");
  }
}
