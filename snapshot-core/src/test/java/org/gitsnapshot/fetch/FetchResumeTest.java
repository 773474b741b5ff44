package org.gitsnapshot.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.gitsnapshot.http.EnvironmentProxies;
import org.gitsnapshot.http.HttpFetcher;
import org.gitsnapshot.http.HttpOptions;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.report.FetchReport;
import org.gitsnapshot.report.FetchReport.Outcome;
import org.gitsnapshot.request.FetchRequest;
import org.gitsnapshot.request.FetchRequest.Trust;
import org.gitsnapshot.testing.RawHttpServer;
import org.gitsnapshot.testing.RawHttpServer.Handler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a fetch that broke off, or another one, has left behind. */
@Timeout(30)
class FetchResumeTest extends FetchFixture {
  @Test
  void anAnswerThatBreaksOffGoesOnWhereItEnded() throws IOException {
    AtomicInteger count = new AtomicInteger();
    Handler breaking =
        (request, out) -> {
          if (count.getAndIncrement() == 0) {
            RawHttpServer.head(out, "200 OK", "Content-Length: " + SIZE);
            out.write(CONTENT, 0, 1 << 20);
          } else {
            honest().answer(request, out);
          }
        };
    assertFetched(one(new Trust.ByManifest(manifest()), mirror(breaking)));
    String range = servers.get(0).requests().get(2).header("range");
    assertThat(range).startsWith("bytes=").doesNotStartWith("bytes=0-").endsWith("-" + (SIZE - 1));
  }

  @Test
  void whatAnEarlierRunLeftIsUsed() throws IOException {
    Handler half =
        (request, out) -> {
          RawHttpServer.head(out, "200 OK", "Content-Length: " + SIZE);
          out.write(CONTENT, 0, SIZE / 2);
        };
    FetchReport first = one(new Trust.ByManifest(manifest()), mirror(half));
    assertThat(first.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(left())
        .noneMatch(name -> name.equals("f.tar.gz"))
        .anyMatch(n -> n.endsWith(".part"));
    AtomicInteger sent = new AtomicInteger();
    Handler counting =
        (request, out) -> {
          OutputStream counted =
              new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                  out.write(b);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                  sent.addAndGet(length);
                  out.write(bytes, offset, length);
                }
              };
          honest().answer(request, counted);
        };
    assertFetched(one(new Trust.ByManifest(manifest()), mirror(counting)));
    assertThat(sent.get()).isLessThan(SIZE * 3 / 4);
  }

  @Test
  void theSecondOfTwoFetchesOfOneFileWaitsAndTakesWhatTheFirstGot() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    Handler slow =
        (request, out) -> {
          asked.incrementAndGet();
          begun.countDown();
          Uninterruptibles.awaitUninterruptibly(goOn);
          honest().answer(request, out);
        };
    CountDownLatch waiting = new CountDownLatch(1);
    Progress progress =
        new Progress() {
          @Override
          public void stage(String name, String text) {
            if (text.startsWith("waiting for another fetch")) {
              waiting.countDown();
            }
          }
        };
    FetchRequest request =
        new FetchRequest(
            List.of("f.tar.gz"),
            List.of(mirror(slow)),
            new Trust.ByManifest(manifest()),
            1,
            0,
            directory.resolve("out"),
            1);
    HttpFetcher patient = new HttpFetcher(HttpOptions.of(EnvironmentProxies.NONE));
    Callable<FetchReport> fetch =
        () -> new FetchFiles(patient, RETRY, progress).run(request, r -> {}).files().get(0);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<FetchReport> first = threads.submit(fetch);
      begun.await();
      Future<FetchReport> second = threads.submit(fetch);
      waiting.await();
      goOn.countDown();
      FetchReport one = first.get();
      FetchReport other = second.get();
      assertFetched(one);
      assertFetched(other);
      assertThat(asked).hasValue(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatIsThereIsKnownToTheNextRun() throws IOException {
    Path target = Files.createDirectories(directory.resolve("out")).resolve("f.tar.gz");
    try (PartFile part = PartFile.open(target, SIZE, digest(), () -> {})) {
      part.write(CONTENT, 3_000, 0);
      part.have(0, 1_000);
      part.have(0, 2_000);
      part.write(CONTENT, 3_000, 5_000);
      part.have(5_000, 8_000);
    }
    try (PartFile part = PartFile.open(target, SIZE, digest(), () -> {})) {
      assertThat(part.missing(0, 10_000))
          .containsExactly(new long[] {2_000, 5_000}, new long[] {8_000, 10_000});
      assertThat(part.missing(500, 1_500)).isEmpty();
      assertThat(part.missing(1_000, 6_000)).containsExactly(new long[] {2_000, 5_000});
    }
    try (PartFile part = PartFile.open(target, SIZE - 1, digest(), () -> {})) {
      assertThat(part.hasAny()).isFalse();
    }
  }

  @Test
  void whatAnEarlierRunLeftMayBeWrong() throws IOException {
    Handler half =
        (request, out) -> {
          RawHttpServer.head(out, "200 OK", "Content-Length: " + SIZE);
          out.write(new byte[SIZE / 2]);
        };
    assertThat(one(new Trust.ByManifest(manifest()), mirror(half)).outcome())
        .isEqualTo(Outcome.FAILED);
    FetchReport report = one(new Trust.ByManifest(manifest()), mirror(honest()));
    assertFetched(report);
    assertThat(report.faults()).isEmpty();
  }
}
