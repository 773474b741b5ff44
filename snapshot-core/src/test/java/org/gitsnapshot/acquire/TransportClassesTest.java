package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.testing.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TransportClassesTest {
  /** Each loads the classes anew; every second one used to hang. */
  private static final int PROCESSES = 6;

  @TempDir Path directory;

  @Test
  @Timeout(120)
  void serversOfSeveralKindsAreAskedAtTheSameTime() throws Exception {
    for (int i = 0; i < PROCESSES; i++) {
      ChildJvm child = ChildJvm.start(AskServers.class, directory.toString());
      try {
        assertThat(child.waitFor()).as(child.errors()).isZero();
      } finally {
        child.kill();
      }
    }
  }

  /** Asks servers that are not there, each in a thread of its own. */
  static final class AskServers {
    private AskServers() {}

    public static void main(String[] arguments) throws Exception {
      List<String> urls =
          List.of("git://127.0.0.1:1/r.git", "http://127.0.0.1:1/r.git", "ssh://127.0.0.1:1/r.git");
      ExecutorService threads = Executors.newFixedThreadPool(urls.size());
      CyclicBarrier together = new CyclicBarrier(urls.size());
      try (Acquirer acquirer = new Acquirer(AcquireOptions.of(Path.of(arguments[0])))) {
        List<Future<?>> asked = new ArrayList<>();
        for (String url : urls) {
          asked.add(
              threads.submit(
                  () -> {
                    together.await();
                    try {
                      acquirer.resolve(List.of(url), "main");
                      throw new AssertionError(url + " is there");
                    } catch (SnapshotException refused) {
                      return null;
                    }
                  }));
        }
        for (Future<?> one : asked) {
          one.get();
        }
      }
      threads.shutdown();
    }
  }
}
