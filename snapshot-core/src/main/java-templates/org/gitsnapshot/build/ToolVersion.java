package org.gitsnapshot.build;

/** The version that was built; the build writes it here, since to read it from a jar opens that. */
public final class ToolVersion {
  private static final String CURRENT = "${project.version}";

  private ToolVersion() {}

  /** Returns it, such as {@code 0.1.0}. */
  public static String current() {
    return CURRENT;
  }
}
