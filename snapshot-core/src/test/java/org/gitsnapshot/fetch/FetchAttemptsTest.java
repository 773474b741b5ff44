package org.gitsnapshot.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.Mirrors;
import org.gitsnapshot.SnapshotOptions;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.request.FetchRequest;
import org.gitsnapshot.testing.RawHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often a mirror is asked that is busy, by the limit of that name. */
class FetchAttemptsTest {
  @TempDir Path directory;

  private Mirrors mirrors(int attempts) throws IOException {
    return Mirrors.open(
        new SnapshotOptions(
            Optional.of(directory.resolve("cache")),
            false,
            List.of(),
            Duration.ofSeconds(10),
            Map.of(),
            Limits.DEFAULT.with(Limit.ATTEMPTS, attempts),
            1,
            Progress.NONE));
  }

  private static RawHttpServer busy() {
    return new RawHttpServer(
        (request, out) -> RawHttpServer.head(out, "503 Service Unavailable", "Content-Length: 0"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void filesAreAskedForAsOftenAsTheLimitSays(int attempts) throws IOException {
    try (RawHttpServer server = busy();
        Mirrors mirrors = mirrors(attempts)) {
      FetchRequest request =
          new FetchRequest(
              List.of("f"),
              List.of(URI.create(server.url())),
              new FetchRequest.Trust.ByAgreement(),
              1,
              0,
              directory.resolve("out"),
              1);
      assertThatThrownBy(() -> mirrors.fetch(request, report -> {}))
          .isInstanceOf(SnapshotException.class);
      assertThat(server.requests()).hasSize(attempts);
    }
  }

  @Test
  void manifestsAreAskedForAsOftenAsTheLimitSays() throws IOException {
    try (RawHttpServer server = busy();
        Mirrors mirrors = mirrors(1)) {
      assertThatThrownBy(() -> mirrors.agree(List.of(server.url() + "/manifest.json")))
          .isInstanceOf(SnapshotException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }
}
