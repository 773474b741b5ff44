package org.gitsnapshot.fuzz;

import java.nio.charset.StandardCharsets;

/** A target with a fault that only one input in many has: shows that the fuzzer can find one. */
public final class PlantedFuzz {
  private PlantedFuzz() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (new String(input, StandardCharsets.ISO_8859_1).equals("planted")) {
      throw new IllegalStateException("found what was planted");
    }
  }
}
