package org.gitsnapshot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HttpFetchersTest {
  private static final HttpOptions OPTIONS = HttpOptions.of(EnvironmentProxies.NONE);

  private final HttpFetchers fetchers = new HttpFetchers();

  @Test
  void whoAsksInTheSameWaySharesOne() {
    HttpFetcher one = fetchers.with(OPTIONS);
    assertThat(fetchers.with(OPTIONS.withTimeout(OPTIONS.timeout()))).isSameAs(one);
    assertThat(fetchers.with(OPTIONS.withTimeout(Duration.ofSeconds(5)))).isNotSameAs(one);
  }

  @Test
  void noneIsHeldThatWasLetGo() {
    HttpFetcher one = fetchers.with(OPTIONS);
    fetchers.clear();
    assertThat(fetchers.with(OPTIONS)).isNotSameAs(one);
  }
}
