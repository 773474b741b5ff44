package org.gitsnapshot.build;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.report.PinReport;

/** Does the same to many pins, several at once, and goes on after one that fails. */
public final class Batch {
  /** What is done to a pin. */
  public interface Work {
    /** Does it; a difference is in the report, a failure is thrown. */
    PinReport run(Pin pin) throws IOException;
  }

  private Batch() {}

  /**
   * Returns the reports in the order of the pins, when nothing of the work goes on. If this thread
   * is interrupted, those at work are too, the pins that none began have failed, and the thread
   * stays interrupted.
   *
   * @param jobs how many pins at once, from 1
   * @param done hears of each as it ends, from several threads
   * @throws IllegalArgumentException if no pin may be done at once
   */
  public static List<PinReport> run(List<Pin> pins, int jobs, Work work, Consumer<PinReport> done) {
    if (jobs < 1) {
      throw new IllegalArgumentException("at least one pin at once, not " + jobs);
    }
    List<Thread> threads = new CopyOnWriteArrayList<>();
    ExecutorService workers =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(jobs, pins.size())),
            task -> {
              Thread thread = new Thread(task, "pin");
              thread.setDaemon(true);
              threads.add(thread);
              return thread;
            });
    AtomicBoolean interrupted = new AtomicBoolean();
    try {
      List<Future<PinReport>> running = new ArrayList<>();
      for (Pin pin : pins) {
        running.add(
            workers.submit(
                () -> {
                  PinReport report = interrupted.get() ? notBegun(pin) : attempt(pin, work);
                  done.accept(report);
                  return report;
                }));
      }
      List<PinReport> reports = new ArrayList<>();
      while (reports.size() < running.size()) {
        try {
          reports.add(running.get(reports.size()).get());
        } catch (InterruptedException e) {
          interrupted.set(true);
          threads.forEach(Thread::interrupt);
        }
      }
      return reports;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      workers.shutdownNow();
      Uninterruptibles.awaitTerminationUninterruptibly(workers);
      if (interrupted.get()) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static PinReport notBegun(Pin pin) {
    return PinReport.failed(
        pin.name(), pin.commit(), "interrupted before the build began", Optional.empty());
  }

  private static PinReport attempt(Pin pin, Work work) {
    try {
      return work.run(pin);
    } catch (Throwable e) {
      // Whatever it is, the other pins go on.
      Explanation why = Explanation.of(e);
      return PinReport.failed(pin.name(), pin.commit(), why.message(), why.hint());
    }
  }
}
