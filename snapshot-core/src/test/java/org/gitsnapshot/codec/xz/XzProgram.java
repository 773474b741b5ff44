package org.gitsnapshot.codec.xz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.codec.Oracle;

/** The program xz. */
final class XzProgram {
  private XzProgram() {}

  /** Returns the program with one thread or two, and perhaps other options. */
  static Oracle with(String... options) {
    return (level, directory, names) -> {
      List<String> command = new ArrayList<>(List.of("xz", "-k", "-" + level));
      command.addAll(List.of(options));
      Oracle.run(directory, Oracle.command(command, names));
    };
  }

  static String version() throws IOException, InterruptedException {
    return Oracle.run(Path.of("."), List.of("xz", "--version")).lines().findFirst().orElseThrow();
  }
}
