package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.gitsnapshot.cli.CommandFixture.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standard input that cannot be read is named. */
class StandardInputTest {
  @TempDir Path directory;
  private final InputStream before = System.in;

  @AfterEach
  void giveBack() {
    System.setIn(before);
  }

  private static InputStream failing(String reason) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException(reason);
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        throw new IOException(reason);
      }
    };
  }

  @Test
  void oneThatIsClosedIsNoDifference() {
    System.setIn(failing("Bad file descriptor"));

    Result result = new CommandFixture(directory).run(3, "compare", "-", directory.toString());

    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo("snapshot: cannot read standard input: Bad file descriptor (it is closed)\n");
  }

  @Test
  void whatIsReadIsNotTakenForTheTemporaryFile() {
    System.setIn(failing("Is a directory"));
    String out = directory.resolve("o.tar").toString();

    Result result = new CommandFixture(directory).run(3, "clean", "-", "-o", out, "--remove", "x");

    assertThat(result.err()).isEqualTo("snapshot: cannot read standard input: Is a directory\n");
  }
}
