package org.gitsnapshot.cli;

import java.util.Map;

/** A command that fails while the process ends: it prints what the command does, and its code. */
final class FailsAtEndMain {
  private FailsAtEndMain() {}

  public static void main(String[] arguments) {
    Thread command =
        new Thread(
            () -> {
              int code = Main.run(arguments, System.out, System.err, Map.of("HOME", "."), false);
              System.out.println(code);
            });
    Runtime.getRuntime().addShutdownHook(command);
    System.exit(0);
  }
}
