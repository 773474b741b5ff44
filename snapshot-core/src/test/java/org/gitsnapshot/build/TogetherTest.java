package org.gitsnapshot.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.gitsnapshot.build.Together.PATIENCE;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TogetherTest {
  private static final int THREADS = 12;

  /** So long that a test which waits for its end fails. */
  private static final Duration FOR_EVER = Duration.ofDays(1);

  /** Work that is held up until all who want it have come, and keeps for whom it was done. */
  private static class HeldWork implements Together.Work<Integer> {
    final List<List<Integer>> rounds = new ArrayList<>();
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    public void run(List<Integer> items) throws IOException {
      rounds.add(items);
      begun.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void whoeverWaitsIsServedTogetherAndEachOnce() throws Exception {
    HeldWork work = new HeldWork();

    assertThat(runAll(new Together<>(work, 1, PATIENCE, () -> false), work))
        .containsOnlyNulls()
        .hasSize(THREADS);

    assertThat(work.rounds.stream().flatMap(List::stream).sorted())
        .containsExactlyElementsOf(numbers(THREADS));
    assertThat(work.rounds.get(0)).containsExactly(0);
    assertThat(work.rounds).hasSize(2);
  }

  @Test
  void aFailureIsToldToAllWhomItConcernsAlsoWhenJavaGivesUp() throws Exception {
    for (Throwable failure :
        List.of(new IOException("disk"), new IllegalStateException("x"), new OutOfMemoryError())) {
      HeldWork work =
          new HeldWork() {
            @Override
            public void run(List<Integer> items) throws IOException {
              super.run(items);
              if (items.size() > 1) {
                Throwables.throwIfInstanceOf(failure, IOException.class);
                Throwables.throwIfUnchecked(failure);
              }
            }
          };
      Together<Integer> together = new Together<>(work, 1, PATIENCE, () -> false);

      List<Throwable> thrown = runAll(together, work);

      assertThat(thrown.get(0)).isNull();
      assertThat(thrown.subList(1, THREADS)).containsOnly(failure);
      assertThat(work.rounds).hasSize(2);
      // The next is served as if nothing had been.
      together.run(THREADS);
    }
  }

  @Test
  @Timeout(60)
  void whoCouldBeginWaitsForOthersWhileTheyAreToCome() throws Exception {
    List<List<Integer>> rounds = Collections.synchronizedList(new ArrayList<>());
    Together<Integer> together = new Together<>(rounds::add, THREADS, FOR_EVER, () -> true);

    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i : numbers(THREADS)) {
        running.add(
            threads.submit(
                () -> {
                  together.run(i);
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(rounds).singleElement(list(Integer.class)).hasSameElementsAs(numbers(THREADS));
  }

  @Test
  @Timeout(60)
  void nobodyWaitsWhenNoMoreAreToCome() throws IOException {
    List<Integer> done = new ArrayList<>();

    new Together<Integer>(done::addAll, THREADS, FOR_EVER, () -> false).run(1);

    assertThat(done).containsExactly(1);
  }

  @Test
  @Timeout(20)
  void nobodyWaitsLongForOthersThatDoNotCome() throws IOException {
    List<Integer> done = new ArrayList<>();
    Together<Integer> together = new Together<>(done::addAll, 2, PATIENCE, () -> true);

    together.run(1);
    Thread.currentThread().interrupt();
    together.run(2);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).containsExactly(1, 2);
  }

  /** The first begins alone; the others come while it is at work. */
  private static List<Throwable> runAll(Together<Integer> together, HeldWork work)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Throwable>> running = new ArrayList<>();
      for (int i : numbers(THREADS)) {
        Callable<Throwable> run = () -> catchThrowable(() -> together.run(i));
        running.add(threads.submit(run));
        work.begun.await();
      }
      while (together.waiting() < THREADS - 1) {
        Thread.onSpinWait();
      }
      work.goOn.countDown();
      List<Throwable> thrown = new ArrayList<>();
      for (Future<Throwable> one : running) {
        thrown.add(one.get());
      }
      return thrown;
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
