package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.gitsnapshot.io.ByteString;

/** Runs commands in this process and keeps what they print. */
final class CommandFixture {
  static final Path ROOT = Path.of(System.getProperty("snapshot.root"));
  static final Path DEMO = ROOT.resolve("golden/demo.bundle");

  /** The commit of the demo bundle's tag v1.0. */
  static final String DEMO_COMMIT = "cff1a813e6e3b161d6c758e0a75a0e7bb613b932";

  private final Path home;

  CommandFixture(Path home) {
    this.home = home;
  }

  record Result(int code, ByteString bytes, String err) {
    String out() {
      return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
  }

  /** Runs a command that is to end with a code. */
  Result run(int code, String... args) {
    Result result = run(args);
    assertThat(result.code())
        .as(String.join(" ", args) + "\n" + result.out() + result.err())
        .isEqualTo(code);
    return result;
  }

  Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(args, out, err, Map.of("HOME", home.toString()), false);
    return new Result(code, ByteString.of(out.toByteArray()), err.toString(StandardCharsets.UTF_8));
  }
}
