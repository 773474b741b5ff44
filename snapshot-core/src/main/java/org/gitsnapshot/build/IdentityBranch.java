package org.gitsnapshot.build;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.identity.Identities;
import org.gitsnapshot.output.Branch;
import org.jspecify.annotations.Nullable;

/**
 * What other tools call the content of the raw tar, computed by reading it as it is written, on a
 * thread of its own.
 */
final class IdentityBranch implements Branch {
  private static final int PIPE = 1 << 20;

  private final PipedOutputStream pipe = new PipedOutputStream();
  private final FutureTask<Identities> task;
  private @Nullable Thread reader;

  IdentityBranch(Oid commit) throws IOException {
    PipedInputStream tar = new PipedInputStream(pipe, PIPE);
    task =
        new FutureTask<>(
            () -> {
              try (tar) {
                return Identities.ofTar(tar, Optional.of(commit), Optional.empty());
              }
            });
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (reader == null) {
      reader = new Thread(task, "identities");
      reader.setDaemon(true);
      reader.start();
    }
    try {
      pipe.write(bytes, offset, length);
      // Without it the reader looks for more once a second.
      pipe.flush();
    } catch (IOException closed) {
      // The reader gave up, and knows why.
      Identities unused = identities();
      throw closed;
    }
  }

  @Override
  public void finish() throws IOException {
    pipe.close();
    Identities unused = identities();
  }

  /** An unfinished tar makes the reader give up. */
  @Override
  public void close() throws IOException {
    pipe.close();
    if (reader != null) {
      Uninterruptibles.joinUninterruptibly(reader);
    }
  }

  /** Returns them, once the fan-out has finished. */
  Identities identities() throws IOException {
    try {
      return requireNonNull(Uninterruptibles.getUninterruptibly(task));
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException e) {
        throw e;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }
}
