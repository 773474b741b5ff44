package org.gitsnapshot.fuzz;

import java.util.Arrays;

/** All targets in one, for a short run: the first byte chooses. */
public final class EveryFuzz {
  private EveryFuzz() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) throws Throwable {
    int choice = input.length == 0 ? FuzzTarget.ALL.size() : input[0] & 0xff;
    if (choice < FuzzTarget.ALL.size()) {
      FuzzTarget.ALL.get(choice).run(Arrays.copyOfRange(input, 1, input.length));
    }
  }
}
