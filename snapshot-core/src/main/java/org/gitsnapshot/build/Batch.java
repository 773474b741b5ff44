package org.gitsnapshot.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
   * Returns the reports in the order of the pins.
   *
   * @param jobs how many pins at once, from 1
   * @param done hears of each as it ends, from several threads
   */
  public static List<PinReport> run(List<Pin> pins, int jobs, Work work, Consumer<PinReport> done) {
    ExecutorService workers =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(jobs, pins.size())),
            task -> {
              Thread thread = new Thread(task, "pin");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<PinReport>> running = new ArrayList<>();
      for (Pin pin : pins) {
        running.add(
            workers.submit(
                () -> {
                  PinReport report = attempt(pin, work);
                  done.accept(report);
                  return report;
                }));
      }
      List<PinReport> reports = new ArrayList<>();
      for (Future<PinReport> one : running) {
        reports.add(one.get());
      }
      return reports;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      workers.shutdownNow();
    }
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
