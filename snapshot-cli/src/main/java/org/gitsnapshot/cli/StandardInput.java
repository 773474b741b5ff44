package org.gitsnapshot.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.UnavailableException;

/** Standard input that says so when it cannot be read: it has no name that Java would tell. */
final class StandardInput extends FilterInputStream {
  /** What the system says of one that is closed, which the launcher makes one to write to. */
  private static final String CLOSED = "Bad file descriptor";

  StandardInput(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    try {
      return in.read();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return in.read(bytes, offset, length);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static UnavailableException failure(IOException e) {
    String reason = Explanation.reason(e);
    Optional<String> hint =
        reason.equals(CLOSED) ? Optional.of("it is closed") : Explanation.hint(reason);
    return new UnavailableException("cannot read standard input: " + reason, hint.orElse(null), e);
  }
}
