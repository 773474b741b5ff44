package org.gitsnapshot.cli;

/** The command line's entry. */
public final class Main {
  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    System.exit(2);
  }
}
