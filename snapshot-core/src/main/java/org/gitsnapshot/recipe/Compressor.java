package org.gitsnapshot.recipe;

/**
 * An engine and a level, written {@code gnu-gzip -6}.
 *
 * @param engine the engine's name
 * @param level its level
 */
public record Compressor(String engine, int level) {
  /** Returns the canonical text, such as {@code gnu-gzip -6}. */
  @Override
  public String toString() {
    return engine + " -" + level;
  }
}
