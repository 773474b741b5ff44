package org.gitsnapshot.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** What follows the program's name: one of {@link Commands}. */
interface Subcommand extends Callable<Integer> {
  /** Gives it its options, and its help the words. */
  void declare(CommandSpec command);

  /** Returns the options that every command has. */
  SharedOptions shared();
}
