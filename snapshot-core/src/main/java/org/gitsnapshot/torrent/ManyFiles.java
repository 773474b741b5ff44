package org.gitsnapshot.torrent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same to many files on a few threads, and gives the results in the files' order. */
final class ManyFiles {
  private ManyFiles() {}

  /** What is done to one file. */
  interface Work<R> {
    R of(int number) throws IOException;
  }

  /**
   * Does it to all.
   *
   * @param order the files' numbers from 0, in the order in which they are begun
   * @throws IOException the failure of the file that was begun first, of those that failed
   */
  static <R> List<R> map(List<Integer> order, int threads, Work<R> work) throws IOException {
    ExecutorService workers = Executors.newFixedThreadPool(Math.max(1, threads));
    try {
      List<Future<R>> futures = new ArrayList<>();
      for (int number : order) {
        futures.add(workers.submit(() -> work.of(number)));
      }
      SortedMap<Integer, R> results = new TreeMap<>();
      for (int i = 0; i < futures.size(); i++) {
        results.put(order.get(i), futures.get(i).get());
      }
      return List.copyOf(results.values());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException("while reading files", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading files", e);
    } finally {
      workers.shutdownNow();
    }
  }
}
