package org.gitsnapshot.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TogetherTest {
  private static final int THREADS = 12;

  @Test
  void whoeverWaitsIsServedTogetherAndEachOnce() throws Exception {
    List<List<Integer>> rounds = new ArrayList<>();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Together<Integer> together =
        new Together<>(
            items -> {
              rounds.add(items);
              begun.countDown();
              await(goOn);
            });

    assertThat(runAll(together, begun, goOn)).containsOnlyNulls().hasSize(THREADS);

    assertThat(rounds.stream().flatMap(List::stream).sorted())
        .containsExactlyElementsOf(numbers(THREADS));
    assertThat(rounds.get(0)).containsExactly(0);
    assertThat(rounds).hasSize(2);
  }

  @Test
  void aFailureIsToldToAllWhomItConcernsAlsoWhenJavaGivesUp() throws Exception {
    for (Throwable failure :
        List.of(new IOException("disk"), new IllegalStateException("x"), new OutOfMemoryError())) {
      List<List<Integer>> rounds = new ArrayList<>();
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      Together<Integer> together =
          new Together<>(
              items -> {
                rounds.add(items);
                begun.countDown();
                await(goOn);
                if (items.size() > 1) {
                  if (failure instanceof IOException e) {
                    throw e;
                  }
                  if (failure instanceof RuntimeException e) {
                    throw e;
                  }
                  throw (Error) failure;
                }
              });

      List<Throwable> thrown = runAll(together, begun, goOn);

      assertThat(thrown.get(0)).isNull();
      assertThat(thrown.subList(1, THREADS)).containsOnly(failure);
      assertThat(rounds).hasSize(2);
      // The next is served as if nothing had been.
      together.run(THREADS);
    }
  }

  /** The first begins alone; the others come while it is at work. */
  private static List<Throwable> runAll(
      Together<Integer> together, CountDownLatch begun, CountDownLatch goOn) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Throwable>> running = new ArrayList<>();
      for (int i : numbers(THREADS)) {
        Callable<Throwable> run = () -> catchThrowable(() -> together.run(i));
        running.add(threads.submit(run));
        begun.await();
      }
      while (together.waiting() < THREADS - 1) {
        Thread.onSpinWait();
      }
      goOn.countDown();
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

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
