package org.gitsnapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.request.FetchRequest;
import org.gitsnapshot.testing.RawHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the front door of mirrors holds while it is open. */
class MirrorsTest {
  @TempDir Path directory;

  @Test
  void everyCallAsksThroughTheSameClient() throws IOException {
    Set<String> before = clients();
    try (RawHttpServer server =
            new RawHttpServer(
                (request, out) -> RawHttpServer.head(out, "404 Not Found", "Content-Length: 0"));
        Mirrors mirrors = Mirrors.open(SnapshotOptions.of(directory.resolve("cache")))) {
      FetchRequest request =
          new FetchRequest(
              List.of("f"),
              List.of(URI.create(server.url())),
              new FetchRequest.Trust.ByAgreement(),
              1,
              0,
              directory.resolve("out"),
              1);
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> mirrors.fetch(request, report -> {}))
            .isInstanceOf(SnapshotException.class);
        assertThatThrownBy(() -> mirrors.agree(List.of(server.url() + "/manifest.json")))
            .isInstanceOf(SnapshotException.class);
      }
      Set<String> made = clients();
      made.removeAll(before);
      assertThat(made).hasSize(1);
    }
  }

  @Test
  void aPlaceThatIsNoPathIsInvalidInput() throws IOException {
    try (Mirrors mirrors = Mirrors.open(SnapshotOptions.of(directory.resolve("cache")))) {
      List<String> places = List.of("a\0");
      assertThatThrownBy(() -> mirrors.agree(places))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("not a path: a\uFFFD");
      assertThatThrownBy(() -> mirrors.merge(places, directory.resolve("manifest.json")))
          .isInstanceOf(InvalidInputException.class);
    }
  }

  /** Returns the names of the threads that each client of HTTP has one of. */
  private static Set<String> clients() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.matches("HttpClient-[0-9]+-SelectorManager"))
        .collect(Collectors.toSet());
  }
}
